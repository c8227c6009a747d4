import { guardCalls, mark, type IssueDetails } from "../core";

/**
 * Settings that all boot loaders have.
 * @public
 */
export interface BootMenuProps {
  /**
   * Number of generations in the boot menu (`configurationLimit`). With systemd-boot, the EFI system partition needs room
   * for their kernels. Default: all.
   */
  readonly generations?: number;
  /** Seconds until the default entry boots; null waits forever (`boot.loader.timeout`). Default: NixOS's, 5. */
  readonly menuTimeout?: number | null;
}

/**
 * Settings of systemd-boot.
 * @public
 */
export interface SystemdBootProps extends BootMenuProps {
  /**
   * Whether anyone at the console can edit kernel parameters, and so become root (`boot.loader.systemd-boot.editor`).
   * Default: false.
   */
  readonly editor?: boolean;
  /**
   * Whether the installation adds an entry to the firmware's boot menu (`boot.loader.efi.canTouchEfiVariables`). Without
   * one, the firmware finds the loader at its default path. Default: true.
   */
  readonly efiVariables?: boolean;
}

/**
 * Settings of GRUB for UEFI.
 * @public
 */
export interface GrubEfiProps extends BootMenuProps {
  /**
   * Whether the installation adds an entry to the firmware's boot menu (`boot.loader.efi.canTouchEfiVariables`); otherwise
   * GRUB is installed at the default path of removable media (`boot.loader.grub.efiInstallAsRemovable`). Default: true.
   */
  readonly efiVariables?: boolean;
}

/** The choice of a boot loader, as data. */
export interface LoaderNode {
  readonly loader: "systemd-boot" | "grub";
  readonly bios: boolean;
  readonly efi: boolean;
  readonly props: SystemdBootProps;
}

/**
 * A boot loader and the firmware that it is for.
 * @public
 */
export class BootLoaderKind {
  static {
    guardCalls(this, "BootLoaderKind", {
      answer: (issues) => new BootLoaderKind({ loader: "systemd-boot", bios: false, efi: true, props: {} }, issues),
    });
  }

  /** systemd-boot, for machines with UEFI: simple, and the usual choice. */
  static systemdBoot(props: SystemdBootProps = {}): BootLoaderKind {
    return BootLoaderKind.of({ loader: "systemd-boot", bios: false, efi: true, props });
  }

  /** GRUB, for machines with BIOS. The disk has an MBR, or a GPT with `Partition.biosBoot()`. */
  static grubBios(props: BootMenuProps = {}): BootLoaderKind {
    return BootLoaderKind.of({ loader: "grub", bios: true, efi: false, props });
  }

  /** GRUB, for machines with UEFI: reads `/boot` from more file systems than systemd-boot. */
  static grubEfi(props: GrubEfiProps = {}): BootLoaderKind {
    return BootLoaderKind.of({ loader: "grub", bios: false, efi: true, props });
  }

  /**
   * GRUB for both BIOS and UEFI, at the default path of removable media: for disks that move between machines. The disk needs
   * both `Partition.biosBoot()` and `Partition.esp`.
   */
  static grub(props: BootMenuProps = {}): BootLoaderKind {
    return BootLoaderKind.of({ loader: "grub", bios: true, efi: true, props: { ...props, efiVariables: false } });
  }

  private static of(node: LoaderNode): BootLoaderKind {
    return new BootLoaderKind(node, menuIssues(node.props));
  }

  private constructor(
    /** The choice as data. For internal use. */
    readonly node: unknown,
    /** The problems with it, if any; reported by the construct that uses it. */
    readonly issues: readonly IssueDetails[],
  ) {}
}
mark(BootLoaderKind.prototype, "BootLoaderKind");

/** The choice of a boot loader. */
export const loaderOf = (kind: BootLoaderKind): LoaderNode => kind.node as LoaderNode;

function menuIssues({ generations, menuTimeout }: BootMenuProps): readonly IssueDetails[] {
  return [
    ...(generations === undefined || (Number.isInteger(generations) && generations >= 1)
      ? []
      : [
          {
            code: "boot-generations",
            message: "generations must be a whole number of 1 or more",
            value: String(generations),
            fix: "use a number such as 20, or omit it to keep all",
          },
        ]),
    ...(menuTimeout === undefined || menuTimeout === null || (Number.isInteger(menuTimeout) && menuTimeout >= 0)
      ? []
      : [
          {
            code: "menu-timeout",
            message: "menuTimeout must be a whole number of seconds",
            value: String(menuTimeout),
            fix: "use 0 or more, or null to wait forever",
          },
        ]),
  ];
}
