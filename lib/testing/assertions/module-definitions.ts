import { optionDefinitions, type OptionDefinition } from "../../constructs/collect/options/option-definitions";
import {
  formatSourceLocation,
  type AppModel,
  type FileTree,
  type FlakeModel,
  type HostModel,
  type ModuleModel,
} from "../../model";
import { printExpression, type Expression } from "../../nix";

/** A module of a host with its file. */
export interface HostModule {
  readonly module: ModuleModel;
  /** Path of its file in the flake, such as `modules/iso/boot.nix`. */
  readonly file: string;
}

/** A definition of an option with its module. */
export interface ModuleDefinition extends OptionDefinition {
  readonly from: HostModule;
}

/** The modules of a host: those of its class, and its own. */
export function modulesOf(flake: FlakeModel, host: HostModel): readonly HostModule[] {
  const hostClass = flake.classes.find(({ name }) => name === host.className);
  const within = (directory: string, modules: readonly ModuleModel[]): readonly HostModule[] =>
    modules.map((module) => ({ module, file: `${directory}/${module.file}` }));
  return [
    ...within(`modules/${hostClass?.name ?? ""}`, hostClass?.modules ?? []),
    ...within(`systems/${host.name}`, [host.own, ...host.modules]),
  ];
}

/** Every definition in modules, in order. */
export function definitionsIn(modules: readonly HostModule[]): readonly ModuleDefinition[] {
  return modules.flatMap((from) =>
    optionDefinitions(from.module.config).flatMap((definition) =>
      // A module without definitions is an empty set.
      definition.path.length === 0 ? [] : [{ ...definition, from }],
    ),
  );
}

/** Describes the origin of a module: construct, line of the program, file. */
export function describeModule({ module, file }: HostModule): string {
  const line = module.source === undefined ? "" : ` at ${formatSourceLocation(module.source)}`;
  return `${module.constructPath}${line} (${file})`;
}

/** The source at a path in a module, including priority, order, and condition. */
export function statedAt(config: Expression, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [printExpression(config)];
  if (config.kind !== "attributeSet") return [];
  return config.bindings.flatMap((binding) => {
    if (binding.kind !== "binding") return [];
    const leads = binding.path.length <= names.length && binding.path.every((name, index) => name === names[index]);
    return leads ? statedAt(binding.value, names.slice(binding.path.length)) : [];
  });
}

/** A program synthesized in memory. */
export interface SynthesizedProgram {
  readonly model: AppModel;
  readonly tree: FileTree;
  /** Absolute base directory for relative paths. */
  readonly projectDirectory: string;
}
