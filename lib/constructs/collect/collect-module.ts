import type { IConstruct } from "constructs";
import * as E from "fp-ts/Either";
import type { Issue, ModuleModel, SecretUse } from "../../model";
import {
  ast,
  formatValuePath,
  isNixExpression,
  secretPath,
  toExpression,
  type Expression,
  type NixValue,
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
  const file = `${pathBelow(construct, owner)}.nix`;
  const secrets: SecretUse[] = [];
  const paths = files.pathsIn(construct, `${directory}/${file}`, (secret, path) => {
    secrets.push({ secret, option: optionOf(path) });
    return secretPath(secret);
  });
  const rendered: unknown = construct.render(context);
  if (typeof rendered !== "object" && !isNixExpression(rendered))
    return E.left([notASet(construct, rendered, environment)]);
  if (isPromise(rendered)) return E.left([notASet(construct, rendered, environment)]);
  const config = toExpression(rendered, ["config"], paths, true);
  const given = construct.imports;
  const imports = given.length === 0 ? noImports : toExpression(given, ["imports"], paths);
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
  const texts = textImportsBelow(config.right);
  if (imported.length > 0 || texts.length > 0) {
    const copied = { files: files.files, readText: environment.readText };
    const wrong = [
      ...[...textsInImports(imported, ["imports"]), ...texts].map(({ path, text }) =>
        importAsText(formatValuePath(path), text),
      ),
      ...importedFileIssues(imported, ["imports"], `${directory}/${file}`, copied),
    ];
    if (wrong.length > 0) {
      return E.left(wrong.map((details) => issueOf(construct, { severity: "error", ...details }, environment)));
    }
  }
  const source = sourceOf(construct, environment.projectDirectory);
  const model = { file, constructPath: construct.node.path, source, imports: imported, config: config.right };
  return E.right(secrets.length === 0 ? model : { ...model, secrets });
}

const noImports = E.right<never, Expression>(ast.list([]));

/** Converts a construct's value to an expression, or returns the issues with it. */
export function collectValue(
  construct: IConstruct,
  value: NixValue,
  name: string,
  place: { readonly file: string; readonly files: FlakeFiles },
  environment: SynthesisEnvironment,
): E.Either<readonly Issue[], Expression> {
  const paths = place.files.pathsIn(construct, place.file, () => ({
    reason: "a secret has a path only in the configuration of a host",
    fix: "use it in an option of a module",
  }));
  const expression = toExpression(value, [name], paths);
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

function pathBelow(construct: IConstruct, owner: IConstruct): string {
  const { id, scope } = construct.node;
  return scope === undefined || scope === owner ? id : `${pathBelow(scope, owner)}/${id}`;
}
