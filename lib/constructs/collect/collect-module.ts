import type { IConstruct } from "constructs";
import * as E from "fp-ts/Either";
import type { Issue, ModuleFileModel, SecretUse, SourceLocation } from "../../model";
import {
  ast,
  convert,
  formatValuePath,
  isNixExpression,
  moduleSource,
  printExpression,
  secretPath,
  toExpression,
  type Converted,
  type Expression,
  type NixValue,
  type ValueIssue,
  type ValuePath,
} from "../../nix";
import { shapeOf } from "../../options";
import { isPromise, sourceOf, type ModuleContext, type NixosModule } from "../core";
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
): E.Either<readonly Issue[], ModuleFileModel> {
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
  const converted = convert(rendered, ["config"], paths, true);
  const given = construct.imports;
  const list = given.length === 0 ? noImports : convert(given, ["imports"], paths);
  if (E.isLeft(converted) || E.isLeft(list)) {
    const problems = [...(E.isLeft(converted) ? converted.left : []), ...(E.isLeft(list) ? list.left : [])];
    return E.left(
      problems.map((problem) =>
        isUndefinedImport(construct, problem)
          ? undefinedImport(construct, problem, environment)
          : valueIssue(construct, problem, environment),
      ),
    );
  }
  const { expression: config } = converted.right;
  if (config.kind !== "attributeSet" && shapeOf(config) !== undefined) {
    return E.left([notASet(construct, rendered, environment)]);
  }
  const imports = list.right.expression.kind === "list" ? list.right.expression.items : [];
  const isData = converted.right.isData && list.right.isData;
  const { text, arguments: names } = moduleSource({ imports, config, isData });
  // Most modules have no imports at any depth, as their text shows.
  const texts = text.includes("imports") ? textImportsBelow(config) : [];
  if (imports.length > 0 || texts.length > 0) {
    const copied = { files: files.files, readText: environment.readText };
    const wrong = [
      ...[...textsInImports(imports, ["imports"]), ...texts].map((each) =>
        importAsText(formatValuePath(each.path), each.text),
      ),
      ...importedFileIssues(imports, ["imports"], `${directory}/${file}`, copied),
    ];
    if (wrong.length > 0) {
      return E.left(wrong.map((details) => issueOf(construct, { severity: "error", ...details }, environment)));
    }
  }
  if (!isData) files.refuseAbsolute(construct, "this module", text);
  const source = sourceOf(construct, environment.projectDirectory);
  const { path: constructPath } = construct.node;
  const model = { file, constructPath, source, imports, config, isData, text, arguments: names };
  return E.right(secrets.length === 0 ? model : { ...model, secrets });
}

const noImports = E.right<never, Converted>({ expression: ast.list([]), isData: true });

/** Where a value belongs that is not in a module. */
interface ValuePlace {
  readonly file: string;
  readonly files: FlakeFiles;
  /** The line with the value. Default: that of the construct. */
  readonly source?: SourceLocation | undefined;
}

/** Converts a construct's value to an expression, or returns the issues with it. */
export function collectValue(
  construct: IConstruct,
  value: NixValue,
  path: ValuePath,
  place: ValuePlace,
  environment: SynthesisEnvironment,
): E.Either<readonly Issue[], Expression> {
  const { file, files, source } = place;
  const noSecret = { reason: "a secret has a path only in the configuration of a host", fix: "use it in an option of a module" }; // prettier-ignore
  const paths = files.pathsIn(construct, file, () => noSecret, source);
  const expression = toExpression(value, path, paths);
  if (E.isLeft(expression)) {
    const located = source === undefined ? {} : { source };
    return E.left(expression.left.map((problem) => ({ ...valueIssue(construct, problem, environment), ...located })));
  }
  files.refuseAbsolute(construct, formatValuePath(path), printExpression(expression.right), source);
  return expression;
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

function pathBelow(construct: IConstruct, owner: IConstruct): string {
  const { id, scope } = construct.node;
  return scope === undefined || scope === owner ? id : `${pathBelow(scope, owner)}/${id}`;
}
