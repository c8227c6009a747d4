import {
  App,
  BootLoader,
  BootLoaderKind,
  DiskContent,
  DiskLayout,
  DiskSelector,
  Filesystem,
  Flake,
  Host,
  IsoImage,
  Nixpkgs,
  type HostClass,
  OfflineInstaller,
  Partition,
  Size,
  type DiskLayoutProps,
  type OfflineInstallerProps,
} from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { reportOf } from "../support";

export const root = Filesystem.ext4({ mountPoint: "/" });
const esp = Partition.esp({ size: Size.mebibytes(512) });

/** A layout of one GPT disk. */
export const layoutOn = (
  device: DiskSelector,
  partitions: Readonly<Record<string, Partition>> = { root: Partition.rest(root) },
): DiskLayoutProps => ({ disks: { main: { device, content: DiskContent.gpt({ esp, ...partitions }) } } });

/** A flake with an image host `stick`. */
export interface Installers {
  readonly app: App;
  readonly flake: Flake;
  readonly stick: Host;
  /** Adds a machine. */
  readonly machine: (name: string, layout?: DiskLayoutProps, hostClass?: HostClass) => Host;
}

export function installers({ embedFlake = true } = {}): Installers {
  const app = new App();
  const flake = new Flake(app, "fleet", { nixpkgs: Nixpkgs.release("24.05") });
  const stick = new Host(flake, "stick", { system: "x86_64-linux" });
  new IsoImage(stick, "image", { embedFlake });
  const machine: Installers["machine"] = (name, layout = layoutOn(DiskSelector.bySerial(name)), hostClass) => {
    const system = "x86_64-linux";
    const host = new Host(flake, name, hostClass === undefined ? { system } : { system, class: hostClass });
    new DiskLayout(host, "disks", layout);
    new BootLoader(host, "loader", BootLoaderKind.systemdBoot());
    return host;
  };
  return { app, flake, stick, machine };
}

/** The issues of a program with an installer. */
export function reportedWith(props: (given: Installers) => OfflineInstallerProps): string {
  const given = installers();
  new OfflineInstaller(given.stick, "installer", props(given));
  return reportOf(given.app);
}

/** The module of an installer. */
export function installerText(props: (given: Installers) => OfflineInstallerProps, given = installers()): string {
  new OfflineInstaller(given.stick, "installer", props(given));
  return FlakeAssertions.fromApp(given.app).file("fleet/systems/stick/installer.nix");
}
