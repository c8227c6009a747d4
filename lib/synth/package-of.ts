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
