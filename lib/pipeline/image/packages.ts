import type { StorePath } from "../../platform/nix/build";
import type { PackageInformation } from "../../platform/nix/inspect/inspect-system";
import type { InspectedPackage, InspectedPath } from "./inspection";

/** The paths of a closure, with what nixpkgs says of them. */
export function inspectedPaths(
  closure: readonly StorePath[],
  known: readonly PackageInformation[],
): readonly InspectedPath[] {
  const licenses = new Map(known.flatMap((each) => each.paths.map((path) => [path, each.licences] as const)));
  return closure.map(({ path, size, references }) => {
    const { label, version } = packageOf(path);
    return { path, package: label, version, size, references, licenses: licenses.get(path) ?? null };
  });
}

/** The packages that paths are of, the largest first. */
export function inspectedPackages(paths: readonly InspectedPath[]): readonly InspectedPackage[] {
  const packages = new Map<string, InspectedPackage>();
  for (const { package: name, version, size, licenses } of paths) {
    const before = packages.get(name);
    const all = [...(before?.licenses ?? []), ...(licenses ?? [])];
    packages.set(name, {
      name,
      versions: version === "" ? (before?.versions ?? []) : unique([...(before?.versions ?? []), version]),
      size: (before?.size ?? 0) + size,
      licenses: all.length === 0 ? null : unique(all),
    });
  }
  return [...packages.values()].sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1));
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}

/** The package that a store path is of, by its name. */
export interface PackageName {
  /** As people are told it: a package of Debian is marked as one. */
  readonly label: string;
  readonly name: string;
  /** Empty where the path has none, as a file of the configuration. */
  readonly version: string;
  readonly isDebian: boolean;
}

/** As Nix itself tells them apart: the version begins at the first dash before a digit; a Debian package has an underscore. */
export function packageOf(storePath: string): PackageName {
  const base = storePath.replace(/^.*\/[0-9a-z]{32}-/, "");
  const debian = /^([^_]+)_(.+)\.deb$/.exec(base);
  if (debian !== null) {
    const [, name = "", version = ""] = debian;
    return { label: `${name} (deb)`, name, version: debianVersion(version), isDebian: true };
  }
  const [, name = base, version = ""] = /^(.+?)-(\d.*)$/.exec(base) ?? [];
  return { label: name, name, version, isDebian: false };
}

/**
 * The store takes neither `~` nor `:`, for which the offline base writes `_` and `-`. Debian's versions have no `_`; what
 * is a number before two more parts is an epoch.
 */
function debianVersion(written: string): string {
  return written.replaceAll("_", "~").replace(/^(\d+)-(?=.*-)/, "$1:");
}

/** The sum of sizes, in their unit. */
export function totalSize(all: readonly { readonly size: number }[]): number {
  return all.reduce((sum, { size }) => sum + size, 0);
}
