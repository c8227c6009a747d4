import type { IConstruct } from "constructs";
import * as E from "fp-ts/Either";
import type { Issue, ModuleModel, SecretUse } from "../../model";
import {
  formatValuePath,
  isNixExpression,
  secretPath,
  toExpression,
  type Expression,
  type NixValue,
  type PathContext,
  type ValueIssue,
} from "../../nix";
import { shapeOf } from "../../options";
import { sourceOf, type ModuleContext, type NixosModule } from "../core";
import { formatValue } from "../core/properties/format-value";
import { importAsText } from "./files/asset-issues";
import { importedFileIssues } from "./files/imported-files";
import type { SynthesisEnvironment } from "./collector";
import type { FlakeFiles } from "./files/flake-files";
import { issueOf } from "./issues";
import { optionOf } from "./secrets";
import { notAModule } from "./options/import-issues";
import { textImportsBelow, textsInImports } from "./files/text-imports";

/** Where a module's file belongs, and what it is collected with. */
export interface ModulePlace {
  readonly owner: IConstruct;
  /** Directory of the owner's files in the flake. */
  readonly directory: string;
  readonly files: FlakeFiles;
}

/** Builds the model of a module construct's file, or returns the issues with its values. */
export function collectModule(
  construct: NixosModule,
  { owner, directory, files }: ModulePlace,
  context: ModuleContext,
  environment: SynthesisEnvironment,
): E.Either<readonly Issue[], ModuleModel> {
  const file = `${pathBelow(construct, owner).join("/")}.nix`;
  const secrets: SecretUse[] = [];
  const paths: PathContext = {
    ...files.pathsIn(construct, `${directory}/${file}`),
    secretAt: (secret, path) => {
      secrets.push({ secret, option: optionOf(path) });
      return secretPath(secret);
    },
  };
  const rendered: unknown = construct.render(context);
  if (typeof rendered !== "object" && !isNixExpression(rendered))
    return E.left([notASet(construct, rendered, environment)]);
  if (isPromise(rendered)) return E.left([notASet(construct, rendered, environment)]);
  const config = toExpression(withoutUndefined(rendered as AttributeSet), ["config"], paths);
  const imports = toExpression(construct.imports, ["imports"], paths);
  if (E.isLeft(config) || E.isLeft(imports)) {
    const problems = [...(E.isLeft(config) ? config.left : []), ...(E.isLeft(imports) ? imports.left : [])];
    return E.left(
      problems.map((problem) =>
        isUndefinedImport(construct, problem)
          ? undefinedImport(construct, problem, environment)
          : valueIssue(construct, problem, environment),
      ),
    );
  }
  if (config.right.kind !== "attributeSet" && shapeOf(config.right) !== undefined) {
    return E.left([notASet(construct, rendered, environment)]);
  }
  const imported = imports.right.kind === "list" ? imports.right.items : [];
  const texts = [...textsInImports(imported, ["imports"]), ...textImportsBelow(config.right)];
  const copied = { files: files.files, readText: environment.readText };
  const wrong = [
    ...texts.map(({ path, text }) => importAsText(formatValuePath(path), text)),
    ...importedFileIssues(imported, ["imports"], `${directory}/${file}`, copied),
  ];
  if (wrong.length > 0) {
    return E.left(wrong.map((details) => issueOf(construct, { severity: "error", ...details }, environment)));
  }
  return E.right({
    file,
    constructPath: construct.node.path,
    source: sourceOf(construct, environment.projectDirectory),
    imports: imported,
    config: config.right,
    ...(secrets.length === 0 ? {} : { secrets }),
  });
}

/** Converts a construct's value to an expression, or returns the issues with it. */
export function collectValue(
  construct: IConstruct,
  value: NixValue,
  name: string,
  place: { readonly file: string; readonly files: FlakeFiles },
  environment: SynthesisEnvironment,
): E.Either<readonly Issue[], Expression> {
  const expression = toExpression(value, [name], {
    ...place.files.pathsIn(construct, place.file),
    secretAt: () => ({
      reason: "a secret has a path only in the configuration of a host",
      fix: "use it in an option of a module",
    }),
  });
  return E.isLeft(expression)
    ? E.left(expression.left.map((problem) => valueIssue(construct, problem, environment)))
    : expression;
}

