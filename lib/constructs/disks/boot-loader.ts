import type { Construct } from "constructs";
import { Annotations, checkProps, declaredProps, hasMark, mark, NixosModule, type NixosConfig } from "../core";
import { BootLoaderKind, loaderOf, type LoaderNode } from "./boot-loader-kind";

/**
 * The boot loader of a machine to install, checked against its {@link DiskLayout}.
 *
 * @example
 * new BootLoader(host, "loader", BootLoaderKind.systemdBoot({ generations: 10 }));
 * @public
 */
export class BootLoader extends NixosModule {
  /** Whether a value is a boot loader construct. */
  static isBootLoader(value: unknown): value is BootLoader {
    return hasMark(value, "BootLoader");
  }

  /** The boot loader, and the firmware that it is for. */
  readonly kind: BootLoaderKind;

  /** @param props the boot loader, and the firmware that it is for */
  constructor(scope: Construct, id: string, props: BootLoaderKind) {
    const checked = checkProps(declaredProps.BootLoader, props, { exact: new.target === BootLoader });
    const kind = checked.isValid ? props : BootLoaderKind.systemdBoot();
    super(scope, id, { config: kind.issues.length > 0 ? {} : configOf(loaderOf(kind)) });
    checked.report(this);
    this.kind = kind;
    for (const issue of kind.issues) Annotations.of(this).addError(issue);
  }
}
mark(BootLoader.prototype, "BootLoader");

function configOf({ loader, bios, efi, props }: LoaderNode): NixosConfig {
  const { generations, menuTimeout, editor = false, efiVariables = true } = props;
  return {
    boot: {
      loader: {
        timeout: menuTimeout,
        efi: efi ? { canTouchEfiVariables: efiVariables } : undefined,
        "systemd-boot":
          loader === "systemd-boot" ? { enable: true, configurationLimit: generations, editor } : undefined,
        grub:
          loader === "grub"
            ? {
                enable: true,
                configurationLimit: generations,
                efiSupport: efi ? true : undefined,
                efiInstallAsRemovable: efi && !efiVariables ? true : undefined,
                // With BIOS, the disk layout sets the devices.
                device: bios ? undefined : "nodev",
              }
            : undefined,
      },
    },
  };
}
