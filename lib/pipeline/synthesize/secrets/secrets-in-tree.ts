import { orAccept, readableByAnyone, secretIssue, shownValue, type SecretIssue } from "../../../constructs";
import type { AppModel, ConstructNode, FileTree, Issue, SourceLocation } from "../../../model";
import { lineAt, sourceBindings, type SourceBinding } from "../../../nix";
import { placeName, secretOption, secretsInSource } from "../../../options";
import { secretFileKind } from "../../../scan/secret-files";
import { scanText, type FoundSecret } from "../../../scan/scan-text";
import { writtenTexts, type WrittenText } from "./written-files";

/** Where the tree comes from. */
interface Project {
  readonly projectDirectory: string;
}

/** A secret in a file. */
interface Located {
  readonly kind: string;
  readonly secret: string;
  /** The option that contains it, or the file. */
  readonly place: string;
  /** The line in the file of the user, or in the value of the option. */
  readonly line: number;
}

/** Reports the secrets in everything that a run writes: modules, scripts, and files of the user. */
export function secretsInTree(tree: FileTree, model: AppModel, project: Project): readonly SecretIssue[] {
  const issues: SecretIssue[] = [];
  const sources = new Map<string, SourceLocation | undefined>();
  const sourceOf = (construct: string): SourceLocation | undefined => {
    if (sources.size === 0) indexSources(model.tree, sources);
    return sources.get(construct);
  };
  const seen = new Set<string>();
  for (const written of writtenTexts(tree, model.tree, project.projectDirectory)) {
    const { construct } = written;
    for (const issue of issuesIn(written)) {
      // The manifest repeats names that are reported where they are used.
      if (construct === "" && seen.has(issue.secret)) continue;
      seen.add(issue.secret);
      const source = sourceOf(construct);
      issues.push({ ...issue, constructPath: construct, ...(source === undefined ? {} : { source }) });
    }
  }
  return issues;
}

type IssueText = Omit<SecretIssue, "constructPath" | "source">;

const none: readonly IssueText[] = [];

function issuesIn(written: WrittenText): readonly IssueText[] {
  const { name, text, isOfUser } = written;
  const whole = isOfUser ? secretFileKind(name, text) : undefined;
  if (whole !== undefined) return [fileIssue(name, whole)];
  const options = isOfUser && name.endsWith(".nix") ? optionIssues(written) : none;
  const scanned = scanText(text, name);
  if (scanned.length === 0 && options.length === 0) return none;
  const found = scanned.filter(({ secret }) => !options.some((issue) => issue.secret.includes(secret)));
  if (found.length === 0) return options;
  const bindings = !isOfUser && name.endsWith(".nix") ? sourceBindings(text) : [];
  return [...options, ...distinguished(found.map((each) => locate(each, written, bindings))).map(textIssue)];
}

/** Options in a Nix module of the user that put a secret into the store. */
function optionIssues({ name, text, linesBefore }: WrittenText): readonly IssueText[] {
  return secretsInSource(text)
    .filter(({ kind }) => kind !== "misplaced" && kind !== "secret path")
    .map((found) => {
      const line = linesBefore + (found.line ?? 1);
      const issue = secretIssue(found, secretOption(found.path, undefined).twin, `${name}:${String(line)}`);
      return { ...issue, message: `${name}, line ${String(line)}: ${issue.message}` };
    });
}

function locate(
  found: FoundSecret,
  { name, text, linesBefore }: WrittenText,
  bindings: readonly SourceBinding[],
): Located {
  const { kind, secret, start, isEncoded } = found;
  const described = isEncoded ? `${kind}, in base64` : kind;
  // Inner bindings end before outer ones, so the first that contains the offset is the innermost.
  const binding = bindings.find((each) => each.valueStart <= start && start < each.end);
  const line = lineAt(text, start);
  if (binding === undefined) return { kind: described, secret, place: name, line: linesBefore + line };
  const path = binding.path[0] === "config" ? binding.path.slice(1) : binding.path;
  return { kind: described, secret, place: placeName(path), line: line - lineAt(text, binding.start) + 1 };
}

/** Adds the line to places with several secrets, so that each of them has to be accepted. */
function distinguished(found: readonly Located[]): readonly Located[] {
  return found.map((each) => {
    const isAlone = found.filter(({ place }) => place === each.place).length === 1;
    return isAlone ? each : { ...each, place: `${each.place}:${String(each.line)}` };
  });
}

function textIssue({ kind, secret, place, line }: Located): IssueText {
  const where = place.endsWith(`:${String(line)}`) ? place.slice(0, -`:${String(line)}`.length) : place;
  return {
    severity: "error",
    code: "secret-in-text",
    place,
    secret,
    message: `${where} contains a secret in line ${String(line)}: ${kind}`,
    ...shownValue(secret),
    reason: readableByAnyone,
    fix: `remove it, and read it from a file of the running system; ${orAccept(place)}`,
  };
}

function fileIssue(name: string, kind: string): IssueText {
  return {
    severity: "error",
    code: "secret-file",
    place: name,
    secret: "",
    message: `${name} is a file with secrets: ${kind}`,
    reason: readableByAnyone,
    fix: `do not copy it, and create it on the running system; ${orAccept(name)}`,
  };
}

function indexSources(node: ConstructNode, sources: Map<string, Issue["source"]>): void {
  const pending: ConstructNode[] = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    sources.set(next.path, next.source);
    pending.push(...(next.children ?? []));
  }
}