function valueIssue(construct: IConstruct, problem: ValueIssue, environment: SynthesisEnvironment): Issue {
  return issueOf(
    construct,
    {
      severity: "error",
      code: problem.code ?? "nix-value",
      message: `${formatValuePath(problem.path)} ${problem.what ?? "cannot be represented in Nix"}`,
      ...(problem.value === undefined ? {} : { value: problem.value }),
      reason: problem.reason,
      fix: problem.fix,
    },
    environment,
  );
}

const isUndefinedImport = ({ imports }: NixosModule, { path: [list, index] }: ValueIssue): boolean =>
  list === "imports" && typeof index === "number" && imports[index] === undefined;

function undefinedImport(construct: IConstruct, { path }: ValueIssue, environment: SynthesisEnvironment): Issue {
  const details = notAModule(formatValuePath(path), "undefined");
  return issueOf(construct, { severity: "error", ...details }, environment);
}

/** The error for `config` that is, or returns, no set of options. */
function notASet(construct: IConstruct, value: unknown, environment: SynthesisEnvironment): Issue {
  return issueOf(
    construct,
    {
      severity: "error",
      code: "property-type",
      message: "config must be an object of option values, or a function that returns one",
      value: formatValue(value),
      ...(value === undefined ? { fix: "return the object: `() => ({ services: { … } })`" } : {}),
      ...(isPromise(value)
        ? { fix: "use a function that is not async: read files before you create the construct" }
        : {}),
    },
    environment,
  );
}

const isPromise = (value: unknown): boolean => Object.prototype.toString.call(value) === "[object Promise]";

function pathBelow(construct: IConstruct, owner: IConstruct): readonly string[] {
  const ids: string[] = [];
  for (
    let scope: IConstruct | undefined = construct;
    scope !== undefined && scope !== owner;
    scope = scope.node.scope
  ) {
    ids.push(scope.node.id);
  }
  return ids.reverse();
}

type AttributeSet = Readonly<Record<string, NixValue | undefined>>;

/** A set whose attributes are being pruned. */
interface PrunedSet {
  readonly set: AttributeSet;
  readonly names: readonly string[];
  readonly parent: PrunedSet | undefined;
  next: number;
  /** Number of attributes that stay. */
  left: number;
  /** A copy without what was removed; undefined while nothing was. */
  changed: Record<string, NixValue | undefined> | undefined;
}

/**
 * Removes undefined attributes, and sets that contain nothing else: an omitted property leaves no trace, while an
 * explicitly empty set is kept. With an explicit stack, because values may be nested deeper than the call stack. A set that
 * contains itself stays, and its conversion reports it.
 */
function withoutUndefined(root: AttributeSet): AttributeSet {
  if (!isPlainSet(root)) return root;
  const open = new Set<object>();
  const enter = (set: AttributeSet, parent: PrunedSet | undefined): PrunedSet => {
    open.add(set);
    return { set, names: Object.keys(set), parent, next: 0, left: 0, changed: undefined };
  };
  let frame = enter(root, undefined);
  for (;;) {
    const name = frame.names[frame.next];
    if (name !== undefined) {
      const value = frame.set[name];
      if (isPlainSet(value) && !open.has(value)) {
        frame = enter(value, frame);
        continue;
      }
      settle(frame, name, value);
      continue;
    }
    open.delete(frame.set);
    const { set, names, left, changed, parent } = frame;
    const pruned = left === 0 && names.length > 0 ? undefined : (changed ?? set);
    if (parent === undefined) return pruned ?? {};
    settle(parent, parent.names[parent.next] ?? "", pruned);
    frame = parent;
  }
}

/** Sets the next attribute of a set to its pruned value. */
function settle(frame: PrunedSet, name: string, pruned: NixValue | undefined): void {
  frame.next++;
  if (pruned !== undefined) frame.left++;
  if (pruned === frame.set[name] && pruned !== undefined) return;
  frame.changed ??= { ...frame.set };
  if (pruned === undefined) Reflect.deleteProperty(frame.changed, name);
  else frame.changed[name] = pruned;
}

function isPlainSet(value: NixValue | undefined): value is AttributeSet {
  if (typeof value !== "object" || value === null || Array.isArray(value) || isNixExpression(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
