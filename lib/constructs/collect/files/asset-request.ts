import { posix } from "node:path";
import type { AssetProblem, AssetRequest } from "../../../model";
import type { ProjectFile } from "../../../nix";
import { declaredProps, optionsIssue, type IssueDetails, type Size } from "../../core";
import { formatValue } from "../../core/properties/format-value";

const fileOptions = {
  allowOutside: { type: "boolean", optional: true },
  maxSize: declaredProps.IsoImage.type.object.maxSize,
} as const;

const directoryOptions = { ...fileOptions, maxFiles: { type: "number", optional: true } } as const;

const optionTypes = {
  file: fileOptions,
  directory: directoryOptions,
  module: { ...directoryOptions, root: { type: "string", optional: true } },
} as const;

/** The options, once they are checked. */
interface Options {
  readonly allowOutside?: boolean;
  readonly maxSize?: Size;
  readonly maxFiles?: number;
  readonly root?: string;
}

/** A request that can be read, or why the program's own words are wrong. */
export type RequestResult =
  { readonly asks: AssetRequest } | { readonly problems: readonly (AssetProblem | IssueDetails)[] };

/** The request for a file or directory that a program names. */
export function assetRequest(wanted: ProjectFile, expects: AssetRequest["copies"]): RequestResult {
  const { copies, path, options, caller, isShipped } = wanted;
  if (copies !== expects) {
    const reason = `nix.${copies} does not copy a ${expects}`;
    const isFile = copies === "file" && typeof path === "string";
    const example = isFile ? JSON.stringify(posix.dirname(path)) : "…";
    return refused({ subject: subjectOf(path), reason, fix: `use nix.${expects}(${example})` });
  }
  const problem = optionsIssue(options, optionTypes[copies], `nix.${copies}`);
  if (problem !== undefined) return refused(problem);
  if (typeof path !== "string" || path === "") {
    const fix = `pass a path: nix.${copies}("./…")`;
    return refused({ subject: subjectOf(path), reason: "it is not a path", fix });
  }
  const { allowOutside = false, maxSize, maxFiles, root } = options as Options;
  if (maxSize?.issue !== undefined) return refused(maxSize.issue);
  if (maxFiles !== undefined && !(Number.isSafeInteger(maxFiles) && maxFiles > 0)) {
    const fix = "use a whole number of 1 or more";
    return refused({
      code: "property-type",
      message: "maxFiles is not a number of files",
      value: String(maxFiles),
      fix,
    });
  }
  return { asks: { copies, path, allowOutside, root, caller, isShipped, maxFiles, maxBytes: maxSize?.toBytes() } };
}

function refused(problem: AssetProblem | IssueDetails): RequestResult {
  return { problems: [problem] };
}

const subjectOf = (path: unknown): string => (typeof path === "string" && path !== "" ? path : formatValue(path));
