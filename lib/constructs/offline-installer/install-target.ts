import { isNamedSecret, type Secret } from "../../nix";
import { constructsOf, Host } from "../core";
import {
  BootLoader,
  DiskLayout,
  layoutIn,
  loaderOf,
  mountHolding,
  mountsIn,
  placesIn,
  type Layout,
  type Place,
} from "../disks";
import { partitionBytes } from "../disks/sizes";
import type { MachineSelector } from "./machine-selector";

/**
 * A machine that a medium installs, with what belongs to it alone.
 * @public
 */
export interface InstallTarget {
  /** The machine: a host with a `DiskLayout` and a `BootLoader`. */
  readonly host: Host;
  /**
   * Recognizes the machine, if one medium installs several: any of these. Default: the machine whose disks match the
   * selectors of the layout.
   */
  readonly machine?: MachineSelector | readonly MachineSelector[];
  /**
   * Secrets to copy to the machine, by path, such as `{ "/etc/ssh/ssh_host_ed25519_key": Secret.named("web-1-key") }`. They
   * belong to root there. Default: none.
   */
  readonly secrets?: Readonly<Record<string, Secret>>;
}

/** The parts of a target that an installer needs. */
export interface TargetParts {
  readonly host: Host;
  readonly target: InstallTarget;
  /** Undefined if the host has none. */
  readonly layout: DiskLayout | undefined;
  readonly loader: BootLoader | undefined;
}

/** Facts about the disks of a target. */
export interface TargetFacts {
  /** Passphrases that are secrets, each once. */
  readonly passphrases: readonly Secret[];
  /** Number of encrypted devices whose passphrase is asked for. */
  readonly asksPassphrase: number;
  /** Whether it has ZFS pools, which are exported at the end. */
  readonly hasPools: boolean;
  /** The disk with /nix, and the size of its partition, which is undefined for the rest of the disk. */
  readonly store: { readonly disk: string; readonly bytes: number | undefined } | undefined;
}

/** The targets in the form with properties of their own. */
export const targetsIn = (targets: readonly (Host | InstallTarget)[]): readonly InstallTarget[] =>
  targets.map((target) => (Host.isHost(target) ? { host: target } : target));

/** Finds the parts of a target in the scopes of its host and class. */
export function partsOf(target: InstallTarget): TargetParts {
  const { host } = target;
  const constructs = constructsOf(host);
  return {
    host,
    target,
    layout: constructs.find((each) => DiskLayout.isDiskLayout(each)),
    loader: constructs.find((each) => BootLoader.isBootLoader(each)),
  };
}

/** The firmware that the boot loader of a target is for. */
export function firmwareOf(loader: BootLoader | undefined): readonly ("bios" | "uefi")[] {
  if (loader === undefined) return ["bios", "uefi"];
  const { bios, efi } = loaderOf(loader.kind);
  return [...(bios ? (["bios"] as const) : []), ...(efi ? (["uefi"] as const) : [])];
}

/** Facts about the disks of a layout. */
export function factsOf(construct: DiskLayout): TargetFacts {
  const layout = layoutIn(construct);
  const places = placesIn(layout);
  const encrypted = places.flatMap(({ node }) => (node.kind === "luks" ? [node] : []));
  const given = encrypted.flatMap(({ passphrase }) => passphrase ?? []);
  const named = new Map(given.filter((each) => isNamedSecret(each)).map((each) => [each.name, each]));
  return {
    passphrases: [...named.values()],
    asksPassphrase: encrypted.length - given.length,
    hasPools: layout.pools.size > 0,
    store: storeOf(layout, places),
  };
}

/** Where the store will be, if it is a partition of one disk, without compression. */
function storeOf(layout: Layout, places: readonly Place[]): TargetFacts["store"] {
  const mount = mountHolding(mountsIn(layout, places), "/nix/store");
  if (!mount?.layers.every(({ kind }) => ["gpt", "mbr", "luks"].includes(kind))) return undefined;
  const place = places.find(
    ({ where, node }) =>
      node.kind === "filesystem" && (where === mount.where || mount.where.startsWith(`${where}, subvolume `)),
  );
  const [disk] = place?.disks ?? [];
  if (place === undefined || disk === undefined || isCompressed(place)) return undefined;
  const partition = places.find((each) => each.where === place.where && each.partition !== undefined)?.partition;
  return partition === undefined ? undefined : { disk, bytes: partitionBytes(partition) };
}

function isCompressed({ node }: Place): boolean {
  if (node.kind !== "filesystem") return false;
  const options = [...(node.mountOptions ?? []), ...node.subvolumes.flatMap(({ mountOptions }) => mountOptions)];
  return options.some((option) => option.startsWith("compress"));
}
