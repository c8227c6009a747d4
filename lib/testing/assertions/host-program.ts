import { parseOptionPath } from "../../constructs/core/option-path";
import type { FlakeModel, HostModel } from "../../model";
import { formatAttributePath, isNixExpression, printExpression, toExpression, type NixExpression } from "../../nix";
import { nearestName } from "../../options/nearest-name";
import { moduleDiffers, noSuchModule, optionDiffers, optionNotSet, optionsCounted } from "../errors";
import { compare, Match, shown } from "../match";
import { dataOf, type OptionData } from "../option-data";
import type { HostAssertions, ProgramDefinition } from "./host-assertions";
import { accept, describeMismatches } from "./mismatches";
import {
  definitionsIn,
  describeModule,
  modulesOf,
  statedAt,
  type HostModule,
  type ModuleDefinition,
  type SynthesizedProgram,
} from "./module-definitions";
import { pathsInFlake } from "./paths-in-flake";
import { effective, startsWith, valueAt } from "./program-option";

const mark = Symbol.for("cdknix.HostProgram");

/** One host of a program that was synthesized in memory. */
export class HostProgram implements HostAssertions {
  /** Whether a value is a HostProgram, including one from another copy of the package. */
  static isHostProgram(value: unknown): value is HostProgram {
    return typeof value === "object" && value !== null && mark in value;
  }

  private readonly modules: readonly HostModule[];
  private readonly definitions: readonly ModuleDefinition[];
  private readonly effective: readonly ModuleDefinition[];

  constructor(
    readonly name: string,
    readonly program: SynthesizedProgram,
    readonly flake: FlakeModel,
    readonly host: HostModel,
  ) {
    this.modules = modulesOf(flake, host);
    this.definitions = definitionsIn(this.modules);
    this.effective = effective(this.definitions);
    Object.defineProperty(this, mark, { value: true });
  }

  option(option: string): OptionData | undefined {
    return valueAt(this.effective, parseOptionPath(option));
  }

  definitionsOf(option?: string): readonly ProgramDefinition[] {
    const names = option === undefined ? [] : parseOptionPath(option);
    return this.definitions
      .filter(({ path }) => startsWith(path, names))
      .map(({ path, value, priority, isConditional, from }) => ({
        option: formatAttributePath(path),
        value: dataOf(value),
        priority,
        isConditional,
        construct: from.module.constructPath,
        file: from.file,
      }));
  }

  hasOption(option: string, expected: unknown = Match.anyValue()): void {
    const names = parseOptionPath(option);
    const value = valueAt(this.effective, names);
    const result = compare(expected, value, "partial");
    if (result.mismatches.length === 0 || this.isStated(names, expected)) {
      accept(result);
      return;
    }
    const own = this.definitions.filter(({ path }) => startsWith(path, names));
    if (own.length === 0) throw optionNotSet(this.name, option, shown(expected), this.closestTo(option));
    const isConditional = own.some((definition) => definition.isConditional);
    throw optionDiffers(this.name, option, {
      expected: shown(expected),
      value: value === undefined ? "no unconditional definition" : shown(value),
      mismatches: describeMismatches(option, result),
      definedBy: placesOf(own),
      note: isConditional ? "conditional definitions are not included: only Nix can evaluate the condition" : undefined,
    });
  }

  optionCount(option: string, count: number): void {
    const found = [...new Set(this.definitionsOf(option).map((definition) => definition.option))];
    if (found.length !== count) throw optionsCounted(this.name, option, count, found);
  }

  hasModule(module: string | NixExpression, config: unknown = Match.anyValue()): void {
    if (isNixExpression(module)) {
      const imported = this.modules.flatMap((each) => each.module.imports.map((found) => shown(dataOf(found))));
      const wanted = shown(module);
      if (!imported.includes(wanted)) throw noSuchModule(this.name, wanted, imported);
      return;
    }
    const found = this.modules.find((each) => each.module.constructPath === module || each.file === module);
    if (found === undefined) throw noSuchModule(this.name, module, this.modules.map(describeModule));
    const result = compare(config, dataOf(found.module.config), "partial");
    if (result.mismatches.length > 0) {
      throw moduleDiffers(this.name, describeModule(found), shown(config), describeMismatches("config", result));
    }
    accept(result);
  }

  toJSON(): Readonly<Record<string, OptionData>> {
    const values = [...this.paths()].map(([option, path]) => [option, valueAt(this.effective, path)] as const);
    return Object.fromEntries(values.flatMap(([option, value]) => (value === undefined ? [] : [[option, value]])));
  }

  get files(): Readonly<Record<string, string>> {
    const { className, name } = this.host;
    const own = [`systems/${name}/`, ...(className === undefined ? [] : [`modules/${className}/`])];
    const flake = `${this.flake.name}/`;
    const found = [...this.program.tree.files].flatMap(([file, { text }]) => {
      const inFlake = file.startsWith(flake) ? file.slice(flake.length) : "";
      return own.some((directory) => inFlake.startsWith(directory)) ? [[inFlake, text] as const] : [];
    });
    return Object.fromEntries(found.sort(([left], [right]) => (left < right ? -1 : 1)));
  }

  /** Whether a definition is written exactly like the expected expression, with its priority or condition. */
  private isStated(names: readonly string[], expected: unknown): boolean {
    if (!isNixExpression(expected)) return false;
    return this.modules.some(({ module, file }) => {
      const converted = toExpression(expected, [], pathsInFlake(this.flake, file, this.program.projectDirectory));
      return converted._tag === "Right" && statedAt(module.config, names).includes(printExpression(converted.right));
    });
  }

  /** Every path with a definition, by its formatted path, sorted. */
  private paths(): ReadonlyMap<string, readonly string[]> {
    const found = this.definitions.map(({ path }) => [formatAttributePath(path), path] as const);
    return new Map(found.sort(([left], [right]) => (left < right ? -1 : 1)));
  }

  private closestTo(option: string): { readonly option: string; readonly definedBy: readonly string[] } | undefined {
    const known = this.paths();
    const closest = nearestName(option, known.keys());
    if (closest === undefined) return undefined;
    const path = known.get(closest) ?? [];
    return { option: closest, definedBy: placesOf(this.definitions.filter((each) => startsWith(each.path, path))) };
  }
}

function placesOf(definitions: readonly ModuleDefinition[]): readonly string[] {
  return [...new Set(definitions.map(({ from }) => describeModule(from)))];
}
