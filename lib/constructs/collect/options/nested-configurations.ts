import type { Expression } from "../../../nix";
import { someFirstName } from "./module-structure";
import { dataDefinitions } from "./option-definitions";

/** An option whose value is a module of another NixOS configuration. */
interface ConfigurationOption {
  /** The names of the option; `*` is any name. */
  readonly path: readonly string[];
  /** Whether the configuration has the modules of the one around it. */
  readonly inherits: boolean;
  /** The options that it has in addition to those of NixOS. */
  readonly adds: "nothing" | "virtual machine" | "unknown options";
}

/**
 * The options of NixOS whose values are configurations. Source: `extendModules` and `eval-config.nix` in nixos/modules of 24.05
 * and 26.11: system/activation/specialisation.nix, virtualisation/{nixos-containers,build-vm}.nix, image/images.nix.
 */
const configurationOptions: readonly ConfigurationOption[] = [
  { path: ["specialisation", "*", "configuration"], inherits: true, adds: "nothing" },
  { path: ["containers", "*", "config"], inherits: false, adds: "nothing" },
  { path: ["virtualisation", "vmVariant"], inherits: true, adds: "virtual machine" },
  { path: ["virtualisation", "vmVariantWithBootLoader"], inherits: true, adds: "virtual machine" },
  // The modules of an image type declare options of their own.
  { path: ["image", "modules", "*"], inherits: true, adds: "unknown options" },
];

/** A module of a configuration inside another one. */
export interface NestedConfiguration extends Omit<ConfigurationOption, "path"> {
  /** The names of the option that holds it. */
  readonly path: readonly string[];
  readonly module: Expression;
}

/** The modules of other NixOS configurations in option definitions. */
export function nestedConfigurations(definitions: Expression): readonly NestedConfiguration[] {
  if (!mayHoldConfiguration(definitions)) return [];
  return dataDefinitions(definitions, (path) => {
    const option = configurationOptions.find((each) => matches(each.path.slice(0, path.length), path));
    return option === undefined ? "skip" : option.path.length === path.length ? "leaf" : "descend";
  }).flatMap(({ path, value }) => {
    const option = configurationOptions.find((each) => matches(each.path, path));
    return option === undefined ? [] : [{ ...option, path, module: value }];
  });
}

const first: ReadonlySet<unknown> = new Set(configurationOptions.map(({ path }) => path[0]));

/** Whether a value may define one of the options; for most modules the names alone rule it out. */
export function mayHoldConfiguration(value: Expression): boolean {
  return value.kind !== "attributeSet" || someFirstName(value, first);
}

const matches = (pattern: readonly string[], path: readonly string[]): boolean =>
  pattern.length === path.length && pattern.every((name, index) => name === "*" || name === path[index]);
