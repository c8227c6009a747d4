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
  Nixpkgs,
  Partition,
  RaidArray,
  Size,
  type DiskLayoutProps,
  type HostSystem,
  type Release,
} from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { reportOf } from "../support";

/** What a machine of a test consists of; by default, a boot loader that fits the layout. */
export interface MachineOptions {
  readonly layout?: DiskLayoutProps;
  readonly kind?: BootLoaderKind | "none";
  readonly system?: HostSystem;
  readonly release?: Release;
  /** Adds to the machine. */
  readonly also?: (host: Host) => unknown;
}

export const gib = (amount: number): Size => Size.gibibytes(amount);
export const esp = Partition.esp({ size: Size.mebibytes(512) });
export const root = Filesystem.ext4({ mountPoint: "/" });
export const boot = Partition.of(gib(1), Filesystem.ext4({ mountPoint: "/boot" }));

/** A layout of one disk, without anything added. */
export const oneDisk = (content: DiskContent | Filesystem, device = DiskSelector.bySerial("A")): DiskLayoutProps => ({
  disks: { main: { device, content } },
});

/** A layout of one GPT disk, without anything added. */
export const oneGpt = (partitions: Readonly<Record<string, Partition>>): DiskLayoutProps =>
  oneDisk(DiskContent.gpt(partitions));

/** A layout of one GPT disk with an EFI system partition, a root file system, and what is added or replaced. */
export const gptLayout = (
  partitions: Readonly<Record<string, Partition>> = {},
  others: Partial<DiskLayoutProps> = {},
): DiskLayoutProps => ({
  disks: {
    main: {
      device: DiskSelector.bySerial("WD-1234"),
      content: DiskContent.gpt({ esp, ...partitions, root: partitions.root ?? Partition.rest(root) }),
    },
  },
  ...others,
});

/** A program with one machine. */
export function machine({ layout, kind, system = "x86_64-linux", release = "24.05", also }: MachineOptions): App {
  const app = new App();
  const flake = new Flake(app, "machines", { nixpkgs: Nixpkgs.release(release) });
  const host = new Host(flake, "web", { system });
  if (layout !== undefined) new DiskLayout(host, "disks", layout);
  if (kind !== "none") new BootLoader(host, "loader", kind ?? BootLoaderKind.systemdBoot());
  also?.(host);
  return app;
}

/** The issues of a machine. */
export const reportedFor = (options: MachineOptions): string => reportOf(machine(options));

/** The module of a machine's disks. */
export const diskText = (layout: DiskLayoutProps, kind?: BootLoaderKind): string =>
  FlakeAssertions.fromApp(machine(kind === undefined ? { layout } : { layout, kind })).file(
    "machines/systems/web/disks.nix",
  );

/** The module of a machine's boot loader. */
export const loaderText = (kind: BootLoaderKind, layout: DiskLayoutProps = gptLayout()): string =>
  FlakeAssertions.fromApp(machine({ layout, kind })).file("machines/systems/web/loader.nix");

/** A part of a module: the attribute with everything in it, without its indentation. */
export function part(text: string, attribute: string): string {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line.trimStart().startsWith(attribute));
  const [indentation = ""] = /^ */.exec(lines[start] ?? "") ?? [];
  const length = lines.slice(start).findIndex((line) => line.startsWith(indentation) && /^(?:\}|\]|'')?;$|[^{[(']+;$/.test(line.slice(indentation.length)) && !line.startsWith(`${indentation} `)); // prettier-ignore
  return lines
    .slice(start, start + length + 1)
    .map((line) => line.slice(indentation.length))
    .join("\n");
}

/** A layout with an EFI system partition and a root file system on two disks. */
export function mirrored(metadata?: "1.0" | "1.2", array = "boot"): DiskLayoutProps {
  const member = (name: string): DiskLayoutProps["disks"][string] => ({
    device: DiskSelector.bySerial(name),
    content: DiskContent.gpt({
      esp: Partition.of(gib(1), DiskContent.raidMember(array), { type: "EF00" }),
      root: Partition.rest(DiskContent.raidMember("data")),
    }),
  });
  const vfat = Filesystem.vfat({ mountPoint: "/boot" });
  return {
    disks: { one: member("A"), two: member("B") },
    arrays: { [array]: RaidArray.raid1(vfat, metadata === undefined ? {} : { metadata }), data: RaidArray.raid1(root) },
  };
}
