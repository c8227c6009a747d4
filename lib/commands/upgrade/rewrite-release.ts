const quoted = (release: string): string => `(["'\`])${release.replace(".", "\\.")}\\1`;

/**
 * Replaces a release in a program's source text where `Nixpkgs.release` or `Nixpkgs.ref` takes it as a literal, with the
 * branch of the reference. Other strings with the same text, such as `system.stateVersion`, stay.
 */
export function rewriteRelease(text: string, before: string, after: string): string {
  const release = new RegExp(`(?<=\\bNixpkgs\\s*\\.\\s*release\\(\\s*)${quoted(before)}`, "g");
  const reference = new RegExp(`\\bNixpkgs\\s*\\.\\s*ref\\([^()]*?\\brelease:\\s*${quoted(before)}`, "g");
  return text
    .replace(release, (_, quote: string) => `${quote}${after}${quote}`)
    .replace(reference, (call) =>
      call
        .replace(new RegExp(`(?<=/nixos-)${before.replace(".", "\\.")}(?=["'\`/-])`), after)
        .replace(
          new RegExp(`(?<=\\brelease:\\s*)${quoted(before)}$`),
          (_, quote: string) => `${quote}${after}${quote}`,
        ),
    );
}
