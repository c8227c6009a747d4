import type { ManifestFlake } from "../../model";
import { formatAttributePath, lineOfDefinition } from "../../nix";
import { editDistance } from "../../options";
import { specialKind, type Known, type KnownOption } from "../../platform/nix/explain/known";
import { optionUnknown } from "./errors";
import type { Evaluated } from "./evaluate-option";
import type { ExplainedDefinition, ExplainedOption, Explanation, Origin } from "./explanation";

/** The option that was asked about, and its host. */
export interface Question {
  readonly host: string;
  readonly names: readonly string[];
  readonly flake: ManifestFlake;
  readonly isOfflineBase: boolean;
  /** Reads a file of the flake, by its path there. */
  readonly textOf: (file: string) => string | undefined;
}

/** Finds the origin of a file, and in a copied file the line that defines an option. */
type OriginOf = (file: string, option: readonly string[]) => Origin;

/**
 * Turns the result of an evaluation into an explanation that refers to the program.
 * @throws a failure of kind `usage` if the option does not exist.
 */
export function explanationOf({ known, error }: Evaluated, question: Question): Explanation {
  const { answer, isComplete } = known;
  const { host, names } = question;
  const option = formatAttributePath(names);
  if (answer.kind === "unknown") throw unknown(question, answer.loc, answer.names);
  const originOf = originFinder(known, question);
  const explained = (each: KnownOption, why: string | null): ExplainedOption =>
    explainedOption(each, { host, isComplete, error: why }, originOf);
  if (answer.kind === "option") return explained(answer, error);
  return { kind: "prefix", host, option, options: answer.options.map((each) => explained(each, null)) };
}

function explainedOption(
  { loc, siblings, type, declarations, value, definitions, default: fallback }: KnownOption,
  about: { readonly host: string; readonly isComplete: boolean; readonly error: string | null },
  originOf: OriginOf,
): ExplainedOption {
  const winners = definitions.filter(({ outcome }) => outcome === "wins");
  const isDefined = winners.length > 0 || (about.error === null && specialKind(value) !== "throws");
  const losers = definitions.filter(({ outcome }) => outcome === "loses");
  const others = definitions.filter(({ outcome }) => outcome === "inactive");
  return {
    kind: "option",
    host: about.host,
    option: formatAttributePath(loc),
    type,
    default: fallback,
    isDefined,
    value: isDefined && about.error === null ? value : null,
    error: isDefined ? about.error : null,
    declarations: declarations.map((file) => originOf(file, loc).file),
    definitions: [...winners, ...losers.sort(byStrength), ...others].map(
      ({ outcome, file, ...rest }): ExplainedDefinition => ({
        outcome:
          outcome === "wins" ? (winners.length > 1 ? "merged" : "won") : outcome === "loses" ? "lost" : "inactive",
        ...rest,
        value: outcome === "inactive" ? null : rest.value,
        ...originOf(file, loc),
      }),
    ),
    isComplete: about.isComplete,
    similar: isDefined ? [] : similarNames(loc.at(-1) ?? "", siblings),
  };
}

/** The strongest first: of the definitions that lost, it matters most. */
function byStrength(left: { priority: number | null }, right: { priority: number | null }): number {
  return (left.priority ?? 0) - (right.priority ?? 0);
}

function unknown({ host, names }: Question, loc: readonly string[], known: readonly string[]): Error {
  const wrong = names[loc.length] ?? "";
  const rest = names.slice(loc.length + 1);
  const similar = similarNames(wrong, known).map((name) => formatAttributePath([...loc, name, ...rest]));
  return optionUnknown(host, formatAttributePath(names), formatAttributePath(loc), similar);
}

/** Finds the origin of files that Nix names by their store paths. */
function originFinder(known: Known, { flake, isOfflineBase, textOf }: Question): OriginOf {
  const nixpkgs =
    known.nixpkgs === null ? [] : [{ from: isOfflineBase ? "offline-base" : "nixpkgs", root: known.nixpkgs }];
  const inputs = Object.entries(known.inputs)
    .filter(([name, root]) => name !== "self" && root !== known.nixpkgs)
    .map(([from, root]) => ({ from, root }));
  return (path, option) => {
    if (path.startsWith(known.tree)) {
      const named = path.slice(known.tree.length);
      // If a directory is imported, Nix names the directory.
      const file = flake.files[named] === undefined ? `${named}/default.nix` : named;
      const writer = flake.files[file];
      const line = writer?.copyOf === undefined ? undefined : lineOfDefinition(textOf(file) ?? "", option);
      const original = writer?.copyOf === undefined ? undefined : `${writer.copyOf}:${String(line ?? 1)}`;
      const source = original ?? writer?.source ?? null;
      return { file: named, from: "program", construct: writer?.construct ?? null, source };
    }
    const owner = [...nixpkgs, ...inputs].find(({ root }) => path.startsWith(`${root}/`));
    const file = owner === undefined ? path : path.slice(owner.root.length + 1);
    return { file, from: owner?.from ?? null, construct: null, source: null };
  };
}

/** Up to three names that are similar to another one, the most similar first. */
function similarNames(name: string, known: readonly string[]): readonly string[] {
  const limit = Math.max(2, Math.floor(name.length / 3));
  return known
    .map((candidate) => ({ candidate, distance: distanceOf(name.toLowerCase(), candidate.toLowerCase(), limit) }))
    .filter(({ distance }) => distance <= limit)
    .sort((left, right) => left.distance - right.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** The edit distance; a prefix of the other name counts as close. */
function distanceOf(left: string, right: string, limit: number): number {
  const difference = Math.abs(left.length - right.length);
  if (left.length >= 3 && (right.startsWith(left) || left.startsWith(right))) return Math.min(1.5, difference);
  return difference > limit ? Infinity : editDistance(left, right);
}
