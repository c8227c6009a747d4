import { Construct } from "constructs";
import type { Release } from "../../model";
import { isNixExpression, nix, type NixValue } from "../../nix";
import { addErrorAt } from "./annotations";
import { checkedScope, usableId } from "./arguments/scope";
import { callLocation, recordSource } from "./construct-source";
import { Flake } from "./flake";
import type { InstallerProfile } from "./installer-profile";
import { hasMark, mark } from "./marks";
import { checkFileName } from "./names";
import type { NixosConfig } from "./nixos-options";
import { malformedPath, namesIn, setAtPath } from "./option-path";
import { declaredProps } from "./properties/declared-props";
import { checkProps } from "./properties/props-definition";

/**
 * Context passed to a module when its file is rendered.
 * @public
 */
export interface ModuleContext {
  /** NixOS release that the flake targets. */
  readonly release: Release;
  /** Revision of the project: seven hexadecimal digits, or `dirty` if it has uncommitted changes or no revision. */
  readonly revision: string;
  /** The hosts that import the module. */
  readonly hosts: readonly {
    readonly name: string;
    readonly system: string;
    /** Installer profile of the host's IsoImage; undefined if it has none. */
    readonly profile: InstallerProfile | undefined;
  }[];
}

/**
 * Properties of a {@link NixosModule}.
 * @public
 */
export interface NixosModuleProps {
  /** The option definitions, or a function that returns them when the file is rendered. Default: none. */
  readonly config?: NixosConfig | ((context: ModuleContext) => NixosConfig);
  /** Additional modules to import, such as `inputs.disko.nixosModules.disko`. Default: none. */
  readonly imports?: readonly NixValue[];
}

/**
 * One NixOS module, written to its own file. Every other module construct is built on it; extend it to
 * write your own.
 *
 * @example
 * new NixosModule(host, "editor", { config: { environment: { variables: { EDITOR: "vim" } } } });
 *
 * @example
 * class Tailscale extends NixosModule {
 *   constructor(scope: Construct, id: string) {
 *     super(scope, id, { config: { services: { tailscale: { enable: true } } } });
 *   }
 * }
 * @public
 */
export class NixosModule extends Construct {
  /** Whether a value is a module construct. */
  static isNixosModule(value: unknown): value is NixosModule {
    return hasMark(value, "NixosModule");
  }

  private readonly props: NixosModuleProps;
  private readonly overrides: { readonly path: readonly string[]; readonly value: NixValue }[] = [];
  private readonly addedImports: NixValue[] = [];

  /** @throws Error when the scope is not inside a {@link Flake} */
  constructor(scope: Construct, id: string, props: NixosModuleProps = {}) {
    super(checkedScope(new.target.name, scope, id), usableId(new.target.name, scope, id));
    recordSource(this);
    Flake.of(this);
    checkFileName(this, id);
    const checked = checkProps(declaredProps.NixosModule, props, { exact: new.target === NixosModule });
    checked.report(this);
    this.props = checked.props;
  }

  /**
   * Sets an option in this module's file, overriding the construct's own value. Use it as an escape hatch if the
   * construct has no property for an option. Attribute sets are merged; everything else is replaced. If the path leads
   * into an expression such as `nix.when(…)`, the expression is kept and the value is added as another definition,
   * wrapped in `nix.force` unless it is an expression itself.
   * @param option option path, such as `boot.loader.timeout` or `environment.etc."motd".text`
   */
  addOverride(option: string, value: NixValue): void {
    const path = namesIn(option);
    if (path !== undefined) this.overrides.push({ path, value });
    else addErrorAt(this, malformedPath(option, "an option path", 'environment.etc."a.conf".text'), callLocation());
  }

  /** Imports another module, such as `inputs.disko.nixosModules.disko`. */
  addImport(module: NixValue): void {
    this.addedImports.push(module);
  }

  /** The modules imported by this one. */
  get imports(): readonly NixValue[] {
    return [...(this.props.imports ?? []), ...this.addedImports];
  }

  /** The option definitions of this module's file, with overrides applied. */
  render(context: ModuleContext): NixosConfig {
    const { config: given = {} } = this.props;
    // Expressions are functions too, because they can be called.
    const config = typeof given !== "function" || isNixExpression(given) ? (given as NixosConfig) : given(context);
    const overridden = (base: NixosConfig): NixosConfig =>
      this.overrides.reduce((result, override) => setAtPath(result, override.path, override.value), base);
    if (!isNixExpression(config)) return overridden(config);
    return this.overrides.length === 0 ? config : (nix.merge(config, overridden({})) as unknown as NixosConfig);
  }
}
mark(NixosModule.prototype, "NixosModule");
