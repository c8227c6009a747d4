import { Construct } from "constructs";
import {
  formatValuePath,
  isNixExpression,
  memberPath,
  type NixExpression,
  type NixPath,
  type NixValue,
} from "../../nix";
import { Annotations } from "./annotations";
import { checkedScope, usableId } from "./arguments/scope";
import { recordSource } from "./construct-source";
import { Flake } from "./flake";
import { localFile, recordCopies, type LocalCopy, type LocalFileOptions, type LocalPath } from "./local-path";
import { hasMark, mark } from "./marks";
import { checkFileName, filePathIssue } from "./names";
import { refuseAsValue } from "./refuse-as-value";
import { declaredProps } from "./properties/declared-props";
import { checkProps } from "./properties/props-definition";

/**
 * A file of your project that is copied into a package.
 * @public
 */
export interface PackageFileCopy extends LocalFileOptions {
  /** The file: relative to the project directory, absolute, or `nix.file(…)`. */
  readonly file: LocalPath;
}

/**
 * The text of a file, or a file of your project: `nix.file("./logo.png")`, or `{ file: "./logo.png" }`.
 * @public
 */
export type PackageFile = string | NixExpression<NixPath> | PackageFileCopy;

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
  /**
   * Files next to the package's `default.nix`, by name, which may contain `/`. None may have that name. Files of your project
   * are copied like those of `nix.file`. Default: none.
   */
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
  /** Files next to the package's `default.nix`. */
  readonly files: Readonly<Record<string, PackageFile>>;

  /** @throws Error when the scope is not inside a {@link Flake} */
  constructor(scope: Construct, id: string, props: FlakePackageProps) {
    super(checkedScope(new.target.name, scope, id), usableId(new.target.name, scope, id));
    recordSource(this);
    Flake.of(this);
    checkFileName(this, id);
    const checked = checkProps(declaredProps.FlakePackage, props, {
      exact: new.target === FlakePackage,
      explainsText: true,
    });
    checked.report(this);
    props = checked.props;
    this.expression = props.expression;
    this.files = this.checkedFiles(props.files ?? {});
    recordCopies(
      this,
      Object.entries(this.files).flatMap(([name, file]) => this.copyOf(name, file)),
    );
  }

  /** The files with a name that a file of the package can have. */
  private checkedFiles(files: FlakePackage["files"]): FlakePackage["files"] {
    const names = Object.keys(files);
    const right = names.filter((name) => {
      const issue = filePathIssue(name, names);
      if (issue !== undefined) Annotations.of(this).addError({ code: "package-file", ...issue });
      return issue === undefined;
    });
    return Object.fromEntries(right.map((name) => [name, files[name] ?? ""]));
  }

  private copyOf(name: string, file: PackageFile): readonly LocalCopy[] {
    if (typeof file === "string") return [];
    const wanted = isNixExpression(file) ? localFile("file", file) : localFile("file", file.file, file);
    return [
      { where: formatValuePath(["files", name]), wanted, expects: "file", target: `packages/${this.node.id}/${name}` },
    ];
  }
}
mark(FlakePackage.prototype, "FlakePackage");
refuseAsValue(FlakePackage.prototype, (construct: FlakePackage) => `use its package: ${packageExpression(construct)}`);

/** The expression for a package of the flake, as a program writes it. */
export function packageExpression(construct: FlakePackage): string {
  const hosts = Flake.of(construct)
    .node.findAll()
    .filter((each) => hasMark(each, "Host"));
  const [system, ...others] = new Set(hosts.map((host) => (host as Partial<{ system: string }>).system));
  const name = construct.node.id;
  return system === undefined || others.length > 0
    ? `pkgs.callPackage(nix.str\`\${self}/packages/${name}\`, {})`
    : memberPath(["self", "packages", system, name]);
}
