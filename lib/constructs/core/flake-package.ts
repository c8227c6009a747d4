import { Construct } from "constructs";
import type { NixValue } from "../../nix";
import { Annotations } from "./annotations";
import { checkedScope, usableId } from "./arguments/scope";
import { recordSource } from "./construct-source";
import { Flake } from "./flake";
import { hasMark, mark } from "./marks";
import { checkFileName } from "./names";
import { declaredProps } from "./properties/declared-props";
import { checkProps } from "./properties/props-definition";

/**
 * A text file: its content, or the path of a file with that content, absolute or relative to the project directory.
 * @public
 */
export type PackageFile = string | { readonly file: string };

/** Name of the file with the package's expression. */
const expressionFile = "default.nix";

/**
 * Properties of a {@link FlakePackage}.
 * @public
 */
export interface FlakePackageProps {
  /**
   * The derivation, as an expression that may use `pkgs` and `lib`, such as
   * `pkgs.writeText("greeting", "hello")`.
   */
  readonly expression: NixValue;
  /** Text files next to the package's `default.nix`, by name. None may have that name. Default: none. */
  readonly files?: Readonly<Record<string, PackageFile>>;
}

/**
 * A package defined by the flake itself: `packages/<id>/default.nix`, and the output `packages.<system>.<id>`.
 *
 * @example
 * new FlakePackage(flake, "greeting", { expression: pkgs.writeShellScriptBin("greeting", "echo hello") });
 * @public
 */
export class FlakePackage extends Construct {
  /** Whether a value is a package of a flake. */
  static isFlakePackage(value: unknown): value is FlakePackage {
    return hasMark(value, "FlakePackage");
  }

  /** The derivation. */
  readonly expression: NixValue;
  /** Text files next to the package's `default.nix`. */
  readonly files: Readonly<Record<string, PackageFile>>;

  /** @throws Error when the scope is not inside a {@link Flake} */
  constructor(scope: Construct, id: string, props: FlakePackageProps) {
    super(checkedScope(new.target.name, scope, id), usableId(new.target.name, scope, id));
    recordSource(this);
    Flake.of(this);
    checkFileName(this, id);
    const checked = checkProps(declaredProps.FlakePackage, props, { exact: new.target === FlakePackage });
    checked.report(this);
    props = checked.props;
    if (Object.hasOwn(props.files ?? {}, expressionFile)) {
      Annotations.of(this).addError({
        code: "package-file",
        message: `a file of this package is named ${expressionFile}`,
        reason: `${expressionFile} is the file that cdknix writes for the package's expression`,
        fix: "rename the file, or pass its content as the expression: nix.raw(…)",
      });
    }
    this.expression = props.expression;
    this.files = props.files ?? {};
  }
}
mark(FlakePackage.prototype, "FlakePackage");
