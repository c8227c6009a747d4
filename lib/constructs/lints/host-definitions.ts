import type { ModuleModel } from "../../model";
import { printExpression, type Binding, type Expression } from "../../nix";
import { optionDefinitions, type OptionDefinition, type Visit } from "../collect/options/option-definitions";
import {
  isInstallerProfile,
  profileContents,
  type InstallerProfile,
  type ProfileContents,
  type ReleaseFacts,
} from "../core";

/** A definition of an option, with its module. */
export interface HostDefinition extends OptionDefinition {
  readonly module: ModuleModel;
}

/** The part of NixOS's installer that a host imports: none, only the image builder, or a complete installation CD. */
export type InstallerPart = "none" | "image builder" | "installation CD";

/** An installer profile that a host imports, with the module that does. */
export interface ImportedProfile {
  readonly name: InstallerProfile;
  readonly contents: ProfileContents;
  readonly module: ModuleModel;
}

/** The definitions in the modules of one host that lints check. */
export class HostDefinitions {
  /** The part of NixOS's installer that the host imports, which sets many options itself. */
  readonly profile: InstallerPart;
  /** The installer profiles that the host imports, of those that the release has; usually one. */
  readonly profiles: readonly ImportedProfile[];
  /** Whether modules from outside the program are imported, which may define options that the program does not. */
  readonly hasForeignImports: boolean;
  private readonly byOption = new Map<string, HostDefinition[]>();

  /**
   * @param options the options that lints check
   * @param facts facts about the release that the host targets
   */
  constructor(
    readonly modules: readonly ModuleModel[],
    options: OptionTree,
    readonly release: string,
    readonly facts: ReleaseFacts,
  ) {
    const importing = modules.filter((module) => module.imports.length > 0);
    const imports = importing.flatMap((module) => module.imports.map((expression) => printExpression(expression)));
    this.profile = imports.some((text) => text.includes("installer/cd-dvd/installation-cd-"))
      ? "installation CD"
      : imports.some((text) => text.includes("installer/cd-dvd/iso-image.nix"))
        ? "image builder"
        : "none";
    const missing = facts.missingProfiles.map(({ profile }) => profile);
    this.profiles = importing.flatMap(importedProfiles).filter(({ name }) => !missing.includes(name));
    this.hasForeignImports = imports.some((text) => !text.includes("modulesPath"));
    for (const module of modules.filter(({ config }) => options.mayHold(config))) {
      for (const definition of optionDefinitions(module.config, (path) => options.visit(path))) {
        const option = definition.path.join(".");
        const found = this.byOption.get(option);
        if (found === undefined) this.byOption.set(option, [{ ...definition, module }]);
        else found.push({ ...definition, module });
      }
    }
  }

  /** Every definition of an option, in the order of the modules. */
  definitionsOf(option: string): readonly HostDefinition[] {
    return this.byOption.get(option) ?? [];
  }

  /** The effective definitions of an option: no unconditional one is stronger. */
  strongestOf(option: string): readonly HostDefinition[] {
    const all = this.definitionsOf(option);
    const limit = Math.min(...all.filter(({ isConditional }) => !isConditional).map(({ priority }) => priority));
    return all.filter(({ priority }) => priority <= limit);
  }

  /** Whether an option may be defined out of sight: by a module from outside the program, or in a raw value. */
  mayBeHidden(option: string): boolean {
    if (this.hasForeignImports) return true;
    const names = option.split(".");
    return names.some((_, length) =>
      this.definitionsOf(names.slice(0, length).join(".")).some(({ value }) => !isReadableSet(value)),
    );
  }
}

function importedProfiles(module: ModuleModel): readonly ImportedProfile[] {
  return module.imports.flatMap((expression) => {
    const [, name = ""] = /installer\/cd-dvd\/installation-cd-([\w-]+)\.nix/.exec(printExpression(expression)) ?? [];
    return isInstallerProfile(name) ? [{ name, contents: profileContents(name), module }] : [];
  });
}

const isReadableSet = (value: Expression): boolean => value.kind === "attributeSet" && !value.recursive;

interface Branch {
  readonly below: Map<string, Branch>;
  isOption: boolean;
}

/** The options that lints check, as a tree, so that the search for definitions skips everything else. */
export class OptionTree {
  private readonly root: Branch = { below: new Map(), isOption: false };

  constructor(options: readonly string[]) {
    for (const option of options) {
      let branch = this.root;
      for (const name of option.split(".")) {
        const next = branch.below.get(name) ?? { below: new Map<string, Branch>(), isOption: false };
        branch.below.set(name, next);
        branch = next;
      }
      branch.isOption = true;
    }
  }

  /** Whether a module may define one of the options; for most modules the names alone rule it out. */
  mayHold(config: Expression): boolean {
    if (config.kind !== "attributeSet") return true;
    for (const item of config.bindings) if (item.kind === "binding" && this.leadsTo(item.path)) return true;
    return false;
  }

  /** Whether a path is that of an option, or inside one, or one leads on from it. */
  private leadsTo(path: Binding["path"]): boolean {
    let branch = this.root;
    for (const name of path) {
      const next = typeof name === "string" ? branch.below.get(name) : undefined;
      if (next === undefined) return false;
      if (next.isOption) return true;
      branch = next;
    }
    return true;
  }

  /** How a search treats a path. */
  visit(path: readonly string[]): Visit {
    let branch: Branch | undefined = this.root;
    for (const name of path) {
      branch = branch.below.get(name);
      if (branch === undefined) return "skip";
    }
    // If another option of the list is inside this one, each is visited separately.
    return branch.isOption && branch.below.size === 0 ? "leaf" : "descend";
  }
}
