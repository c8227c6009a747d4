import type { Attributes, LockFile } from "../../project/lock-file/lock-file";

/** An input in a lock file. */
export interface LockedInput {
  /** The flake reference in `flake.nix`; for an input that follows another one, the path to that one. */
  readonly reference: string;
  /** Short form of the locked reference; empty for an input that follows another one. */
  readonly locked: string;
}

/** A change of an input between two states of a lock file. */
export interface LockChange {
  /** Names from the root, as in `disko/nixpkgs`. */
  readonly input: string;
  readonly before: LockedInput | undefined;
  readonly after: LockedInput | undefined;
}

/** The inputs that differ between two states of a lock file, sorted by name. */
export function lockChanges(before: LockFile | undefined, after: LockFile | undefined): readonly LockChange[] {
  const [had, has] = [lockedInputs(before), lockedInputs(after)];
  return [...new Set([...had.keys(), ...has.keys()])]
    .sort()
    .map((input) => ({ input, before: had.get(input), after: has.get(input) }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

/** Formats a change for people. */
export function describeLockChange({ input, before, after }: LockChange): string {
  if (after === undefined) return `${input}: no longer an input of the flake`;
  if (before === undefined) return `${input}: ${describe(after)}`;
  if (before.reference !== after.reference) {
    return `${input}: ${describe(after)} (previously locked to ${before.reference})`;
  }
  return `${input}: ${before.locked} -> ${after.locked} of ${after.reference}`;
}

function describe({ reference, locked }: LockedInput): string {
  return locked === "" ? `follows ${reference}` : `${reference} at ${locked}`;
}

/** All inputs in a lock file, including transitive ones, by their path from the root. */
export function lockedInputs(lock: LockFile | undefined): ReadonlyMap<string, LockedInput> {
  const found = new Map<string, LockedInput>();
  const add = (node: string, way: readonly string[]): void => {
    for (const [name, target] of Object.entries(lock?.nodes[node]?.inputs ?? {})) {
      const names = [...way, name];
      if (typeof target !== "string") {
        found.set(names.join("/"), { reference: target.join("/"), locked: "" });
        continue;
      }
      const { original = {}, locked = {} } = lock?.nodes[target] ?? {};
      found.set(names.join("/"), { reference: referenceOf(original), locked: stateOf(locked) });
      // Nix writes no cycles, but a manually edited file may have one.
      if (names.length < deepest) add(target, names);
    }
  };
  if (lock !== undefined) add(lock.root, []);
  return found;
}

const deepest = 20;

/** Formats attributes as a flake reference. */
function referenceOf(attributes: Attributes): string {
  const { type, owner, repo, ref, rev, url, path, id } = attributes;
  const wanted = ref ?? rev;
  switch (type) {
    case "github":
    case "gitlab":
    case "sourcehut":
      return [`${type}:${String(owner)}`, repo, ...(wanted === undefined ? [] : [wanted])].join("/");
    case "indirect":
      return wanted === undefined ? String(id) : `${String(id)}/${String(wanted)}`;
    case "path":
      return `path:${String(path)}`;
    case "git":
    case "hg":
      return `${type}+${String(url)}${wanted === undefined ? "" : `?${ref === undefined ? "rev" : "ref"}=${String(wanted)}`}`;
    default:
      return String(url ?? JSON.stringify(attributes));
  }
}

/** The revision, or the beginning of the hash if there is none; and the date. */
function stateOf({ rev, narHash, lastModified }: Attributes): string {
  const name = rev === undefined ? String(narHash).slice(0, "sha256-".length + 8) : String(rev).slice(0, 12);
  // Inputs without a date have 1970.
  const hasTime = typeof lastModified === "number" && lastModified > 1;
  return hasTime ? `${name} (${new Date(lastModified * 1000).toISOString().slice(0, 10)})` : name;
}
