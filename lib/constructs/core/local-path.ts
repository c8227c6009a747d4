import type { IConstruct } from "constructs";
import {
  callingFile,
  isNixExpression,
  projectFileOf,
  type NixExpression,
  type NixPath,
  type ProjectFile,
} from "../../nix";
import type { Size } from "./size";

/**
 * Path of a file or directory: relative to the project directory, absolute, or `nix.file(…)` or `nix.directory(…)`.
 * @public
 */
export type LocalPath = string | NixExpression<NixPath>;

/**
 * Limits of a copy from a {@link LocalPath}, as in the options of `nix.file`.
 * @public
 */
export interface LocalFileOptions {
  /**
   * Allows a path outside of the project directory, and symbolic links that lead out of it. System directories such as
   * `/etc`, and entries of a home directory that begin with a dot, are never copied. Default: false.
   */
  readonly allowOutside?: boolean;
  /** Maximum size of everything that is copied. Default: 100 MiB. */
  readonly maxSize?: Size;
}

/**
 * Limits of a copy of a directory, as in the options of `nix.directory`.
 * @public
 */
export interface LocalDirectoryOptions extends LocalFileOptions {
  /** Maximum number of files that are copied. Default: 10,000. */
  readonly maxFiles?: number;
}

/** A file or directory that a property of a construct names, and where the flake contains it. */
export interface LocalCopy {
  /** The property, such as `files["logo.png"].file`. */
  readonly where: string;
  readonly wanted: ProjectFile;
  /** The kind that the property takes. */
  readonly expects: "file" | "directory";
  /** Path in the flake. */
  readonly target: string;
  /** Whether it is a script whose `#!` line another one replaces. Default: false. */
  readonly isScript?: boolean;
}

const copies = Symbol.for("cdknix.copies");

/** Records what the properties of a construct name, instead of what was recorded before. */
export function recordCopies(construct: IConstruct, named: readonly LocalCopy[]): void {
  Object.defineProperty(construct, copies, { value: named, enumerable: false, configurable: true });
}

/** The files and directories that the properties of a construct name. */
export function copiesOf(construct: IConstruct): readonly LocalCopy[] {
  return (construct as { [copies]?: readonly LocalCopy[] })[copies] ?? [];
}

/**
 * The file or directory that a property names. Call it in the constructor: the package whose code calls the constructor is
 * the one whose files it may name.
 */
export function localFile(
  copies: "file" | "directory",
  path: LocalPath,
  { allowOutside, maxSize, maxFiles }: LocalDirectoryOptions = {},
): ProjectFile {
  const given = { allowOutside, maxSize, maxFiles };
  const options = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const named = isNixExpression(path) ? projectFileOf(path) : undefined;
  if (named === undefined) return { copies, path, options, caller: callingFile() };
  const own = typeof named.options === "object" && named.options !== null ? named.options : {};
  return { ...named, options: { ...own, ...options } };
}
