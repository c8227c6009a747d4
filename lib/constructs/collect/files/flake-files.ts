import * as path from "node:path";
import type { IConstruct } from "constructs";
import type { Asset, AssetEntry, AssetFile, AssetRequest, FlakeModel, Issue, UnresolvedPath } from "../../../model";
import {
  ast,
  formatValuePath,
  impurePaths,
  sourcePaths,
  type Expression,
  type PathContext,
  type ProjectFile,
  type ValuePath,
} from "../../../nix";
import { optionsIssue, sourceOf, type IssueDetails } from "../../core";
import { ownDirectory, targetDirectory, targetName } from "./asset-target";
import type { SynthesisEnvironment } from "../collector";
import { nixFileIssue } from "./imported-files";
import { flakePaths } from "./flake-paths";
import { issueOf } from "../issues";
import { fileNotCopied, pathImpure, pathNotInFlake, pathNotResolved } from "./asset-issues";

/** A path literal that leads to a file of the flake. */
interface Literal {
  readonly construct: IConstruct;
  readonly text: string;
  readonly path: ValuePath;
  /** The helper with which the program writes it. */
  readonly helper: "path" | "raw";
  /** Where it leads, relative to the flake's directory. */
  readonly target: string;
}

/** A text with an interpolation that Nix does not evaluate. */
export interface TextInterpolation {
  readonly construct: IConstruct;
  readonly interpolation: string;
  readonly text: string;
  readonly path: ValuePath;
}

/** A relative path in a copied Nix file that was not followed. */
interface Loose {
  readonly construct: IConstruct;
  readonly path: UnresolvedPath;
  /** Name of the Nix file, relative to the project directory. */
  readonly file: string;
  /** Where it leads, relative to the flake's directory. */
  readonly target: string;
}

const optionTypes = {
  allowOutside: { type: "boolean", optional: true },
  root: { type: "string", optional: true },
} as const;

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
   */
  pathsIn(construct: IConstruct, file: string): PathContext {
    return {
      fileAt: (wanted, at) => this.place(construct, wanted, at, file),
      literalAt: (text, at) => {
        this.addLiteral({ construct, text, path: at, helper: "path" }, file);
      },
      rawAt: (source, at) => {
        const relative = sourcePaths(source).filter(({ isPartial, mayBeMissing }) => !isPartial && !mayBeMissing);
        for (const { text } of [...relative, ...impurePaths(source)]) {
          this.addLiteral({ construct, text, path: at, helper: "raw" }, file);
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
    const isThere = (target: string): boolean => paths.has(target) || [...flake.directories.keys()].some((directory) => target.startsWith(directory)); // prettier-ignore
    const literals = this.literals.filter(
      ({ construct, target }) => !failed.has(construct.node.path) && !isThere(target),
    );
    const loose = this.loose.filter(({ target, path: { why } }) => why === "impure" || !isThere(target));
    return [
      ...this.found,
      ...literals.map(({ construct, text, path: at, target, helper }) =>
        this.issue(construct, "warning", pathNotInFlake(formatValuePath(at), text, target, helper)),
      ),
      ...loose.map(({ construct, file, path: unresolved }) =>
        this.issue(construct, unresolved.isWarning === true ? "warning" : "error", pathNotResolved(file, unresolved)),
      ),
    ];
  }

  private addLiteral(literal: Omit<Literal, "target">, file: string): void {
    const { construct, text, path: at } = literal;
    if (/^[<~]/.test(text)) this.found.push(this.issue(construct, "error", pathImpure(formatValuePath(at), text)));
    else if (!text.startsWith("/")) {
      this.literals.push({ ...literal, target: path.posix.join(path.posix.dirname(file), text) });
    }
  }

  private place(construct: IConstruct, wanted: ProjectFile, at: ValuePath, file: string): Expression {
    const { copies, path: named, options } = wanted;
    const where = formatValuePath(at);
    const problem = optionsIssue(options, copies === "module" ? optionTypes : { allowOutside: optionTypes.allowOutside }, `nix.${copies}`); // prettier-ignore
    if (problem !== undefined) this.refuse(construct, { code: "file-not-copied", ...problem });
    else if (typeof named !== "string" || named === "") {
      const details = { subject: String(named), reason: "it is not a path", fix: `pass a path: nix.${copies}("./…")` };
      this.refuse(construct, fileNotCopied(where, copies, details));
    } else {
      const { allowOutside = false, root } = options as { readonly allowOutside?: boolean; readonly root?: string };
      const target = this.copy(construct, { copies, path: named, allowOutside, root }, where);
      if (target !== undefined) {
        const origin = `nix.${copies}(${JSON.stringify(named)})`;
        const { readText } = this.environment;
        const wrong =
          copies === "module"
            ? nixFileIssue(at, origin, target, { files: this.files, readText }, "expression")
            : undefined;
        if (wrong !== undefined) this.refuse(construct, wrong);
        const literal = ast.path(relativePath(path.posix.dirname(file), target));
        return literal.kind === "path" ? { ...literal, origin } : literal;
      }
    }
    return ast.nullLiteral();
  }

  /** Adds files to the flake, and returns the path of the requested one. */
  private copy(construct: IConstruct, request: AssetRequest, where: string): string | undefined {
    const read = this.environment.readAsset(request);
    if ("problems" in read) {
      for (const problem of read.problems) this.refuse(construct, fileNotCopied(where, request.copies, problem));
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
    const directory = this.directoryFor(base, copies === "directory");
    const nameOf = copies === "file" ? targetName : (name: string): string => name;
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
  private directoryFor(base: string, isAlone: boolean): string {
    const wanted = isAlone ? ownDirectory(base) : targetDirectory(base);
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? wanted : `${wanted}-${String(number)}`;
      const owner = this.directories.get(candidate) ?? base;
      if (owner !== base) continue;
      this.directories.set(candidate, base);
      return candidate;
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
