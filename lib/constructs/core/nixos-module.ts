import { Construct } from "constructs";
import * as E from "fp-ts/Either";
import type { Release } from "../../model";
import {
  isListExpression,
  isNixExpression,
  nix,
  printExpression,
  toExpression,
  type NixExpression,
  type NixValue,
} from "../../nix";
import { addErrorAt, Annotations, type IssueDetails } from "./annotations";
import { checkedContext } from "./checked-context";
import { checkedScope, usableId } from "./arguments/scope";
import { callLocation, recordSource } from "./construct-source";
import { flakeOf } from "./flake";
import type { InstallerProfile } from "./installer-profile";
import { hasMark, mark } from "./marks";
import { checkFileName } from "./names";
import type { NixosConfig } from "./nixos-options";
import { malformedPath, namesIn, setAtPath } from "./option-path";
import { refuseAsValue } from "./refuse-as-value";
import { checkNotSealed } from "./sealed";
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
  /**
   * Additional modules to import, such as `inputs.disko.nixosModules.disko`. `lib.optional(…)` and `lib.optionals(…)` can be
   * the list, or parts of it. Default: none.
   */
  readonly imports?: readonly NixValue[] | NixExpression;
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
  /** Created on demand, like the imports: most modules have none. */
  private overrides: { readonly path: readonly string[]; readonly value: NixValue }[] | undefined = undefined;
  private addedImports: NixValue[] | undefined = undefined;

  /** @throws Error when the scope is not inside a {@link Flake} */
  constructor(scope: Construct, id: string, props: NixosModuleProps = {}) {
    super(checkedScope(new.target.name, scope, id), usableId(new.target.name, scope, id));
    recordSource(this);
    flakeOf(this);
    checkFileName(this, id, hasMark(scope, "Host") || hasMark(scope, "HostClass"));
    const checked = checkProps(declaredProps.NixosModule, props, { exact: new.target === NixosModule });
    checked.report(this);
    this.props = checked.props;
    const issue = importsIssue(this.props.imports);
    if (issue !== undefined) Annotations.of(this).addError(issue);
  }

  /**
   * Sets an option in this module's file, overriding the construct's own value. Use it as an escape hatch if the
   * construct has no property for an option. Attribute sets are merged; everything else is replaced. If the path leads
   * into an expression such as `nix.when(…)`, the expression is kept and the value is added as another definition,
   * wrapped in `nix.force` unless it is an expression itself.
   * @param option option path, such as `boot.loader.timeout` or `environment.etc."motd".text`
   */
  addOverride(option: string, value: NixValue): void {
    checkNotSealed(this, `an override of ${option} is added`);
    const path = namesIn(option);
    if (path !== undefined) (this.overrides ??= []).push({ path, value });
    else addErrorAt(this, malformedPath(option, "an option path", 'environment.etc."a.conf".text'), callLocation());
  }

  /** Imports another module, such as `inputs.disko.nixosModules.disko`. */
  addImport(module: NixValue): void {
    checkNotSealed(this, "an import is added");
    (this.addedImports ??= []).push(module);
  }

  /** The modules imported by this one. */
  get imports(): readonly NixValue[] {
    const { imports = none } = this.props;
    // An expression that is a list is joined to the others when the file is written.
    const given = isNixExpression(imports) ? [imports] : imports;
    return this.addedImports === undefined ? given : [...given, ...this.addedImports];
  }

  /** The option definitions of this module's file, with overrides applied. */
  render(context: ModuleContext): NixosConfig {
    const { config: given = {} } = this.props;
    // Expressions are functions too, because they can be called.
    const config =
      typeof given !== "function" || isNixExpression(given)
        ? (given as NixosConfig)
        : given(checkedContext(context, this));
    const { overrides } = this;
    if (overrides === undefined) return config;
    const overridden = (base: NixosConfig): NixosConfig =>
      overrides.reduce((result, override) => setAtPath(result, override.path, override.value), base);
    return isNixExpression(config) ? (nix.merge(config, overridden({})) as unknown as NixosConfig) : overridden(config);
  }
}

const none: readonly NixValue[] = [];

/** The issue with an expression for the list of imports that is a single module. */
function importsIssue(imports: NixosModuleProps["imports"]): IssueDetails | undefined {
  if (!isNixExpression(imports)) return undefined;
  const expression = toExpression(imports);
  // A value that Nix cannot represent is reported when the file is written.
  if (E.isLeft(expression) || isListExpression(expression.right)) return undefined;
  const value = printExpression(expression.right).replaceAll(/\s+/g, " ");
  const shown = value.length > 60 || expression.right.kind === "raw" ? "…" : value;
  return {
    code: "property-type",
    message: "imports must be a list of Nix values",
    value,
    reason: "it is not known to be a list",
    fix: `write imports: [${shown}] for one module, or imports: lib.flatten(${shown}) for a list`,
  };
}
mark(NixosModule.prototype, "NixosModule");
refuseAsValue(NixosModule.prototype, () => "remove it: the host or class in whose scope it is created imports it");
