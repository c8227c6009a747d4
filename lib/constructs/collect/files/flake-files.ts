import * as path from "node:path";
import type { IConstruct } from "constructs";
import type {
  Asset,
  AssetEntry,
  AssetProblem,
  AssetFile,
  AssetRequest,
  FlakeModel,
  Issue,
  SourceLocation,
} from "../../../model";
import {
  absolutePathsRead,
  ast,
  formatValuePath,
  impurePaths,
  sourcePaths,
  type Expression,
  type PathContext,
  type ProjectFile,
  type ValuePath,
} from "../../../nix";
import { sourceOf, type IssueDetails, type LocalCopy } from "../../core";
import { formatValue } from "../../core/properties/format-value";
import { ownDirectory, targetDirectory, targetName } from "./asset-target";
import type { SynthesisEnvironment } from "../collector";
import type { Literal, Loose, TextInterpolation } from "./found-paths";
import { nixFileIssue } from "./imported-files";
import { flakePaths } from "./flake-paths";
import { issueOf } from "../issues";
import { fileNotCopied, pathImpure, pathNotInFlake, pathNotResolved, placeTaken } from "./asset-issues";
import { assetRequest } from "./asset-request";
import { isSecretOption, secretInTree } from "./secret-options";

/** Stands where the path of a file that is not copied would be; it is never written, because the program has an error. */
const notCopied = ast.path("./file-that-is-not-copied");

/** Why a file is not copied: a problem with it, or with how the program names it. */
type Problem = AssetProblem | IssueDetails;

/** The user's files that a flake contains, and the paths to them. */
export class FlakeFiles {
  /** The files, by their path in the flake. */
  readonly files = new Map<string, AssetFile>();
  /** Texts with interpolations that Nix does not evaluate. */
  readonly interpolations: TextInterpolation[] = [];
  private readonly found: Issue[] = [];
  private readonly literals: Literal[] = [];
  private readonly loose: Loose[] = [];
  private readonly directories = new Map<string, string>();
  /** Directories in the flake that contain one directory of the user and nothing else. */
  private readonly whole = new Set<string>();
  private readonly known = new Map<string, string>();
  private readonly named = new Set<string>();

  constructor(private readonly environment: SynthesisEnvironment) {}

  /** Files and directories that the program names, relative to the project directory, sorted. */
  get sources(): readonly string[] {
    return [...this.named].sort();
  }

  /**
   * How the values of a construct are written in a file of the flake.
   * @param file path of that file, relative to the flake's directory
   * @param secretAt how a secret is written
   * @param source the line with the values. Default: that of the construct
   */
  pathsIn(
    construct: IConstruct,
    file: string,
    secretAt: PathContext["secretAt"],
    source?: SourceLocation,
  ): PathContext {
    return {
      secretAt,
      fileAt: (wanted, at) => {
        const before = this.found.length;
        const placed = this.place(construct, wanted, at, file);
        if (source !== undefined) this.found.push(...this.found.splice(before).map((each) => ({ ...each, source })));
        return placed;
      },
      literalAt: (text, at) => {
        if (/^\.{1,2}\//.test(text) && isSecretOption(at)) {
          this.refuse(construct, secretInTree(at, `nix.path(${JSON.stringify(text)})`));
          return;
        }
        this.addLiteral({ construct, text, path: at, helper: "path", source }, file);
      },
      rawAt: (raw, at) => {
        const relative = sourcePaths(raw).filter(({ isPartial, mayBeMissing }) => !isPartial && !mayBeMissing);
        for (const { text } of [...relative, ...impurePaths(raw)]) {
          this.addLiteral({ construct, text, path: at, helper: "raw", source }, file);
        }
      },
      interpolationAt: (interpolation, text, at) => {
        this.interpolations.push({ construct, interpolation, text, path: at });
      },
    };
  }

