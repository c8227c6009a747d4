import type { Construct } from "constructs";
import { installerDataFile } from "../../model";
import { nix, self, type NixValue } from "../../nix";
import {
  Annotations,
  checkProps,
  constructsOf,
  declaredProps,
  hasMark,
  Host,
  HostClass,
  mark,
  nearestWithMark,
  NixosModule,
  type NixosConfig,
} from "../core";
import { IsoImage, SpaceSaver } from "../installer";
import { enrollIssues, enrollWarnings } from "./enroll-issues";
import { InstallMode, modeOf } from "./install-mode";
import { factsOf, partsOf, targetsIn, type InstallTarget } from "./install-target";
import { installerData, type InstallerSettings } from "./installer-data";
import { InstallerProgram } from "./installer-program";
import { installCommands, unattendedService } from "./service";
import type { EnrolledKeys, WipePolicy } from "./settings";
import { sourcesReference, sourcesValue } from "./sources";

/**
 * Properties of an {@link OfflineInstaller}.
 * @public
 */
export interface OfflineInstallerProps {
  /** The machines that the medium installs: hosts of the same flake, with a `DiskLayout` and a `BootLoader`. */
  readonly targets: readonly (Host | InstallTarget)[];
  /** Whether a person starts the installation. Default: `InstallMode.attended()`. */
  readonly mode?: InstallMode;
  /**
   * Which disks may be wiped. A disk with an unfinished installation of the same host always may. Default: if attended, all,
   * after the person has typed the name of the host; if unattended, `never`.
   */
  readonly wipe?: WipePolicy;
  /**
   * Installs a machine again that is installed already. Default: false; the command `install-<host>` has the option
   * `--reinstall`.
   */
  readonly reinstall?: boolean;
  /**
   * Adds the flake, the sources of all inputs, and build tools to the image and to the machines, which can then
   * build changed systems without a network. Otherwise, they are fetched. Default: true.
   */
  readonly sources?: boolean;
  /** Additional keys of encrypted devices. Default: none. */
  readonly enroll?: EnrolledKeys;
}

/**
 * Makes the image install other hosts of the flake without a network: it contains their systems and the scripts that
 * partition their disks. Adds the command `install-<host>` for each; see docs/how-to/install-offline.md.
 *
 * @example
 * new OfflineInstaller(stick, "installer", {
 *   targets: [web],
 *   mode: InstallMode.unattended({ countdown: Duration.seconds(30), then: "reboot" }),
 * });
 * @public
 */
export class OfflineInstaller extends NixosModule {
  /** Whether a value is an offline installer. */
  static isOfflineInstaller(value: unknown): value is OfflineInstaller {
    return hasMark(value, "OfflineInstaller");
  }

  /** The machines that the medium installs. */
  readonly targets: readonly InstallTarget[];
  /** Whether a person starts the installation. */
  readonly mode: InstallMode;
  /** Which disks may be wiped; undefined for the default. */
  readonly wipe: WipePolicy | undefined;
  /** Whether it installs again what is installed already. */
  readonly reinstall: boolean;
  /** Whether it adds keys to encrypted devices. */
  readonly enrolls: boolean;

  constructor(scope: Construct, id: string, props: OfflineInstallerProps) {
    const checked = checkProps(declaredProps.OfflineInstaller, props, { exact: new.target === OfflineInstaller });
    props = checked.props;
    const targets = targetsIn(props.targets);
    const { mode = InstallMode.attended(), wipe, reinstall = false, sources = true, enroll = {} } = props;
    super(scope, id, { config: () => this.definitions({ mode, wipe, reinstall, sources, enroll }) });
    checked.report(this);
    this.targets = targets;
    this.mode = mode;
    this.wipe = wipe;
    this.reinstall = reinstall;
    this.enrolls = enroll.tpm2 === true || enroll.recoveryKey === true;
    InstallerProgram.of(this);
    for (const issue of enrollIssues(enroll)) Annotations.of(this).addError(issue);
    for (const issue of enrollWarnings(enroll)) Annotations.of(this).addWarning(issue);
    const machines = targets.flatMap(({ machine }) => (machine === undefined ? [] : [machine].flat()));
    for (const issue of [mode, ...machines].flatMap(({ issues }) => issues)) Annotations.of(this).addError(issue);
  }

  private definitions(settings: InstallerSettings): NixosConfig {
    const parts = this.targets.map((target) => partsOf(target));
    const names = parts.map(({ host }) => host.node.id);
    const hasPools = parts.some(({ layout }) => layout !== undefined && factsOf(layout).hasPools);
    const others = this.constructsOfImage();
    const isSaved = others.some((each) => each instanceof SpaceSaver);
    const embeds = others.some((each) => IsoImage.isIsoImage(each) && each.embedsFlake);
    const addsFlake = settings.sources && !embeds;
    return {
      environment: {
        etc: { [installerDataFile]: { text: installerData(parts, settings) } },
        systemPackages: installCommands(names, hasPools),
      },
      isoImage: addsFlake ? { contents: [{ source: self, target: "/flake" }] } : undefined,
      system: settings.sources
        ? { build: { cdknixSources: sourcesValue(names) }, extraDependencies: kept(isSaved) }
        : undefined,
      systemd: {
        services:
          modeOf(settings.mode).kind === "unattended" ? { "cdknix-install": unattendedService(hasPools) } : undefined,
        tmpfiles: addsFlake
          ? {
              rules: nix.comment("a copy, because /iso is read-only and Nix refuses a symlink to a flake", [
                "C /flake - - - - /iso/flake",
              ]),
            }
          : undefined,
      },
    };
  }

  /** The constructs that share hosts with the installer. */
  private constructsOfImage(): readonly unknown[] {
    const host = nearestWithMark(this, "Host");
    if (Host.isHost(host)) return constructsOf(host);
    const hostClass = nearestWithMark(this, "HostClass");
    return HostClass.isHostClass(hostClass) ? hostClass.node.findAll() : [];
  }
}
mark(OfflineInstaller.prototype, "OfflineInstaller");

/** `SpaceSaver` removes the build tools that NixOS adds; those of the installer stay. */
function kept(isSaved: boolean): NixValue {
  return isSaved
    ? nix.comment("mkForce: these stay although SpaceSaver removes everything else", nix.force(sourcesReference))
    : sourcesReference;
}
