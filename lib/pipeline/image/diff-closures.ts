import type { StorePath } from "../../platform/nix/build";
import { packageOf } from "./packages";

/** A difference of a package between two closures. */
export interface PackageDifference {
  readonly name: string;
  /** Versions before; empty if the package was added. */
  readonly before: readonly string[];
  /** Versions after; empty if the package was removed. */
  readonly after: readonly string[];
  /** Size difference in bytes. */
  readonly bytes: number;
}

/** Store paths with their sizes in bytes. */
export type Closure = readonly Pick<StorePath, "path" | "size">[];

/** Packages that were added or removed, or whose versions or size changed, sorted by name. */
export function diffClosures(before: Closure, after: Closure): readonly PackageDifference[] {
  const [old, fresh] = [packagesOf(before), packagesOf(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].sort().flatMap((name) => {
    const [left, right] = [old.get(name) ?? nothing, fresh.get(name) ?? nothing];
    const difference = { name, before: left.versions, after: right.versions, bytes: right.bytes - left.bytes };
    const isSame = difference.bytes === 0 && left.versions.join(" ") === right.versions.join(" ");
    return isSame ? [] : [difference];
  });
}

interface Package {
  readonly versions: readonly string[];
  readonly bytes: number;
}

const nothing: Package = { versions: [], bytes: 0 };

function packagesOf(closure: Closure): ReadonlyMap<string, Package> {
  const packages = new Map<string, Package>();
  for (const { path, size } of closure) {
    const { label: name, version } = packageOf(path);
    const { versions, bytes } = packages.get(name) ?? nothing;
    packages.set(name, { versions: [...new Set([...versions, version])].sort(), bytes: bytes + size });
  }
  return packages;
}