  /**
   * The issues with the user's files, once the flake is complete.
   * @param failed paths of the constructs without a file because of other errors
   */
  issues(flake: FlakeModel, failed: ReadonlySet<string>): readonly Issue[] {
    if (this.literals.length === 0 && this.loose.length === 0) return this.found;
    const paths = flakePaths(flake);
    const isIncomplete = ({ node }: IConstruct): boolean =>
      failed.has(node.path) || this.found.some(({ constructPath }) => constructPath === node.path);
    const literals = this.literals.filter(({ construct, target }) => !isIncomplete(construct) && !paths.has(target));
    const loose = this.loose.filter(({ target, path: { why } }) => why === "impure" || !paths.has(target));
    return [
      ...this.found,
      ...literals.map(({ construct, text, path: at, target, helper, source }) => ({
        ...this.issue(construct, "warning", pathNotInFlake(formatValuePath(at), text, target, helper)),
        ...(source === undefined ? {} : { source }),
      })),
      ...loose.map(({ construct, file, path: unresolved }) =>
        this.issue(construct, unresolved.isWarning === true ? "warning" : "error", pathNotResolved(file, unresolved)),
      ),
    ];
  }

  private addLiteral(literal: Omit<Literal, "target">, file: string): void {
    const { construct, text, path: at, source } = literal;
    if (/^[<~]/.test(text)) this.refuseImpure(construct, formatValuePath(at), text, source);
    else if (!text.startsWith("/")) {
      this.literals.push({ ...literal, target: path.posix.join(path.posix.dirname(file), text) });
    }
  }

  /**
   * Refuses the absolute paths of files that Nix would read in the source of a construct.
   * @param where the construct's part with the source
   */
  refuseAbsolute(construct: IConstruct, where: string, source: string, line?: SourceLocation): void {
    const texts = new Set(absolutePathsRead(source).map(({ text }) => text));
    for (const text of texts) this.refuseImpure(construct, where, text, line);
  }

  private refuseImpure(construct: IConstruct, where: string, text: string, source: SourceLocation | undefined): void {
    const issue = this.issue(construct, "error", pathImpure(where, text));
    this.found.push(source === undefined ? issue : { ...issue, source });
  }

  /** Copies what a property of a construct names to its place in the flake. */
  copyLocal(construct: IConstruct, { where, wanted, expects, target, isScript }: LocalCopy): void {
    const request = assetRequest(wanted, expects);
    const read = "asks" in request ? this.environment.readAsset({ ...request.asks, isScript }) : request;
    if (!("asset" in read)) {
      this.refuseAll(construct, `${where}: ${formatValue(wanted.path)}`, read);
      return;
    }
    const other = [...this.files].find(([at]) => at === target || at.startsWith(`${target}/`));
    if (other !== undefined) {
      this.refuse(construct, placeTaken(target, other[1].constructPath));
      return;
    }
    const { asset } = read;
    this.named.add(path.posix.join(asset.base, asset.entry));
    const source = sourceOf(construct, this.environment.projectDirectory);
    for (const [name, each] of asset.entries) {
      const at = expects === "file" ? target : path.posix.join(target, name);
      const original = path.posix.join(asset.base, name);
      this.files.set(at, { ...each, original, constructPath: construct.node.path, source });
    }
    if (expects === "directory") this.whole.add(target);
  }

  private place(construct: IConstruct, wanted: ProjectFile, at: ValuePath, file: string): Expression {
    const where = formatValuePath(at);
    if (isSecretOption(at)) {
      this.refuse(construct, secretInTree(at, `nix.${wanted.copies}(${formatValue(wanted.path)})`));
      return notCopied;
    }
    const request = assetRequest(wanted, wanted.copies);
    const target = "asks" in request ? this.copy(construct, request.asks, where) : undefined;
    if (!("asks" in request)) this.refuseAll(construct, `nix.${wanted.copies}(…) in ${where}`, request);
    if (target === undefined) return notCopied;
    const origin = `nix.${wanted.copies}(${formatValue(wanted.path)})`;
    const { readText } = this.environment;
    const wrong =
      wanted.copies === "module"
        ? nixFileIssue(at, origin, target, { files: this.files, readText }, "expression")
        : undefined;
    if (wrong !== undefined) this.refuse(construct, wrong);
    const literal = ast.path(relativePath(path.posix.dirname(file), target));
    return literal.kind === "path" ? { ...literal, origin } : literal;
  }

