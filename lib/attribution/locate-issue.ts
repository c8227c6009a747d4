import type { Issue } from "../model";
import { isIdentifier } from "../nix";
import type { NixErrorCause } from "./nix-messages/error-cause";
import type { NixErrorReport } from "./nix-messages/error-report";
import { issueAt, shortened, type Diagnosis } from "./option-issues";
import type { Place, SourceMap } from "./source-map";

/** Creates the issue for an error at a place in the tree, or for one that evaluating this place caused. */
export function issueAtPlace(place: Place, cause: NixErrorCause, report: NixErrorReport): Issue {
  const value = place.text === "" ? {} : { value: shortened(place.text) };
  return issueAt(place.origin, { ...value, ...diagnose(place, cause, report) });
}

function diagnose(place: Place, cause: NixErrorCause, { message, suggestion }: NixErrorReport): Diagnosis {
  const subject = place.option === "imports" ? "imports" : `the option ${place.option ?? ""}`;
  const inOption = ` in ${place.option === undefined ? place.origin.file : subject}`;
  const meant = suggestion === undefined ? undefined : `did you mean ${suggestion}?`;
  switch (cause.kind) {
    case "missing-attribute": {
      const chain = attributeChain(place.text, cause.name);
      if (chain === `inputs.${cause.name}`) return diagnoseMissingInput(cause.name, inOption);
      return {
        code: "attribute-missing",
        message: `unknown attribute ${chain ?? cause.name}${inOption}`,
        reason:
          chain?.startsWith("pkgs.") === true
            ? "nixpkgs has no package with this name"
            : "the set has no such attribute",
        fix: meant ?? "check the name",
      };
    }
    case "undefined-variable":
      return {
        code: "variable-undefined",
        message: `the variable ${cause.name} is not defined${inOption}`,
        reason: "Nix source in a module can only use the module's arguments and its own definitions",
        fix: meant ?? "use pkgs, lib, config, options, inputs, self, or modulesPath",
      };
    case "syntax":
      if (place.origin.copyOf !== undefined) {
        const file = place.origin.copyOf;
        return { code: "syntax-error", message: `${file} has a syntax error: ${cause.detail}`, fix: `correct ${file}` };
      }
      return {
        code: "syntax-error",
        message: `the Nix source${inOption} has a syntax error: ${cause.detail}`,
        reason: "nix.raw writes its argument into the module unchanged",
        fix: "correct the argument of nix.raw",
      };
    case "recursion":
      return { code: "infinite-recursion", ...diagnoseRecursion(place) };
    case "missing-file":
      return {
        code: "file-missing",
        message: `the file ${cause.path.replace(/^\/nix\/store\/[^/]+\//, "")} does not exist in the flake${place.option === undefined ? "" : `, but ${subject} refers to it`}`,
        reason: `relative paths start at the module's own file, ${place.origin.file}`,
        fix: "correct the path, or copy a file of your project with nix.file(…)",
      };
    case "refused-package":
      return {
        code: "package-refused",
        message: `the package ${cause.name}${inOption} ${cause.reason}`,
        reason: "nixpkgs rejects such packages unless they are allowed",
        fix: packageFix(cause.name, cause.reason),
      };
    case "removed-package":
      return {
        code: "package-removed",
        message: `the package ${cause.name}${inOption} was removed from nixpkgs`,
        reason: shortened(cause.advice, 300),
        fix: `use another package, or remove pkgs.${cause.name}`,
      };
    case "undefined-option":
      return {
        code: "option-undefined",
        message: `the option ${cause.option} is used${place.option === undefined ? inOption : ""} but has no value`,
        reason: `it has no default, and no module defines it${place.option === undefined ? "" : `; the program sets ${place.option}`}`,
        fix: `define ${cause.option}`,
      };
    default:
      return {
        code: "evaluation-failed",
        message: `${place.option === undefined ? "" : `${subject} cannot be evaluated: `}${shortened(message, 300)}`,
      };
  }
}

