/**
 * Options of `nix.file` and `nix.directory`.
 * @public
 */
export interface ProjectFileOptions {
  /** Allows a path outside of the project directory, and symbolic links that lead out of it. Default: false. */
  readonly allowOutside?: boolean;
}

/**
 * Options of `nix.module`.
 * @public
 */
export interface ProjectModuleOptions extends ProjectFileOptions {
  /**
   * Directory that relative paths in the module may lead to, relative to the project directory: `nix.module("./hosts/lilith",
   * { root: "." })` allows `../../common.nix`. Default: the module's own directory.
   */
  readonly root?: string;
}

/** A file or directory of the user, named by a value: copied into the flake when the program is synthesized. */
export interface ProjectFile {
  readonly copies: "file" | "directory" | "module";
  /** As the program passes it: untyped programs can pass anything. */
  readonly path: unknown;
  readonly options: unknown;
}