  /** Adds files to the flake, and returns the path of the requested one. */
  private copy(construct: IConstruct, request: AssetRequest, where: string): string | undefined {
    const read = this.environment.readAsset(request);
    if ("problems" in read) {
      this.refuseAll(construct, `nix.${request.copies}(…) in ${where}`, read);
      return undefined;
    }
    const { asset } = read;
    this.named.add(path.posix.join(asset.base, asset.entry));
    const digest = digestOf(asset, request);
    const equal = digest === undefined ? undefined : this.known.get(digest);
    if (equal !== undefined) return equal;
    const target = this.add(construct, asset, request);
    if (digest !== undefined) this.known.set(digest, target);
    return target;
  }

  private add(construct: IConstruct, asset: Asset, { copies }: AssetRequest): string {
    const { base, entry, entries, unresolved } = asset;
    const nameOf = copies === "file" ? targetName : (name: string): string => name;
    const directory = this.directoryFor(asset, copies === "directory", nameOf);
    const source = sourceOf(construct, this.environment.projectDirectory);
    for (const [name, each] of entries) {
      const target = path.posix.join(directory, nameOf(name));
      const original = path.posix.join(base, name);
      if (!this.files.has(target)) {
        this.files.set(target, { ...each, original, constructPath: construct.node.path, source });
      }
    }
    for (const found of unresolved) {
      const target = path.posix.join(directory, found.resolved);
      this.loose.push({ construct, path: found, file: path.posix.join(base, found.file), target });
    }
    return path.posix.join(directory, nameOf(entry));
  }

  /** The directory in the flake for a directory of the user; never the same for two. */
  private directoryFor({ base, entries }: Asset, isWhole: boolean, nameOf: (name: string) => string): string {
    const wanted = isWhole ? ownDirectory(base) : targetDirectory(base);
    const originals = [...entries.keys()].map((name) => [nameOf(name), path.posix.join(base, name)] as const);
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? wanted : `${wanted}-${String(number)}`;
      if ((this.directories.get(candidate) ?? base) !== base) continue;
      const files = new Map(originals.map(([name, original]) => [path.posix.join(candidate, name), original]));
      if (!this.hasRoomFor(files, isWhole ? candidate : undefined)) continue;
      this.directories.set(candidate, base);
      if (isWhole) this.whole.add(candidate);
      return candidate;
    }
  }

  /**
   * Whether files can be added without replacing others: two names can be equal without the characters that Nix does not
   * allow. A directory that is copied as a whole has no other files.
   */
  private hasRoomFor(files: ReadonlyMap<string, string>, whole: string | undefined): boolean {
    for (const [target, original] of files) {
      const known = this.files.get(target);
      if (known !== undefined && known.original !== original) return false;
      const isInWhole = [...this.whole].some((directory) => directory !== whole && target.startsWith(`${directory}/`));
      if (known === undefined && isInWhole) return false;
    }
    return (
      whole === undefined || ![...this.files.keys()].some((each) => each.startsWith(`${whole}/`) && !files.has(each))
    );
  }

  private refuseAll(
    construct: IConstruct,
    value: string,
    { problems }: { readonly problems: readonly Problem[] },
  ): void {
    for (const problem of problems) {
      this.refuse(
        construct,
        "subject" in problem ? fileNotCopied(value, problem) : { code: "file-not-copied", ...problem },
      );
    }
  }

  private refuse(construct: IConstruct, details: IssueDetails & { readonly code: string }): void {
    this.found.push(this.issue(construct, "error", details));
  }

  private issue(
    construct: IConstruct,
    severity: Issue["severity"],
    details: IssueDetails & { readonly code: string },
  ): Issue {
    return issueOf(construct, { ...details, severity }, this.environment);
  }
}

/** Identifies equal contents; undefined for Nix source that depends on its place. */
function digestOf({ entries, unresolved }: Asset, { copies }: AssetRequest): string | undefined {
  if (copies === "module" || unresolved.length > 0) return undefined;
  const content = ([name, entry]: readonly [string, AssetEntry]): unknown => [
    copies === "file" ? "" : name,
    entry.kind === "link" ? entry.target : [entry.digest, entry.executable],
  ];
  return JSON.stringify([copies, ...[...entries].map(content)]);
}

function relativePath(from: string, to: string): string {
  const relative = path.posix.relative(from, to);
  return relative.startsWith(".") ? relative : `./${relative}`;
}
