/** An option value that JSON can represent. */
export type ProfileValue =
  null | boolean | number | string | readonly ProfileValue[] | { readonly [name: string]: ProfileValue };

/** A value for an option on every host. */
export interface ProfileOption {
  /** Path of the option, such as `["boot", "loader", "timeout"]`. */
  readonly path: readonly string[];
  readonly value: ProfileValue;
}

/**
 * Build settings for hosts that are not part of the program: the generated flake stays the same, and a module is
 * applied on top.
 */
export interface Profile {
  readonly name: string;
  /** Suffix of each ISO's file name, before `.iso`; empty to keep the program's name. */
  readonly isoSuffix: string;
  /** Whether to write a bill of materials next to each ISO. */
  readonly sbom: boolean;
  /** Values that override the program's, including forced ones. */
  readonly set: readonly ProfileOption[];
  /** Values added to the program's definitions: elements of lists, lines, attributes. */
  readonly add: readonly ProfileOption[];
}
