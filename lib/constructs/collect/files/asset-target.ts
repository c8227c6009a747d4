/** Directory of the user's files in a flake. */
const filesDirectory = "files";

/** A name that a path literal and a store path can contain. A store path must not begin with a dot. */
function readable(name: string): string {
  const allowed = name.replaceAll(/[^A-Za-z0-9_+.-]+/g, "-").replace(/^[.-]+/, "");
  return allowed === "" ? "file" : allowed;
}

/**
 * The directory in a flake for the files of a directory: the same path as in the project, so that relative paths between
 * files keep their meaning. Files from outside of the project are below a directory of their own.
 * @param base relative to the project directory
 */
export function targetDirectory(base: string): string {
  if (base === "") return filesDirectory;
  const isOutside = base === ".." || base.startsWith("../");
  const names = base.split("/").filter((name) => name !== "..");
  if (isOutside) return [filesDirectory, "outside", ...names.slice(-1).map(readable)].join("/");
  return [filesDirectory, ...names.map((name) => readable(name))].join("/");
}

/** The directory in a flake for a copied directory, which contains nothing else. */
export function ownDirectory(base: string): string {
  return base === "" ? `${filesDirectory}/project` : targetDirectory(base);
}

/** The name of a single file in a flake. */
export function targetName(entry: string): string {
  return readable(entry);
}
