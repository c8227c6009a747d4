import { readFileSync } from "node:fs";
import * as path from "node:path";
import { releases, type Release } from "../model";
import { unpackTable, type ShippedTable } from "../options";
import { packageRoot } from "../platform/package-root";

/** The releases whose options the package includes, oldest first: those that were evaluated. */
export const shippedReleases = ["24.05", "unstable"] as const satisfies readonly Release[];

/** A release whose options the package includes. */
export type ShippedRelease = (typeof shippedReleases)[number];

/**
 * The releases that a table is valid for: NixOS 26.11 branched off nixos-unstable, and the tree that was read has its
 * number.
 */
export function releasesOfTable(shipped: ShippedRelease): readonly Release[] {
  return shipped === "unstable" ? ["26.11", "unstable"] : [shipped];
}

/** The file with the options of a release. */
export function shippedTableFile(release: ShippedRelease): string {
  return path.join(packageRoot, "lib", "options", "tables", `nixos-${release}.txt`);
}

const tables = new Map<ShippedRelease, ShippedTable>();

/**
 * The options of a release, or else of the releases after and before it: most programs have no option that the later one
 * rejects, so that the earlier one is not read.
 */
export function shippedTables(release: Release): readonly { readonly read: () => ShippedTable }[] {
  const own = shippedReleases.find((each) => releasesOfTable(each).includes(release));
  if (own !== undefined) return [{ read: () => read(own) }];
  const age = releases.indexOf(release);
  const after = shippedReleases.find((each) => releases.indexOf(each) >= age);
  const before = [...shippedReleases].reverse().find((each) => releases.indexOf(each) <= age);
  return [...new Set([after, before])].filter((each) => each !== undefined).map((each) => ({ read: () => read(each) }));
}

/** Reads a table once per process. */
function read(release: ShippedRelease): ShippedTable {
  const known = tables.get(release);
  if (known !== undefined) return known;
  const table = unpackTable(readFileSync(shippedTableFile(release), "utf8"));
  tables.set(release, table);
  return table;
}
