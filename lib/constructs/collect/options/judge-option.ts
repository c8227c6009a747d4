import type { Release, Severity } from "../../../model";
import type { OptionProblem, ShippedTable } from "../../../options";

/** How a problem is reported. */
export interface Judgment {
  readonly severity: Exclude<Severity, "info">;
  /** Whether the options checked are those of the flake's release. */
  readonly isCertain: boolean;
  /** Why NixOS rejects an unknown option. */
  readonly whyUnknown: string;
  /** The fix for an unknown option that resembles none. */
  readonly fixUnknown: string;
  /** Where an option has the type that the table states, such as ` in NixOS 24.05`; empty for the flake's nixpkgs. */
  readonly typeOf: string;
}

/** Decides how a problem is reported; undefined if it is not. */
export type Judge = (problem: OptionProblem) => Judgment | undefined;

const undeclared = "NixOS rejects options that no module declares";

/** For the options that the project imported. */
export function importedJudge(isWhole: boolean): Judge {
  return ({ kind }) => ({
    severity: kind === "renamed" || (kind === "unknown" && !isWhole) ? "warning" : "error",
    isCertain: true,
    whyUnknown: isWhole
      ? undeclared
      : `${undeclared}; a module imported by this program may declare it, but the imported options do not cover that module`,
    fixUnknown: "remove it, or run `synth import` again if a newly imported module declares it",
    typeOf: "",
  });
}

/**
 * For the shipped options of the flake's own release. nixos-unstable, and a release that branches off it, changes after its
 * table: an option that is unknown without resembling another, that has been removed, or whose value is none of a list may
 * exist there.
 */
export function releaseJudge(table: ShippedTable, isWhole: boolean): Judge {
  const mayHaveChanged = table.source.date !== undefined;
  const name = tableName(table);
  return (problem) => {
    if (isSilent(problem, isWhole)) return undefined;
    const isChangeable = problem.kind === "unknown" ? !problem.isMisspelled : isListed(problem);
    const isWarning =
      problem.kind === "renamed" || (problem.kind === "unknown" && !isWhole) || (mayHaveChanged && isChangeable);
    return {
      severity: isWarning ? "warning" : "error",
      isCertain: (isWhole || problem.kind !== "unknown") && !(mayHaveChanged && isChangeable),
      whyUnknown: mayHaveChanged && isChangeable ? `${undeclared}; ${name} does not have it` : unknownReason(isWhole),
      fixUnknown: mayHaveChanged
        ? "check the name, or run `synth import` to check the options of the locked nixpkgs"
        : "remove it, or import the module that declares it",
      typeOf: mayHaveChanged ? ` in ${name}` : "",
    };
  };
}

/** For the shipped options of the releases before and after the flake's. */
export function neighborJudge(tables: readonly ShippedTable[], release: Release, isWhole: boolean): Judge {
  const names = tables.map(tableName).sort();
  const verb = names.length === 1 ? "does not have it" : "do not have it";
  return (problem) =>
    isSilent(problem, isWhole)
      ? undefined
      : {
          severity: "warning",
          isCertain: false,
          whyUnknown: isWhole
            ? `${names.join(" and ")} ${verb}; cdknix does not include the options of NixOS ${release}`
            : unknownReason(isWhole),
          fixUnknown: "check the name, or run `synth import` to check the options of the locked nixpkgs",
          typeOf: " in neighboring releases",
        };
}

/** Other modules may declare any name, so only one that looks misspelled is reported. */
const isSilent = (problem: OptionProblem, isWhole: boolean): boolean =>
  problem.kind === "unknown" && !isWhole && !problem.isMisspelled;

const unknownReason = (isWhole: boolean): string =>
  isWhole ? undeclared : `${undeclared}; if a module imported by this program declares it, ignore this warning`;

/** Whether another version of a release may accept what the table rejects. */
const isListed = (problem: OptionProblem): boolean =>
  problem.kind === "removed" || (problem.kind === "type" && problem.expected.includes("one of "));

function tableName({ releases, source }: ShippedTable): string {
  return source.date === undefined ? `NixOS ${releases.join(" and ")}` : `nixos-unstable of ${source.date}`;
}
