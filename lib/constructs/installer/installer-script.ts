import type { Construct } from "constructs";
import { nix, pkgs, type NixValue } from "../../nix";
import { checkProps, declaredProps, FlakePackage } from "../core";

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
  | {
      /** Path of the script, relative to the project directory or absolute. */
      readonly file: string;
    }
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
    super(scope, id, {
      expression: pkgs.writeShellApplication({
        name: id,
        runtimeInputs: inputs.length === 0 ? undefined : inputs,
        text: nix.raw(`builtins.readFile ./${id}.sh`),
      }),
      files: { [`${id}.sh`]: "text" in props ? withFinalNewline(props.text) : { file: props.file } },
    });
    checked.report(this);
  }
}

const withFinalNewline = (text: string): string => (text.endsWith("\n") ? text : `${text}\n`);
