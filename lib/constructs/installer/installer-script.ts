import type { Construct } from "constructs";
import { nix, pkgs, type NixValue } from "../../nix";
import {
  checkProps,
  copiesOf,
  declaredProps,
  FlakePackage,
  recordCopies,
  type LocalFileOptions,
  type LocalPath,
} from "../core";
import { isFileName } from "../core/names";

/**
 * A file of your project with a script, copied like a file of `nix.file`.
 * @public
 */
export interface InstallerScriptFile extends LocalFileOptions {
  /** The script: relative to the project directory, absolute, or `nix.file(…)`. Its `#!` line is omitted. */
  readonly file: LocalPath;
}

/**
 * Properties of an {@link InstallerScript}: its text, inline or from a file.
 * @public
 */
export type InstallerScriptProps = {
  /** Packages with the commands that the script calls. Default: none. */
  readonly runtimeInputs?: readonly NixValue[];
} & (
  | {
      /** The script, in bash, without a shebang line. */
      readonly text: string;
    }
  | InstallerScriptFile
);

/**
 * A bash script as a package of the flake (`packages/<id>/`), built with nixpkgs' `writeShellApplication`: it stops at
 * the first error and at unset variables, and the build checks it with shellcheck.
 *
 * @example
 * new InstallerScript(flake, "show-disks", { text: "lsblk --output NAME,SIZE", runtimeInputs: [pkgs["util-linux"]] });
 * @public
 */
export class InstallerScript extends FlakePackage {
  constructor(scope: Construct, id: string, props: InstallerScriptProps) {
    const checked = checkProps(declaredProps.InstallerScript, props, {
      exact: new.target === InstallerScript,
      explainsText: true,
    });
    props = checked.props;
    const inputs = props.runtimeInputs ?? [];
    // A construct's ID has these instead of slashes. Another ID is an error, which the package reports.
    const own: unknown = typeof (id as unknown) === "string" ? id.replaceAll("/", "--") : id;
    const name = isFileName(own) ? own : "script";
    super(scope, id, {
      expression: pkgs.writeShellApplication({
        name,
        runtimeInputs: inputs.length === 0 ? undefined : inputs,
        text: nix.raw(`builtins.readFile ./${name}.sh`),
      }),
      files: { [`${name}.sh`]: "text" in props ? withFinalNewline(props.text) : fileOf(props) },
    });
    checked.report(this);
    recordCopies(
      this,
      copiesOf(this).map((copy) => ({ ...copy, where: "file", isScript: true })),
    );
  }
}

function fileOf({ file, allowOutside, maxSize }: InstallerScriptFile): InstallerScriptFile {
  return {
    file,
    ...(allowOutside === undefined ? {} : { allowOutside }),
    ...(maxSize === undefined ? {} : { maxSize }),
  };
}

const withFinalNewline = (text: string): string => (text.endsWith("\n") ? text : `${text}\n`);
