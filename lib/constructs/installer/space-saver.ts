import type { Construct } from "constructs";
import { nix, type NixValue } from "../../nix";
import {
  checkProps,
  declaredProps,
  Flake,
  NixosModule,
  overriding,
  recordJointly,
  settled,
  type NixosConfig,
  type Settled,
  type WrittenDefault,
} from "../core";

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
    super(scope, id, { config: () => this.definitions(props) });
    checked.report(this);
    recordJointly(this, "SpaceSaver", props, { inseparable: { extraDependencies, defaultPackages } });
  }

  private definitions(props: SpaceSaverProps): NixosConfig {
    const man = settled(this, manPages);
    return {
      documentation: {
        enable: this.kept(anyDocumentation, () => offByForce),
        nixos: { enable: this.kept(documentation, () => offByForce) },
        doc: { enable: this.kept(documentation, () => false) },
        man: {
          enable: man.value === false ? false : man.overrides ? overriding(true) : undefined,
          ...(man.value === false ? {} : this.manCacheValue(props.manCache)),
        },
        info: { enable: infoValue(settled(this, info)) },
      },
      system: {
        installer: { channel: { enable: this.kept(channel, () => false) } },
        extraDependencies: this.emptied(extraDependencies, "build tools for installing without network"),
      },
      environment: {
        defaultPackages: this.emptied(defaultPackages, "packages that nobody asked for"),
      },
    };
  }

  /** The definition of an option that NixOS sets: undefined if it is kept. */
  private kept(property: WrittenDefault<SpaceSaverProps, boolean>, removed: () => NixValue): NixValue | undefined {
    const { value, overrides } = settled(this, property);
    if (value === false) return removed();
    return overrides ? overriding(true) : undefined;
  }

  private emptied(property: WrittenDefault<SpaceSaverProps, boolean>, what: string): NixValue | undefined {
    return settled(this, property).value === false
      ? nix.comment(`mkForce: a plain [ ] would leave the ${what} in`, nix.force([]))
      : undefined;
  }

  private manCacheValue(isWanted: boolean | undefined): NixosConfig | undefined {
    if (isWanted === undefined) return undefined;
    const { manCacheOption } = Flake.of(this).releaseFacts;
    return manCacheOption === "documentation.man.cache.enable"
      ? { cache: { enable: isWanted } }
      : { generateCaches: isWanted };
  }
}

const offByForce = nix.comment("mkForce: the installer profile sets this at priority 60", nix.force(false));

function infoValue({ value, overrides }: Settled<boolean>): NixValue | undefined {
  return value === true && overrides ? overriding(true) : value;
}

/** Removed unless the program keeps it. */
const removedBy = (set: WrittenDefault<SpaceSaverProps, boolean>["set"]): WrittenDefault<SpaceSaverProps, boolean> => ({
  set,
  initial: false,
});
const documentation = removedBy((props) => props.documentation);
const manPages = removedBy((props) => props.manPages);
const info = removedBy((props) => props.info);
const channel = removedBy((props) => props.channel);
const extraDependencies = removedBy((props) => props.extraDependencies);
const defaultPackages = removedBy((props) => props.defaultPackages);
const anyDocumentation = removedBy((props) =>
  props.documentation === true || props.manPages === true || props.info === true ? true : undefined,
);
