import type { Size } from "../core";
import type { PartitionNode, TableNode } from "./nodes";

const units = [
  ["T", 1024 ** 4],
  ["G", 1024 ** 3],
  ["M", 1024 ** 2],
  ["K", 1024],
] as const;

/** A size as sgdisk, LVM, and disko take it: `512M` is 512 MiB. */
export function diskoSize(size: Size): string {
  const bytes = size.toBytes();
  const [unit, factor] = units.find(([, each]) => bytes % each === 0) ?? ["K", 1024];
  return `${String(Math.ceil(bytes / factor))}${unit}`;
}

/** Whether a size can be that of a partition: whole KiB, and more than nothing. */
export const isPartitionSize = (size: Size): boolean => size.toBytes() > 0 && size.toBytes() % 1024 === 0;

const mebibyte = 1024 ** 2;

/** Bytes of a partition with a fixed size; undefined for the rest. */
export function partitionBytes({ purpose, size }: PartitionNode): number | undefined {
  if (purpose === "bios") return mebibyte;
  return size === "rest" ? undefined : size.toBytes();
}

/** Bytes that the partitions with a fixed size need, with the table: 1 MiB at each end, and 1 MiB for the rest. */
export function fixedBytes({ partitions }: TableNode): number {
  const sizes = Object.values(partitions).map((each) => partitionBytes(each) ?? mebibyte);
  return 2 * mebibyte + sizes.reduce((sum, each) => sum + each, 0);
}

/** A number of bytes as people write it. */
export function formatBytes(bytes: number): string {
  const [unit, factor] = units.find(([, each]) => bytes >= each && (bytes / each) % 0.25 === 0) ?? ["K", 1024];
  return `${String(Math.ceil((bytes / factor) * 100) / 100)} ${unit}iB`;
}
