/** Where the documentation is published. The same as `homepage` in package.json, except for a slash at the end. */
export const documentationSite = "https://cdknix.example";

/** The address of the page about an issue: that of its code, unless the issue names another page. */
export function documentationUrl({
  code,
  documentation,
}: {
  readonly code: string;
  readonly documentation?: string;
}): string {
  return `${documentationSite}/${documentation ?? `errors/${code}`}`;
}
