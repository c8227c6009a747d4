/**
 * Who can read a secret on the running system.
 * @public
 */
export interface SecretProps {
  /** Name of the user that owns the file. Default: `root`. */
  readonly owner?: string;
  /** Name of the file's group. Default: `root`. */
  readonly group?: string;
  /** Permissions of the file, octal. Default: `0400`. */
  readonly mode?: string;
}

/** A secret that the medium delivers, as an option value names it. */
export interface NamedSecret extends Required<SecretProps> {
  readonly name: string;
}

/** The content of a {@link Secret} that the medium delivers: its path depends on nothing but the name. */
export interface SecretContent {
  /** The properties as the program passes them: untyped programs can pass any. */
  readonly secret: { readonly name: string; readonly props: Readonly<Record<string, unknown>> };
}
