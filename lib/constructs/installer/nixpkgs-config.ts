import type { Construct } from "constructs";
import type { NixValue } from "../../nix";
import { checkProps, declaredProps, NixosModule, recordJointly, settled, type WrittenDefault } from "../core";

/**
 * Properties of {@link NixpkgsConfig}.
 * @public
 */
export interface NixpkgsConfigProps {
  /** Allows packages with an unfree license (`nixpkgs.config.allowUnfree`). Default: false. */
  readonly unfree?: boolean;
  /** Allows packages that are marked as broken (`nixpkgs.config.allowBroken`). Default: false. */
  readonly broken?: boolean;
  /**
   * Insecure packages to allow, by name and version, such as `openssl-1.1.1w`
   * (`nixpkgs.config.permittedInsecurePackages`). Default: none.
   */
  readonly permittedInsecurePackages?: readonly string[];
  /**
   * Overlays (`nixpkgs.overlays`), such as `inputs.emacs.overlays.default` or
   * `nix.raw("final: prev: { … }")`. Default: none.
   */
  readonly overlays?: readonly NixValue[];
}

/**
 * nixpkgs settings: which packages are allowed, and overlays.
 * @public
 */
export class NixpkgsConfig extends NixosModule {
  constructor(scope: Construct, id: string, props: NixpkgsConfigProps = {}) {
    const checked = checkProps(declaredProps.NixpkgsConfig, props, { exact: new.target === NixpkgsConfig });
    props = checked.props;
    super(scope, id, {
      config: () => ({
        nixpkgs: {
          config: {
            allowUnfree: settled(this, unfree).value,
            allowBroken: settled(this, broken).value,
            permittedInsecurePackages: props.permittedInsecurePackages,
          },
          overlays: props.overlays,
        },
      }),
    });
    checked.report(this);
    recordJointly(this, "NixpkgsConfig", props, { contradicts: { permittedInsecurePackages: isOtherList } });
  }
}

type Forbidden = WrittenDefault<NixpkgsConfigProps, boolean>;
const unfree: Forbidden = { set: (props) => props.unfree, initial: false, isDefaultOfNixos: true };
const broken: Forbidden = { set: (props) => props.broken, initial: false, isDefaultOfNixos: true };

/** Unlike other lists, NixOS does not join those in `nixpkgs.config`. */
const isOtherList = (first: readonly string[], second: readonly string[]): boolean =>
  JSON.stringify(first) !== JSON.stringify(second);
