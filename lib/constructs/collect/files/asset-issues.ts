import * as path from "node:path";
import type { AssetProblem, Issue, UnresolvedPath } from "../../../model";
import { expressionMeant, memberPath } from "../../../nix";
import type { IssueDetails } from "../../core";
import { impurePathAdvice } from "./impure-path";

type Details = IssueDetails & { readonly code: string };

/** A file or directory of the user cannot be copied into the flake. */
export function fileNotCopied(value: string, problem: AssetProblem): Details {
  const { code = "file-not-copied", subject, message = `cannot copy ${subject} into the flake`, reason, fix } = problem;
  return { code, message, value, reason, fix };
}

/** Two constructs copy to the same place in the flake. */
export function placeTaken(target: string, other: string): Details {
  return {
    code: "duplicate-name",
    message: `${other} already uses the directory ${target} of the flake`,
    reason: "its name consists of the IDs of the construct and its scopes",
    fix: "change the ID of one of them",
  };
}

/** A path literal, in `nix.path` or in raw source, leads to nothing. */
export function pathNotInFlake(where: string, text: string, target: string, helper: "path" | "raw"): Details {
  const isOutside = target.startsWith("../");
  const isRaw = helper === "raw";
  return {
    code: "path-not-in-flake",
    message: `${where} refers to a file that the flake does not contain`,
    value: isRaw ? text : `nix.path(${JSON.stringify(text)})`,
    reason: isOutside
      ? `nix.${helper} copies nothing, and ${isRaw ? "the" : "its"} path leads out of the flake`
      : `nix.${helper} copies nothing: Nix looks for ${target} in the generated flake`,
    fix: isRaw
      ? `to copy a file of your project, use nix.file(${JSON.stringify(text)}) outside of nix.raw`
      : `to copy a file of your project, use nix.file(${JSON.stringify(text)})`,
  };
}

/** A path literal depends on the machine that evaluates the flake: `<nixpkgs>`, `~/x`, or `/x` that Nix reads. */
export function pathImpure(where: string, text: string): Details {
  return {
    code: "path-not-in-flake",
    message: `${where} refers to ${text}, which no flake contains`,
    ...impurePathAdvice(text, "TypeScript"),
  };
}

/** A path in a copied Nix file leads to nothing that is copied. */
export function pathNotResolved(file: string, { line, text, why }: UnresolvedPath): Details {
  const place = `${file}:${String(line)}`;
  if (why === "impure") {
    return {
      code: "module-incomplete",
      message: `${place} refers to ${text}, which no flake contains`,
      ...impurePathAdvice(text, "Nix"),
    };
  }
  if (why === "not followed") {
    return {
      code: "module-incomplete",
      message: `${place} refers to ${text}, which is not copied into the flake`,
      reason: "nix.file copies one file",
      fix: `use nix.module(${JSON.stringify(`./${file}`)}), which also copies what it refers to`,
    };
  }
  return { code: "module-incomplete", message: `${place} refers to ${text}, which ${reasons[why]}`, ...advice[why] };
}

const reasons = {
  missing: "does not exist",
  ignored: "git ignores",
  outside: "is outside of the copied directory",
} as const;

const advice = {
  missing: { fix: "correct the path, or create the file" },
  ignored: {
    reason: "files that git ignores may be secret, and are not copied",
    fix: "remove the path, or the rule in .gitignore",
  },
  outside: {
    reason: "nix.module copies what a module refers to below its own directory",
    fix: 'name a directory that contains both: nix.module(…, { root: "." })',
  },
} as const;

/** A module is imported by a string. */
export function importAsText(where: string, text: string): Details {
  return {
    code: "import-as-text",
    message: `${where} is a string, not a module`,
    value: JSON.stringify(text),
    ...adviceOnImport(text),
  };
}

function adviceOnImport(text: string): Pick<Details, "reason" | "fix"> {
  if (/^<.*>$|^~/.test(text)) return impurePathAdvice(text, "TypeScript");
  const [, modulesPath] = /^\$\{modulesPath\}(\/.*)$/.exec(text) ?? [];
  if (modulesPath !== undefined) {
    return { reason: "Nix does not evaluate it", fix: `use nix.str\`\${modulesPath}${modulesPath}\`` };
  }
  const meant = expressionMeant(text);
  if (meant !== undefined && meant[0] !== "pkgs") {
    return {
      reason: "a module is an attribute of an input; in quotes, it is only text",
      fix: `use ${memberPath(meant)}`,
    };
  }
  if (/^[a-z+]+:/.test(text)) {
    const fix = "add it to the inputs of the Flake, and import its module: inputs.<name>.nixosModules.default";
    return { reason: "a flake reference is the address of an input", fix };
  }
  const isAbsolute = text.startsWith("/");
  const file = text.startsWith(".") ? text : `./${isAbsolute ? path.posix.basename(text) : text}`;
  return {
    reason: isAbsolute
      ? "a flake cannot read files outside of it"
      : "Nix does not interpret a string as a path, and the file is not in the flake",
    fix: `copy it into ${isAbsolute ? "your project, and from there into " : ""}the flake: nix.module(${JSON.stringify(file)})`,
  };
}

/** The issues without those about what replaces the path of a file that was not copied. */
export function withoutPlaceholderIssues(issues: readonly Issue[], ofFiles: readonly Issue[]): readonly Issue[] {
  const failed = new Set(ofFiles.flatMap(({ severity, constructPath }) => (severity === "error" ? constructPath : [])));
  return issues.filter(
    ({ code, constructPath, value = "" }) =>
      !(code === "option-type" && failed.has(constructPath) && value.includes("file-that-is-not-copied")),
  );
}
