/** A derivation that could not be built. */
export interface BuildFailure {
  /** Store path of the derivation. */
  readonly derivation: string;
  /** Name of it, with the version that it has: `my-tool-1.0`. */
  readonly name: string;
  /** How its builder ended: `failed with exit code 1`. */
  readonly end: string;
  /** The last lines of its log. */
  readonly log: readonly string[];
}

// Up to Nix 2.29 `builder for '…' failed with exit code 1`; later `Cannot build '…'.` and `Reason: builder failed with …`.
const beginning = /^error: (?:builder for '([^']+\.drv)' (failed[^;]*)|Cannot build '([^']+\.drv)')/;

/** The derivations that failed by themselves, in the order in which Nix tells of them, each once. */
export function parseBuildFailures(text: string): readonly BuildFailure[] {
  const found = new Map<string, BuildFailure & { readonly log: string[] }>();
  let current: (BuildFailure & { readonly log: string[] }) | undefined;
  for (const line of text.split("\n")) {
    const [, old, oldEnd, recent] = beginning.exec(line) ?? [];
    const derivation = old ?? recent;
    if (derivation !== undefined) {
      current = { derivation, name: nameOf(derivation), end: oldEnd ?? "failed", log: [] };
      found.set(derivation, current);
    } else if (line.startsWith("error:")) current = undefined;
    if (current === undefined) continue;
    const [, log] = /^ +> ?(.*)$/.exec(line) ?? [];
    const [, dependency] = /^ *Reason: (\d+ dependenc)/.exec(line) ?? [];
    // What only lacks another derivation is not what failed.
    if (dependency !== undefined) found.delete(current.derivation);
    const [, end] = /^ *Reason: builder (.*?)\.?$/.exec(line) ?? [];
    if (end !== undefined) found.set(current.derivation, (current = { ...current, end }));
    if (log !== undefined) current.log.push(log);
  }
  return [...found.values()];
}

function nameOf(derivation: string): string {
  return derivation.replace(/^.*\/[a-z0-9]{32}-/, "").replace(/\.drv$/, "");
}
