import type { Construct } from "constructs";
import { nix, type NixValue } from "../../nix";
import {
  Annotations,
  checkProps,
  declaredProps,
  Flake,
  hasMark,
  mark,
  NixosModule,
  overriding,
  recordJointly,
  settled,
  type ReleaseFacts,
  type WrittenDefault,
} from "../core";
import { filesystemIssues } from "./file-systems";

/**
 * Properties of a {@link BootConfig}.
 * @public
 */
export interface BootConfigProps {
  /**
   * Kernel parameters to add to NixOS's (`boot.kernelParams`); spaces are allowed only inside double quotes. Default:
   * none.
   */
  readonly kernelParameters?: readonly string[];
  /**
   * Copies the whole image to memory at boot, so that the medium can be removed (kernel parameter `copytoram`, the only
   * spelling that NixOS's stage 1 supports). Needs memory the size of the ISO. Default: false.
   */
  readonly copyToRam?: boolean;
  /** Software RAID tools and their udev rules (`boot.swraid.enable`). Default: false. */
  readonly raid?: boolean;
  /**
   * File systems that the live system can mount and create (`boot.supportedFilesystems`). A list adds to the installer
   * profile's; `{ only: […] }` replaces them, which also removes ZFS from the image; `{ without: […] }` removes some,
   * such as `zfs` if the kernel is too new for it. With systemd in stage 1, `{ only: […] }` without `ext4` also removes
   * `mkfs.ext4`, which is reported as `file-systems-without-ext`. Default: the profile's.
   */
  readonly filesystems?:
    readonly string[] | { readonly only: readonly string[] } | { readonly without: readonly string[] };
  /** Boot menu timeout in seconds; null waits forever (`boot.loader.timeout`). Default: NixOS's, 10. */
  readonly menuTimeout?: number | null;
  /** Highest kernel message level on the console, 0 to 7 (`boot.consoleLogLevel`). Default: NixOS's, 4. */
  readonly consoleLogLevel?: number;
  /** Kernel, as a package set such as `pkgs.linuxPackages_latest` (`boot.kernelPackages`). Default: NixOS's. */
  readonly kernelPackages?: NixValue;
  /**
   * Uses systemd instead of shell scripts in stage 1 (`boot.initrd.systemd.enable`). Images boot with it since release
   * 25.11; NixOS plans to remove the scripts in 26.11. Default: NixOS's, which is false up to 25.11 and true from 26.05.
   */
  readonly systemdStage1?: boolean;
  /**
   * Compresses memory that is not in use, in a swap device as large as the memory (`zramSwap.enable`): about twice as much fits
   * into the memory of a small machine. Default: false.
   */
  readonly zram?: boolean;
}

/**
 * Boot settings of the image: kernel, parameters, menu, and file systems.
 * @public
 */
export class BootConfig extends NixosModule {
  /** Whether a value is a boot configuration construct. */
  static isBootConfig(value: unknown): value is BootConfig {
    return hasMark(value, "BootConfig");
  }

  /** Whether software RAID is enabled. */
  readonly raid: boolean;

  constructor(scope: Construct, id: string, props: BootConfigProps = {}) {
    const checked = checkProps(declaredProps.BootConfig, props, { exact: new.target === BootConfig });
    props = checked.props;
    const parameters = [...(props.kernelParameters ?? []), ...(props.copyToRam === true ? ["copytoram"] : [])];
    super(scope, id, {
      config: () => ({
        boot: {
          kernelPackages: props.kernelPackages,
          kernelParams: parameters.length === 0 ? undefined : parameters,
          consoleLogLevel: props.consoleLogLevel,
          supportedFilesystems: filesystemsValue(props.filesystems),
          initrd: props.systemdStage1 === undefined ? undefined : { systemd: { enable: props.systemdStage1 } },
          loader: props.menuTimeout === undefined ? undefined : { timeout: forcedTimeout(props.menuTimeout) },
          swraid: { enable: this.raidValue() },
        },
        zramSwap: props.zram === true ? { enable: true, memoryPercent: 100 } : undefined,
      }),
    });
    recordJointly(this, "BootConfig", props, { contradicts: { filesystems: filesystemsContradict } });
    this.raid = props.raid === true;
    checked.report(this);
    this.check(props);
  }

  private raidValue(): NixValue | undefined {
    const { value, overrides } = settled(this, raidDefault);
    if (value === undefined) return undefined;
    if (value) return overrides ? overriding(true) : true;
    return nix.comment("mkForce: the installer profile turns this on at the normal priority", nix.force(false));
  }

