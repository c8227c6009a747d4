/** A rule that finds secrets in text. */
export interface Rule {
  /** A stable name in kebab-case, such as `github-pat`. */
  readonly id: string;
  /** Words of which the text has at least one, in lower case. */
  readonly keywords: readonly string[];
  readonly pattern: string;
  /** Pattern for the path of the file. Default: any file. */
  readonly path?: string;
  /** Lower limit of the secret's Shannon entropy, in bits per character. */
  readonly entropy?: number;
  /** The group with the secret. Default: the first that matches, or else the whole match. */
  readonly group?: number;
  /** Whether no placeholder can match, although the secret resembles one. Default: false. */
  readonly isExact?: boolean;
  /** Patterns of secrets that are not reported. */
  readonly allowed?: readonly string[];
  /** The same for the whole match. */
  readonly allowedMatches?: readonly string[];
}
