import type { StorePath } from "../../platform/nix/build";
import type { PackageInformation } from "../../platform/nix/inspect/inspect-system";
import type { InspectedPackage, InspectedPath } from "./inspection";

/** The paths of a closure, with metadata from nixpkgs. */
export function inspectedPaths(
  closure: readonly StorePath[],
  known: readonly PackageInformation[],
): readonly InspectedPath[] {
  const licenses = new Map(known.flatMap((each) => each.paths.map((path) => [path, each.licenses] as const)));
  return closure.map(({ path, size, references }) => {
    const { label, version } = packageOf(path);
    return { path, package: label, version, size, references, licenses: licenses.get(path) ?? null };
  });
}

/** Groups paths by package, the largest first. */
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

/** The package name of a store path. */
export interface PackageName {
  /** Name for display, which marks a Debian package as such. */
  readonly label: string;
  readonly name: string;
  /** Empty if the path has none, such as a configuration file. */
  readonly version: string;
  readonly isDebian: boolean;
}

/** Splits names as Nix does: the version begins at the first dash before a digit; a Debian package has an underscore. */
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
 * Restores a Debian version. Store names cannot contain `~` and `:`, so the offline base writes `_` and `-`. Debian versions
 * contain no `_`; a number before two more parts is an epoch.
 */
function debianVersion(written: string): string {
  return written.replaceAll("_", "~").replace(/^(\d+)-(?=.*-)/, "$1:");
}

/** The sum of sizes. */
export function totalSize(all: readonly { readonly size: number }[]): number {
  return all.reduce((sum, { size }) => sum + size, 0);
}