  private check(props: BootConfigProps): void {
    const annotations = Annotations.of(this);
    for (const parameter of (props.kernelParameters ?? []).filter((text) => !/^(?:[^\s"]|"[^"]*")+$/.test(text))) {
      annotations.addError({
        code: "kernel-parameter",
        message: `${JSON.stringify(parameter)} is not a single kernel parameter`,
        value: JSON.stringify(parameter),
        reason: "each element of boot.kernelParams is one parameter, and spaces are allowed only inside double quotes",
        fix: "put each parameter in an element of its own",
      });
    }
    for (const issue of filesystemIssues(props.filesystems)) annotations.addWarning(issue);
    const only = onlyFilesystems(props);
    if (only !== undefined && dropsExt(only, props.systemdStage1, Flake.of(this).releaseFacts)) {
      annotations.addWarning({
        code: "file-systems-without-ext",
        message: "mkfs.ext4 and e2fsck are not part of the system",
        value: only.join(", "),
        reason: "with systemd in stage 1, NixOS adds e2fsprogs only if ext2, ext3, or ext4 is one of the file systems",
        fix: 'add "ext4" to filesystems.only, or acknowledge this warning if the system does not need ext4',
      });
    }
    const { consoleLogLevel, menuTimeout } = props;
    if (consoleLogLevel !== undefined && !(Number.isInteger(consoleLogLevel) && within(consoleLogLevel, 0, 7))) {
      annotations.addError({
        code: "console-log-level",
        message: "consoleLogLevel must be a whole number from 0 to 7",
        value: String(consoleLogLevel),
        fix: "use a level from 0 (emergencies) to 7 (debugging)",
      });
    }
    if (typeof menuTimeout === "number" && !(Number.isInteger(menuTimeout) && menuTimeout >= 0)) {
      annotations.addError({
        code: "menu-timeout",
        message: "menuTimeout must be a whole number of seconds",
        value: String(menuTimeout),
        fix: "use 0 or more, or null to wait forever",
      });
    }
  }
}

mark(BootConfig.prototype, "BootConfig");

/** Software RAID, which is off unless the program turns it on. */
const raidDefault: WrittenDefault<BootConfigProps, boolean> = { set: ({ raid }) => raid, initial: false };

type Filesystems = NonNullable<BootConfigProps["filesystems"]>;

/** Lists add to each other. `only` is forced, so it would replace what another construct adds, and `without` removes it. */
function filesystemsContradict(first: Filesystems, second: Filesystems): boolean {
  if (JSON.stringify(first) === JSON.stringify(second)) return false;
  if ("only" in first || "only" in second) return true;
  const [added, removed] = "without" in first ? [second, first] : [first, second];
  if (!("without" in removed) || "without" in added || "only" in added) return false;
  return removed.without.some((name) => added.includes(name));
}

const within = (value: number, lowest: number, highest: number): boolean => value >= lowest && value <= highest;

/**
 * Whether the image loses e2fsprogs, which stage 1 with scripts always includes. Source: `system.fsPackages` in
 * nixos/modules/tasks/filesystems/ext.nix.
 */
function dropsExt(only: readonly string[], requested: boolean | undefined, { systemdStage1 }: ReleaseFacts): boolean {
  const hasSystemd = systemdStage1 !== "does not boot" && (requested ?? systemdStage1 === "default");
  return hasSystemd && !only.some((name) => ["ext2", "ext3", "ext4"].includes(name));
}

const onlyFilesystems = ({ filesystems }: BootConfigProps): readonly string[] | undefined =>
  filesystems !== undefined && "only" in filesystems ? filesystems.only : undefined;

function forcedTimeout(seconds: number | null): NixValue {
  return nix.comment("mkForce: the image builder sets this at the normal priority", nix.force(seconds));
}

/** Newer releases enable ZFS with mkDefault; mkForce works on all of them. */
const withoutFilesystem = nix.comment("mkForce: the installer profile turns this on", nix.force(false));

function filesystemsValue(filesystems: BootConfigProps["filesystems"]): NixValue | undefined {
  if (filesystems === undefined) return undefined;
  if ("without" in filesystems) {
    return Object.fromEntries(filesystems.without.map((name) => [name, withoutFilesystem]));
  }
  if (!("only" in filesystems)) return filesystems;
  return nix.comment(
    "mkForce: a plain value would only add to those of the installer profile",
    nix.force(Object.fromEntries(filesystems.only.map((name) => [name, true]))),
  );
}
