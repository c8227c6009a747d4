import { existsSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import * as TE from "fp-ts/TaskEither";
import { pipe } from "fp-ts/function";
import { isRelease, since, type Issue, type Manifest, type Release } from "../../model";
import { withStaging } from "../../pipeline/program";
import type { Reporter } from "../../pipeline/reporter";
import type { ProgramSettings } from "../../pipeline/request";
import { step, type Step } from "../../pipeline/step";
import { isFailure, type Failure } from "../../platform/failure";
import { replaceFileSync } from "../../platform/files/replace-file";
import { readTreeEntriesSync } from "../../platform/files/tree-entries";
import type { Staging } from "../../project/output/staging";
import { warningsRejected } from "../../project/program/errors";
import { runProgram } from "../../project/program/run-program";
import { shippedTables } from "../../project/shipped-option-tables";
import { diffFiles, type ComparedFile, type FileDifference } from "../../tree/diff-files";
import { findSourcesSync } from "./find-sources";
import { releaseDifferences, type ReleaseDifference } from "./release-differences";
import { rewriteRelease } from "./rewrite-release";

/** A flake that moves to another release. */
export interface UpgradedFlake {
  readonly flake: string;
  readonly from: Release;
  /** The line that creates the flake; null if unknown. */
  readonly source: string | null;
  /** Inputs on a branch of the earlier release, such as `github:nix-community/home-manager/release-25.05`. */
  readonly inputs: readonly string[];
  readonly differences: readonly ReleaseDifference[];
}

/** The effect of another release on a program. */
export interface Upgrade {
  readonly to: Release;
  /** The flakes that target another release now. */
  readonly flakes: readonly UpgradedFlake[];
  /** Errors and warnings on the new release that the earlier one does not have. */
  readonly issues: readonly Issue[];
  /**
   * Problems with options on a later release, if cdknix does not include the options of the new one: it may have the same
   * problems. Null if it does.
   */
  readonly later: { readonly release: Release; readonly issues: readonly Issue[] } | null;
  /** How the generated files differ; null if the program has errors on the new release, so that it generates none. */
  readonly files: readonly FileDifference[] | null;
  /** The files in which the release is, or would be, replaced, relative to the project. */
  readonly rewritten: readonly string[];
  /** Flakes whose release is not a literal in the program. */
  readonly notLiteral: readonly string[];
}

/** A program's output at a release; without a manifest if it has errors. */
interface Output {
  readonly manifest?: Manifest;
  readonly issues: readonly Issue[];
  readonly files: ReadonlyMap<string, ComparedFile>;
}

/**
 * Runs the program for its own release and for another one, compares the two, and replaces the release in the program.
 * @param dryRun changes nothing
 * @returns the effect. Left, with the program unchanged, if it has new warnings with `strict`.
 */
export function upgradeProgram(
  settings: ProgramSettings,
  to: Release,
  dryRun: boolean,
  reporter: Reporter,
): Step<Upgrade> {
  return withStaging(settings, (before) =>
    withStaging(settings, (after) =>
      withStaging(settings, (later) =>
        pipe(
          step(async () => {
            for (const issue of settings.configWarnings) reporter.issue(issue);
            reporter.step(`running ${settings.app}`, "synthesize");
            const { manifest, issues } = await runProgram({ ...settings, command: settings.app }, before);
            return { manifest, issues, files: readFilesSync(before.tree) };
          }),
          TE.bindTo("old"),
          TE.bind("fresh", () =>
            step(() => {
              reporter.step(`running it with NixOS ${to}`);
              return outputAt(settings, to, after);
            }),
          ),
          TE.bind("later", () => step(() => laterIssues(settings, to, later))),
          TE.chain(({ old, fresh, later }) =>
            step(() => compare(settings, { to, dryRun, before: before.tree, later }, old, fresh)),
          ),
        ),
      ),
    ),
  );
}

/** The output at a release. */
async function outputAt(settings: ProgramSettings, release: Release, staging: Staging): Promise<Output> {
  const context = { ...settings.context, "cdknix:release": release };
  try {
    const request = { ...settings, command: settings.app, context };
    const { manifest, issues } = await runProgram(request, staging);
    return { manifest, issues, files: readFilesSync(staging.tree) };
  } catch (error) {
    if (isRejected(error)) return { issues: error.issues ?? [], files: new Map() };
    throw error;
  }
}

/** Problems with options on the next release whose options cdknix includes; null if it includes those of the release. */
async function laterIssues(settings: ProgramSettings, release: Release, staging: Staging): Promise<Upgrade["later"]> {
  const [table] = shippedTables(release).map(({ read }) => read().releases);
  const next = table?.find(isRelease);
  if (table === undefined || next === undefined || table.includes(release) || !since(next, release)) return null;
  const { issues } = await outputAt(settings, next, staging);
  return { release: next, issues: issues.filter(({ code }) => optionChanges.has(code)) };
}

/** Codes of the problems that a change of NixOS's options causes. */
const optionChanges: ReadonlySet<string> = new Set(["option-renamed", "option-removed", "option-unknown"]);

const isRejected = (error: unknown): error is Failure =>
  isFailure(error) && error.kind === "program" && error.code === "program-rejected";

interface Move {
  readonly to: Release;
  readonly dryRun: boolean;
  /** The tree that the program generates for its own release. */
  readonly before: string;
  readonly later: Upgrade["later"];
}

function compare(
  { projectDirectory, strict }: ProgramSettings,
  { to, dryRun, before, later }: Move,
  old: Output & { readonly manifest: Manifest },
  fresh: Output,
): Upgrade {
  const issues = newIssues(old.issues, fresh.issues);
  if (strict && issues.some(({ severity }) => severity === "warning")) throw warningsRejected(issues);
  const sources = findSourcesSync(before);
  const flakes = Object.entries(old.manifest.flakes).flatMap(([flake, { release, directory }]) =>
    release === to || !isRelease(release)
      ? []
      : [
          {
            flake,
            from: release,
            source: sources.flakes.get(flake) ?? null,
            inputs: inputsOfRelease(old.files.get(`${directory}/flake.nix`)?.text ?? "", release),
            differences: releaseDifferences(release, to),
          },
        ],
  );
  const oldReleases = [...new Set(flakes.map(({ from }) => from))];
  const rewritten = new Map(
    oldReleases.map((from) => [
      from,
      sources.files.filter((file) => replaceIn(projectDirectory, file, from, to, dryRun)),
    ]),
  );
  return {
    to,
    flakes,
    issues,
    later: later === null ? null : { ...later, issues: newIssues([...old.issues, ...issues], later.issues) },
    files: fresh.manifest === undefined ? null : diffFiles(old.files, fresh.files),
    rewritten: [...new Set([...rewritten.values()].flat())].sort(),
    notLiteral: flakes.filter(({ from }) => rewritten.get(from)?.length === 0).map(({ flake }) => flake),
  };
}

/** Replaces the release in a source file. Returns whether the file has it as a literal. */
function replaceIn(projectDirectory: string, file: string, from: Release, to: Release, dryRun: boolean): boolean {
  const absolute = path.join(projectDirectory, file);
  if (!existsSync(absolute)) return false;
  const text = readFileSync(absolute, "utf8");
  const replaced = rewriteRelease(text, from, to);
  if (!dryRun && replaced !== text) {
    const { mode } = statSync(absolute);
    replaceFileSync(realpathSync(absolute), (draft) => {
      writeFileSync(draft, replaced, { mode });
    });
  }
  return replaced !== text;
}

/** Inputs besides nixpkgs whose reference ends with a branch of the release. */
function inputsOfRelease(flakeNix: string, release: Release): readonly string[] {
  const references = [...flakeNix.matchAll(/\burl = "([^"]*)"/g)].map(([, url = ""]) => url);
  return references.filter((url) => url.endsWith(release) && !/\/nixpkgs\/nixos-[^/]*$/i.test(url));
}

function newIssues(old: readonly Issue[], fresh: readonly Issue[]): readonly Issue[] {
  const key = ({ code, constructPath, value }: Issue): string => [code, constructPath, value].join("\0");
  const known = new Set(old.map(key));
  return fresh.filter((issue) => !known.has(key(issue)));
}

/** The text files of the generated flakes. */
function readFilesSync(tree: string): ReadonlyMap<string, ComparedFile> {
  const files = new Map<string, ComparedFile>();
  for (const [name, entry] of readTreeEntriesSync(tree)) {
    if (entry.kind !== "file" || !name.endsWith(".nix")) continue;
    const text = readFileSync(path.join(tree, name), "utf8");
    files.set(name, { text, isBinary: false, executable: entry.executable });
  }
  return files;
}
