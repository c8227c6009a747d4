/** A generated page of the site. */
export interface Page {
  /** Path below `docs/reference`, such as `constructs/boot-config.md`. */
  readonly file: string;
  /** Title, as the sidebar shows it. */
  readonly title: string;
  /** Group of the sidebar that the page belongs to. */
  readonly section: string;
  /** Exported names that the page documents: where one stands as code in any page, the site links it to here. */
  readonly names: readonly string[];
  /** The page in Markdown. */
  readonly text: string;
}

/** Name of a page's file: `BootConfig` is on `boot-config`. */
export function kebabCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}
