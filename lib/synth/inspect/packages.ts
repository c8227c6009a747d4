import type { PackageInformation, StorePath } from "../../effects";
import { packageOf } from "../package-of";
import type { InspectedPackage, InspectedPath } from "./inspection";

/** The paths of a closure, with what nixpkgs says of them. */
export function inspectedPaths(
  closure: readonly StorePath[],
  known: readonly PackageInformation[],
): readonly InspectedPath[] {
  const licences = new Map(known.flatMap((each) => each.paths.map((path) => [path, each.licences] as const)));
  return closure.map(({ path, size, references }) => {
    const { label, version } = packageOf(path);
    return { path, package: label, version, size, references, licences: licences.get(path) ?? null };
  });
}

/** The packages that paths are of, the largest first. */
export function inspectedPackages(paths: readonly InspectedPath[]): readonly InspectedPackage[] {
  const packages = new Map<string, InspectedPackage>();
  for (const { package: name, version, size, licences } of paths) {
    const before = packages.get(name);
    const all = [...(before?.licences ?? []), ...(licences ?? [])];
    packages.set(name, {
      name,
      versions: version === "" ? (before?.versions ?? []) : unique([...(before?.versions ?? []), version]),
      size: (before?.size ?? 0) + size,
      licences: all.length === 0 ? null : unique(all),
    });
  }
  return [...packages.values()].sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1));
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
