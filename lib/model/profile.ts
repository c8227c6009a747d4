/** A value of an option that JSON can tell. */
export type ProfileValue =
  null | boolean | number | string | readonly ProfileValue[] | { readonly [name: string]: ProfileValue };

/** A value for an option of every host. */
export interface ProfileOption {
  /** Names down to the option, such as `["boot", "loader", "timeout"]`. */
  readonly path: readonly string[];
  readonly value: ProfileValue;
}

/** How hosts are built, where that is not for the program to say: the tree stays the same, and a module is laid over it. */
export interface Profile {
  readonly name: string;
  /** What the file name of each ISO has before `.iso`; empty for the name that the program gives it. */
  readonly isoSuffix: string;
  /** Whether a bill of materials is put next to each ISO. */
  readonly sbom: boolean;
  /** These values win over those of the program, forced ones too. */
  readonly set: readonly ProfileOption[];
  /** These are added to what the program defines: elements of lists, lines, attributes. */
  readonly add: readonly ProfileOption[];
}