function diagnoseMissingInput(name: string, inOption: string): Diagnosis {
  return {
    code: "attribute-missing",
    message: `unknown input inputs.${name}${inOption}`,
    reason: "the flake has no input with this name",
    fix: `declare it: new Flake(scope, id, { inputs: { ${isIdentifier(name) ? name : JSON.stringify(name)}: … } })`,
  };
}

function diagnoseRecursion({ origin, option, text }: Place): Omit<Diagnosis, "code"> {
  if (origin.file.startsWith("packages/")) {
    return {
      message: "the package depends on itself",
      reason: "a value in its source depends on itself",
      fix: "use a value that does not refer to itself",
    };
  }
  if (option === "imports" || (option === undefined && text !== "")) {
    return {
      message: `${option === undefined ? "the structure of the module" : "the list of imports"} depends on itself`,
      reason: "NixOS must know all modules, and which options each of them sets, before config has any value",
      fix: "make the structure unconditional, and put the condition on the values with nix.when(…)",
    };
  }
  if (option?.startsWith("nixpkgs.overlays.") === true) {
    return {
      message: "an overlay of the option nixpkgs.overlays depends on itself",
      reason: "it defines a package in terms of the same package in its first argument (the final packages)",
      fix: "use the package from the second argument (the previous packages)",
    };
  }
  return {
    message: option === undefined ? "infinite recursion" : `the option ${option} depends on itself`,
    reason: "its value depends on itself, directly or through other options",
    fix: "use a value from config that does not depend on this option",
  };
}

/** Extracts an attribute path such as `pkgs.htpo` from its line. */
function attributeChain(line: string, name: string): string | undefined {
  const chains = line.match(/[a-zA-Z_][\w'-]*(?:\.[\w'-]+)+/g) ?? [];
  const chain = chains.find((each) => each.split(".").slice(1).includes(name));
  if (chain === undefined) return undefined;
  const names = chain.split(".");
  return names.slice(0, names.indexOf(name, 1) + 1).join(".");
}

function packageFix(name: string, reason: string): string {
  if (reason.includes("unfree")) return "allow them: new NixpkgsConfig(scope, id, { unfree: true })";
  if (reason.includes("insecure")) {
    return `use another version, or allow it: new NixpkgsConfig(scope, id, { permittedInsecurePackages: ["${name}"] })`;
  }
  if (reason.includes("broken")) return "allow them: new NixpkgsConfig(scope, id, { broken: true })";
  return "use another package";
}

/**
 * The place nearest to an error in Nix's trace: a position that Nix names, or a definition of an option that Nix was
 * evaluating. Ignores flake.nix, which is in every trace.
 */
export function placeInTrace({ trace }: NixErrorReport, origins: SourceMap): Place | undefined {
  for (const [index, { text, position }] of trace.entries()) {
    const place = position === undefined ? undefined : origins.placeAt(position);
    if (place !== undefined && place.origin.file !== "flake.nix") return place;
    const definitions = definitionsOf(optionOf(text), origins);
    // If several definitions set it, prefer a computed value to a literal one.
    const definition = definitions.find((each) => /\b(?:config|throw)\b/.test(each.text)) ?? definitions.at(-1);
    if (definition !== undefined) return definition;
    const [, file] = /^while evaluating (?:a definition|definitions) from `(.+?)':?$/.exec(text) ?? [];
    const origin = file === undefined ? undefined : origins.originOf(file);
    if (origin === undefined) continue;
    // The next outer option is the one that the file defines.
    const option = trace.slice(index).map((frame) => optionOf(frame.text)).find((each) => each !== undefined); // prettier-ignore
    const inFile = definitionsOf(option, origins).find((each) => each.origin.file === origin.file);
    return inFile ?? { origin, option: undefined, text: "" };
  }
  return undefined;
}

function optionOf(frame: string): string | undefined {
  return /^while evaluating the option `(.+?)':?$/.exec(frame)?.[1];
}

function definitionsOf(option: string | undefined, origins: SourceMap): readonly Place[] {
  return option === undefined ? [] : origins.definitionsOf(option);
}
