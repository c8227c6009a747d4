/**
 * A size in bytes, such as `Size.mebibytes(200)`.
 * @public
 */
export interface ByteSize {
  /** The size in whole bytes. */
  toBytes(): number;
}

/**
 * Options of `nix.file`.
 * @public
 */
export interface ProjectFileOptions {
  /**
   * Allows a path outside of the project directory, and symbolic links that lead out of it. System directories such as
   * `/etc`, and entries of a home directory that begin with a dot, are never copied. Default: false.
   */
  readonly allowOutside?: boolean;
  /** Maximum size of everything that is copied, such as `Size.gibibytes(1)`. Default: 100 MiB. */
  readonly maxSize?: ByteSize;
}

/**
 * Options of `nix.directory`.
 * @public
 */
export interface ProjectDirectoryOptions extends ProjectFileOptions {
  /** Maximum number of files that are copied. Default: 10,000. */
  readonly maxFiles?: number;
}

/**
 * Options of `nix.module`.
 * @public
 */
export interface ProjectModuleOptions extends ProjectDirectoryOptions {
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
  /** The file, absolute, whose code names it; undefined if it is not known. */
  readonly caller: string | undefined;
  /** Whether the path is relative to the directory of the caller's package, which ships the file. Default: false. */
  readonly isShipped?: boolean;
}
