/** A derivation that could not be built. */
export interface BuildFailure {
  /** Store path of the derivation. */
  readonly derivation: string;
  /** Its name with version: `my-tool-1.0`. */
  readonly name: string;
  /** How its builder ended: `failed with exit code 1`. */
  readonly end: string;
  /** The last lines of its log. */
  readonly log: readonly string[];
  /** Names of the derivations that could not be built because of it, direct dependents first; empty if several derivations failed. */
  readonly dependents: readonly string[];
}

// Up to Nix 2.29 `builder for '…' failed with exit code 1`; later `Cannot build '…'.` and `Reason: builder failed with …`.
const beginning = /^error: (?:builder for '([^']+\.drv)' (failed[^;]*)|Cannot build '([^']+\.drv)')/;
// Up to Nix 2.29; later as `Cannot build '…'.` with another reason.
const dependent = /^error: \d+ dependenc(?:y|ies) of derivation '([^']+\.drv)' failed to build/;

/** The derivations that failed themselves, in the order of Nix's output, without duplicates. */
export function parseBuildFailures(text: string): readonly BuildFailure[] {
  const found = new Map<string, BuildFailure & { readonly log: string[] }>();
  const dependents: string[] = [];
  let current: (BuildFailure & { readonly log: string[] }) | undefined;
  for (const line of text.split("\n")) {
    const [, old, oldEnd, recent] = beginning.exec(line) ?? [];
    const derivation = old ?? recent;
    if (derivation !== undefined) {
      current = { derivation, name: nameOf(derivation), end: oldEnd ?? "failed", log: [], dependents: [] };
      found.set(derivation, current);
    } else if (line.startsWith("error:")) current = undefined;
    const [, waiting] = dependent.exec(line) ?? [];
    if (waiting !== undefined) dependents.push(nameOf(waiting));
    if (current === undefined) continue;
    const [, log] = /^ +> ?(.*)$/.exec(line) ?? [];
    // A derivation that only lacks another one did not fail itself.
    if (/^ *Reason: \d+ dependenc/.test(line) && found.delete(current.derivation)) dependents.push(current.name);
    const [, end] = /^ *Reason: builder (.*?)\.?$/.exec(line) ?? [];
    if (end !== undefined) found.set(current.derivation, (current = { ...current, end }));
    if (log !== undefined) current.log.push(log);
  }
  const failures = [...found.values()];
  return failures.length === 1 ? failures.map((failure) => ({ ...failure, dependents })) : failures;
}

function nameOf(derivation: string): string {
  return derivation.replace(/^.*\/[a-z0-9]{32}-/, "").replace(/\.drv$/, "");
}
