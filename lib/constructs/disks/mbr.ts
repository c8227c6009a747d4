import type { NixValue } from "../../nix";
import type { ContentNode, TableNode } from "./nodes";
import { partitionBytes } from "./sizes";

const kibibyte = 1024;

/** MBR partitions of disko, which have a start and an end instead of a size, as parted takes them. */
export function mbrPartitions(
  table: TableNode,
  contentOptions: (node: ContentNode, name: string) => Readonly<Record<string, NixValue | undefined>>,
): NixValue {
  const all = Object.entries(table.partitions);
  const ordered = [...all.filter(([, { size }]) => size !== "rest"), ...all.filter(([, { size }]) => size === "rest")];
  const bootable = bootPartition(table);
  let start = 1024 * kibibyte;
  return ordered.map(([name, partition]) => {
    const { content, purpose } = partition;
    const bytes = partitionBytes(partition);
    const from = start;
    if (bytes !== undefined) start += bytes;
    return defined({
      name,
      start: position(from),
      end: bytes === undefined ? "100%" : position(start),
      "fs-type": content?.kind === "swap" ? "linux-swap" : purpose === "esp" ? "fat32" : undefined,
      bootable: name === bootable ? true : undefined,
      flags: purpose === "esp" ? ["esp"] : undefined,
      content: content === undefined ? undefined : defined(contentOptions(content, name)),
    });
  }) as NixValue;
}

/** The partition that some BIOSes require to be marked as active: the one with `/boot`, or else `/`. */
export function bootPartition({ partitions }: TableNode): string | undefined {
  const holding = (mountPoint: string): string | undefined =>
    Object.entries(partitions).find(([, { content }]) => content !== undefined && mounts(content, mountPoint))?.[0];
  return holding("/boot") ?? holding("/");
}

function mounts(content: ContentNode, mountPoint: string): boolean {
  if (content.kind === "luks") return mounts(content.content, mountPoint);
  if (content.kind !== "filesystem") return false;
  return content.mountPoint === mountPoint || content.subvolumes.some((each) => each.mountPoint === mountPoint);
}

const position = (bytes: number): string =>
  bytes % kibibyte ** 2 === 0 ? `${String(bytes / kibibyte ** 2)}MiB` : `${String(bytes / kibibyte)}KiB`;

/** Elements of lists keep attributes that are undefined, which options of modules do not. */
function defined(options: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(options)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, isSet(value) ? defined(value) : value]),
  );
}

const isSet = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
