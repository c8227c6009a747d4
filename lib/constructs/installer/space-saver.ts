import type { Construct } from "constructs";
import { nix, type NixValue } from "../../nix";
import { checkProps, declaredProps, Flake, NixosModule, type NixosConfig } from "../core";

/**
 * Properties of a {@link SpaceSaver}: what to keep on the image. Each default is false: it is removed.
 * @public
 */
export interface SpaceSaverProps {
  /** Documentation of packages and the NixOS manual (`documentation.doc.enable`, `documentation.nixos.enable`). */
  readonly documentation?: boolean;
  /** Manual pages (`documentation.man.enable`). */
  readonly manPages?: boolean;
  /**
   * The index of the manual pages for `apropos`, if they are kept (`documentation.man.generateCaches` up to 25.11,
   * `documentation.man.cache.enable` from 26.05). Unlike the rest, default: NixOS's, false.
   */
  readonly manCache?: boolean;
  /** Info pages (`documentation.info.enable`). */
  readonly info?: boolean;
  /** A copy of nixpkgs as the channel of the live system (`system.installer.channel.enable`). */
  readonly channel?: boolean;
  /**
   * Build tools that an installation without a network needs (`system.extraDependencies`). Without them, the installer
   * fetches them from a binary cache.
   */
  readonly extraDependencies?: boolean;
  /**
   * Packages that NixOS installs by default (`environment.defaultPackages`): in graphical profiles, among others Firefox
   * and GParted.
   */
  readonly defaultPackages?: boolean;
}

/**
 * Removes everything from the image that an installer does not need.
 * @public
 */
export class SpaceSaver extends NixosModule {
  constructor(scope: Construct, id: string, props: SpaceSaverProps = {}) {
    const checked = checkProps(declaredProps.SpaceSaver, props, { exact: new.target === SpaceSaver });
    props = checked.props;
    const { documentation = false, manPages = false, info = false } = props;
    const anyDocumentation = documentation || manPages || info;
    super(scope, id, {
      config: () => ({
        documentation: {
          enable: anyDocumentation
            ? undefined
            : nix.comment("mkForce: the installer profile sets this at priority 60", nix.force(false)),
          nixos: documentation
            ? undefined
            : { enable: nix.comment("mkForce: the installer profile sets this at priority 60", nix.force(false)) },
          doc: documentation ? undefined : { enable: false },
          man: manPages ? this.manCacheValue(props.manCache) : { enable: false },
          info: { enable: info },
        },
        system: {
          installer: props.channel === true ? undefined : { channel: { enable: false } },
          extraDependencies:
            props.extraDependencies === true ? undefined : emptied("build tools for installing without network"),
        },
        environment: {
          defaultPackages: props.defaultPackages === true ? undefined : emptied("packages that nobody asked for"),
        },
      }),
    });
    checked.report(this);
  }

  private manCacheValue(isWanted: boolean | undefined): NixosConfig | undefined {
    if (isWanted === undefined) return undefined;
    const { manCacheOption } = Flake.of(this).releaseFacts;
    return manCacheOption === "documentation.man.cache.enable"
      ? { cache: { enable: isWanted } }
      : { generateCaches: isWanted };
  }
}

function emptied(what: string): NixValue {
  return nix.comment(`mkForce: a plain [ ] would leave the ${what} in`, nix.force([]));
}
