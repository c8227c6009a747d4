import * as path from "node:path";
import type { AssetProblem, Issue, UnresolvedPath } from "../../../model";
import type { IssueDetails } from "../../core";

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

/** A path literal leads to nothing. */
export function pathNotInFlake(where: string, text: string, target: string): Details {
  const isOutside = target.startsWith("../");
  return {
    code: "path-not-in-flake",
    message: `${where} refers to a file that the flake does not contain`,
    value: `nix.path(${JSON.stringify(text)})`,
    reason: isOutside
      ? "nix.path copies nothing, and its path leads out of the flake"
      : `nix.path copies nothing: Nix looks for ${target} in the generated flake`,
    fix: `to copy a file of your project, use nix.file(${JSON.stringify(text)})`,
  };
}

/** A relative path in a copied Nix file leads to nothing that is copied. */
export function pathNotResolved(file: string, { line, text, why }: UnresolvedPath): Details {
  const place = `${file}:${String(line)}`;
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
  if (/^\$\{(?:modulesPath|inputs|self|pkgs)\b[^}]*\}/.test(text)) {
    return {
      code: "import-as-text",
      message: `${where} is a string, not a module`,
      value: JSON.stringify(text),
      reason: "Nix does not evaluate ${…} in a JavaScript string",
      fix: `write a template: nix.str\`${text}\``,
    };
  }
  const isAbsolute = text.startsWith("/");
  const file = text.startsWith(".") ? text : `./${isAbsolute ? path.posix.basename(text) : text}`;
  return {
    code: "import-as-text",
    message: `${where} is a string, not a module`,
    value: JSON.stringify(text),
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
