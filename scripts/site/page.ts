/** A generated page of the site. */
export interface Page {
  /** Path below `docs`, such as `reference/constructs/boot-config.md`; below `docs/reference` before they are collected. */
  readonly file: string;
  /** Title in the sidebar. */
  readonly title: string;
  /** Section of the sidebar. */
  readonly section: string;
  /** Exported names or the error code that the page documents. The site links each name in code formatting to this page. */
  readonly names: readonly string[];
  /** The page in Markdown. */
  readonly text: string;
}

/** Converts a name to the file name of its page: `BootConfig` to `boot-config`. */
export function kebabCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}
