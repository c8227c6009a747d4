import type { ModuleModel } from "../../../model";
import { ast, type Expression } from "../../../nix";
import { optionName } from "../../../options";
import { importedModules, type ImportedModule } from "./imported-modules";
import { hasStructure, structureOf } from "./module-structure";
import { libraryFunction } from "./option-definitions";
import { mayHoldConfiguration, nestedConfigurations, type NestedConfiguration } from "./nested-configurations";

/** A NixOS configuration that a module's file contributes to: that of the host, or one inside it. */
export interface Configuration extends Pick<NestedConfiguration, "inherits" | "adds"> {
  /** The option that holds it, such as `specialisation.rescue.configuration`; empty for the host. */
  readonly name: string;
  /** The configuration around it. */
  readonly parent: Configuration | undefined;
}

/**
 * One of the modules in a module's file: the file itself, a module that is written into a list of imports, or a module of a
 * configuration inside the host's.
 */
export interface ModulePart {
  /** The file. */
  readonly module: ModuleModel;
  readonly configuration: Configuration;
  /** The prefix of option names in messages, such as `imports[0].`; empty for the file itself. */
  readonly place: string;
  /** The option definitions, inside `lib.mkIf` if the module is imported under a condition. */
  readonly definitions: Expression;
  /** The imported modules that are not parts themselves. */
  readonly imports: readonly ImportedModule[];
  /** Whether it declares options. */
  readonly declaresOptions: boolean;
  /** Names of options next to `config` or `options`, where NixOS rejects them. */
  readonly misplaced: readonly string[];
}

const hostConfiguration: Configuration = { name: "", parent: undefined, inherits: false, adds: "nothing" };

/** A module whose parts are not known yet. */
interface Pending extends Pick<ModulePart, "configuration" | "place"> {
  readonly value: Expression;
  /** The values of `imports` outside of `value`. */
  readonly imports: readonly Expression[];
  readonly conditions: readonly Expression[];
}

/** The modules in the files of a flake. */
export interface Parts {
  readonly all: readonly ModulePart[];
  /** The modules in each file that has several, or imports: most files are one module without imports. */
  readonly byFile: ReadonlyMap<ModuleModel, readonly ModulePart[]>;
}

/** Finds the modules in the files of a flake. */
export function partsOf(modules: readonly ModuleModel[]): Parts {
  const configurations = new Map<string, Configuration>();
  const all: ModulePart[] = [];
  const byFile = new Map<ModuleModel, readonly ModulePart[]>();
  for (const module of modules) {
    if (isAlone(module)) {
      all.push(wholeFile(module));
      continue;
    }
    const parts = partsOfFile(module, configurations);
    all.push(...parts);
    byFile.set(module, parts);
  }
  return { all, byFile };
}

/** Whether a file is one module without imports: most are, and their names alone show it. */
const isAlone = ({ imports, config }: ModuleModel): boolean =>
  imports.length === 0 && !hasStructure(config) && !mayHoldConfiguration(config);

const wholeFile = (module: ModuleModel): ModulePart => ({
  module,
  configuration: hostConfiguration,
  place: "",
  definitions: module.config,
  imports: [],
  declaresOptions: false,
  misplaced: [],
});

/** The modules of a host's own configuration, as files: inline ones are apart from the file that contains them. */
export function withInlineModules(modules: readonly ModuleModel[], { byFile }: Parts): readonly ModuleModel[] {
  if (!modules.some((module) => byFile.has(module))) return modules;
  return modules.flatMap((module) => byFile.get(module)?.filter(isOfHost).map(asFile) ?? module);
}

const isOfHost = ({ configuration }: ModulePart): boolean => configuration === hostConfiguration;

function asFile({ module, definitions, imports }: ModulePart): ModuleModel {
  const isWhole = definitions === module.config && imports.length === 0 && module.imports.length === 0;
  return isWhole ? module : { ...module, imports: imports.map(({ value }) => value), config: definitions };
}

function partsOfFile(module: ModuleModel, configurations: Map<string, Configuration>): readonly ModulePart[] {
  const parts: ModulePart[] = [];
  const own = { configuration: hostConfiguration, place: "", conditions: [] };
  const pending: Pending[] = [{ ...own, value: module.config, imports: [ast.list(module.imports)] }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { configuration, place, conditions } = next;
    const { definitions, imports: ofModule, ...rest } = structureOf(bodyOf(next.value));
    const imports = [...next.imports, ...ofModule].flatMap(importedModules);
    const inline = imports.filter(({ value, isList }) => !isList && isInline(value));
    parts.push({
      module,
      configuration,
      place,
      definitions: conditions.reduceRight(underCondition, definitions),
      imports: inline.length === 0 ? imports : imports.filter((each) => !inline.includes(each)),
      ...rest,
    });
    const nested = nestedConfigurations(definitions).map((each): Pending => {
      const name = `${configuration.name === "" ? "" : `${configuration.name}.`}${optionName(each.path)}`;
      const known = configurations.get(name) ?? { ...each, name, parent: configuration };
      configurations.set(name, known);
      return {
        configuration: known,
        place: `${place}${optionName(each.path)}.`,
        value: each.module,
        imports: [],
        conditions,
      };
    });
    const imported = inline.map(({ value, place: inList, conditions: further }): Pending => ({
      configuration,
      place: `${place}imports${inList}.`,
      value,
      imports: [],
      conditions: [...conditions, ...further],
    }));
    pending.push(...[...imported, ...nested].reverse());
  }
  return parts;
}

/** Whether an imported module is written in place: as a set, as a function that returns one, or under a condition. */
const isInline = (value: Expression): boolean => bodyOf(value).kind === "attributeSet" || isProperty(value);

const isProperty = (value: Expression): boolean =>
  value.kind === "apply" && ["mkIf", "mkForce", "mkOverride"].includes(libraryFunction(value) ?? "");

/** The result of a module, without the function and the variables around it. */
function bodyOf(value: Expression): Expression {
  let body = value;
  while (body.kind === "lambda" || body.kind === "let" || body.kind === "with") body = body.body;
  return body;
}

const underCondition = (definitions: Expression, condition: Expression): Expression =>
  ast.apply(ast.select(ast.identifier("lib"), "mkIf"), condition, definitions);
