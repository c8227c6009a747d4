import type { SourceLocation } from "./source-location";

/** A request for a file or directory of the user. */
export interface AssetRequest {
  readonly copies: "file" | "directory" | "module";
  /** Relative to the project directory, absolute, or a `file:` URL. */
  readonly path: string;
  readonly allowOutside: boolean;
  /** The file, absolute, whose code asks for it: the files of its package may be copied too. Default: not known. */
  readonly caller?: string | undefined;
  /** Whether the path is relative to the directory of the caller's package. Default: to the project directory. */
  readonly isShipped?: boolean | undefined;
  /** Maximum number of files. Default: 10,000. */
  readonly maxFiles?: number | undefined;
  /** Maximum size of all files together. Default: 100 MiB. */
  readonly maxBytes?: number | undefined;
  /** Whether the file is a script that is copied without its `#!` line. Default: false. */
  readonly isScript?: boolean | undefined;
  /** Directory that relative paths in a module may lead to. Default: the module's own directory. */
  readonly root?: string | undefined;
}

/** A file to copy. */
export interface AssetFileEntry {
  readonly kind: "file";
  /** The file, absolute. */
  readonly from: string;
  readonly executable: boolean;
  /** SHA-256 of what is copied, hexadecimal. */
  readonly digest: string;
  /** Number of bytes at the beginning that are not copied. Default: 0. */
  readonly skip?: number;
}

/** A file to copy, or a symbolic link to write. */
export type AssetEntry = AssetFileEntry | { readonly kind: "link"; readonly target: string };

/** A path in Nix source that leads to nothing that is copied. */
export interface UnresolvedPath {
  /** The Nix file, relative to the asset's base. */
  readonly file: string;
  readonly line: number;
  /** The path as written. */
  readonly text: string;
  /** The path relative to the asset's base; empty for one that depends on the machine, such as `<nixpkgs>`. */
  readonly resolved: string;
  /** Why it is not copied: only modules are followed, and only below their own directory. */
  readonly why: "missing" | "ignored" | "outside" | "not followed" | "impure";
  /** Whether Nix may never evaluate the file, because it is not known to be a module. */
  readonly isWarning?: boolean;
}

/** Files of the user to copy into a flake. */
export interface Asset {
  /** Directory that the paths below are relative to: relative to the project directory, empty for that directory itself. */
  readonly base: string;
  /** Path of the requested file or directory below the base; empty for the base itself. */
  readonly entry: string;
  /** Files and links to copy, by path below the base, sorted. */
  readonly entries: ReadonlyMap<string, AssetEntry>;
  /** Paths in its Nix source that lead elsewhere. */
  readonly unresolved: readonly UnresolvedPath[];
}

/** A reason why something cannot be copied. */
export interface AssetProblem {
  /** The file or directory, as the program or the project names it. */
  readonly subject: string;
  readonly reason: string;
  readonly fix: string;
  /** Code of the error. Default: `file-not-copied`. */
  readonly code?: string;
  /** Message of the error. Default: that the subject cannot be copied. */
  readonly message?: string;
}

/** The result of reading an asset: all problems, if there are any. */
export type ReadAsset = { readonly asset: Asset } | { readonly problems: readonly AssetProblem[] };

/** An entry of an asset in a flake. */
export type AssetFile = AssetEntry & {
  /** Path of the original, relative to the project directory. */
  readonly original: string;
  /** The first construct that uses it. */
  readonly constructPath: string;
  readonly source: SourceLocation | undefined;
};
