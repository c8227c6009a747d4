import type { Construct } from "constructs";
import { isNixExpression, nix, type NixValue } from "../../nix";
import {
  Annotations,
  checkProps,
  declaredProps,
  NixosModule,
  overriding,
  recordJointly,
  settled,
  type NixosConfig,
  type WrittenDefault,
} from "../core";
import { formatValue } from "../core/properties/format-value";
import { registryIssues, registryValue } from "./flake-registry";

/**
 * A binary cache: its address, and the public key that Nix uses to verify its contents.
 * @public
 */
export interface BinaryCache {
  /** Address, such as `https://nix-community.cachix.org` (`nix.settings.substituters`). */
  readonly url: string;
  /** Public key, `<name>:<base64>` (`nix.settings.trusted-public-keys`). */
  readonly publicKey: string;
}

/**
 * Properties of {@link NixSettings}.
 * @public
 */
export interface NixSettingsProps {
  /** Nix implementation, such as `pkgs.lix` (`nix.package`). Default: NixOS's. */
  readonly package?: NixValue;
  /** Enables flakes and the `nix` command (`nix.settings.experimental-features`). Default: true. */
  readonly flakes?: boolean;
  /** Enables channels and `nix-channel` (`nix.channel.enable`). Default: false. */
  readonly channels?: boolean;
  /** Number of log lines to show when a build fails (`nix.settings.log-lines`). Default: 50. */
  readonly logLines?: number;
  /**
   * Maximum number of parallel connections to binary caches, 0 for no limit (`nix.settings.http-connections`). Default:
   * 50.
   */
  readonly httpConnections?: number;
  /** Warns about uncommitted changes (`nix.settings.warn-dirty`). Default: false. */
  readonly warnDirty?: boolean;
  /**
   * Flake registry: short names and their flakes, such as the input `inputs.nixpkgs` (`nix.registry.<name>.flake`), or
   * entries such as `{ to: { type: "github", owner: "me", repo: "mine" } }`. Default: NixOS's, which pins `nixpkgs` to the
   * input.
   */
  readonly registry?: Readonly<Record<string, NixValue>>;
  /** Also looks up short names in the global registry on the network (`nix.settings.flake-registry`). Default: true. */
  readonly globalRegistry?: boolean;
  /** Applies the settings in flakes without asking (`nix.settings.accept-flake-config`). Default: false. */
  readonly acceptFlakeConfig?: boolean;
  /** Binary caches in addition to cache.nixos.org. Default: none. */
  readonly caches?: readonly BinaryCache[];
  /**
   * Any other setting of nix.conf(5) (`nix.settings.<name>`). Lists such as `substituters` and `experimental-features` add to
   * what the other properties set. Default: none.
   */
  readonly settings?: Readonly<Record<string, NixValue>>;
}

/**
 * Nix in the live system: implementation, settings, and caches.
 * @public
 */
export class NixSettings extends NixosModule {
  constructor(scope: Construct, id: string, props: NixSettingsProps = {}) {
    const checked = checkProps(declaredProps.NixSettings, props, {
      exact: new.target === NixSettings,
      explainsAbsence: ["publicKey"],
    });
    props = checked.props;
    const flakes = props.flakes ?? true;
    const caches = props.caches ?? [];
    super(scope, id, {
      config: () => ({
        nix: {
          package: props.package,
          channel: { enable: this.written(channelsDefault) },
          registry: registryValue(props.registry),
          settings: this.settings(props),
        },
      }),
    });
    checked.report(this);
    for (const issue of registryIssues(props.registry)) Annotations.of(this).addError(issue);
    recordJointly(this, "NixSettings", props, { inseparable: { flakes: flakesDefault } });
    caches.forEach((cache, index) => {
      this.checkCache(cache, `caches[${String(index)}]`);
    });
    this.checkCount("logLines", props.logLines);
    this.checkCount("httpConnections", props.httpConnections);
    this.checkFlakesOnly(props, flakes);
    this.checkGivenTwice(props);
  }

  private settings(props: NixSettingsProps): NixosConfig {
    const flakes = settled(this, flakesDefault).value === true;
    const { caches = [], settings = {} } = props;
    const listOf = (name: string, own: readonly string[]): NixValue | undefined => joined(own, settings[name]);
    const written: Readonly<Record<string, NixValue | undefined>> = {
      "experimental-features": listOf("experimental-features", flakes ? ["nix-command", "flakes"] : []),
      // These two require flakes: Nix rejects them while the feature is disabled.
      "accept-flake-config": flakes ? this.written(settingDefaults["accept-flake-config"]) : undefined,
      "flake-registry": flakes && props.globalRegistry === false ? "" : undefined,
      "http-connections": this.written(settingDefaults["http-connections"]),
      "log-lines": this.written(settingDefaults["log-lines"]),
      "warn-dirty": this.written(settingDefaults["warn-dirty"]),
      substituters: listOf(
        "substituters",
        caches.map(({ url }) => url),
      ),
      "trusted-public-keys": listOf("trusted-public-keys", caches.map(keyOf)),
    };
    const others = Object.entries(settings).filter(([name]) => written[name] === undefined);
    return { ...written, ...Object.fromEntries(others) };
  }

  /** The value of an option with a written default. */
  private written(property: WrittenDefault<NixSettingsProps, NixValue>): NixValue | undefined {
    const { value, overrides } = settled(this, property);
    // An expression may have a priority of its own.
    return overrides && !isNixExpression(value) ? overriding(value as NixValue) : value;
  }

  private checkCache(cache: BinaryCache, name: string): void {
    // Untyped programs and JSON can omit either.
    const { url, publicKey } = cache as Partial<BinaryCache>;
    if (url === undefined || !/^(?:https?|s3|ssh|ssh-ng|file):\/\/\S+$/.test(url)) {
      Annotations.of(this).addError({
        code: "cache-url",
        message: `${name}.url is not the URL of a binary cache`,
        value: url === undefined ? "missing" : JSON.stringify(url),
        fix: 'use a URL such as "https://nix-community.cachix.org"',
      });
    }
    if (publicKey === undefined || publicKey === "") {
      Annotations.of(this).addError({
        code: "cache-without-key",
        message: `${name} has no public key`,
        value: url ?? "",
        reason: "Nix rejects all paths from a cache whose key it does not trust, so the cache would have no effect",
        fix: 'set publicKey to the key published by the cache, "<name>:<base64>"',
      });
    } else if (!isPublicKey(publicKey)) {
      Annotations.of(this).addError({
        code: "cache-key",
        message: `${name}.publicKey is not a binary cache key`,
        value: JSON.stringify(publicKey),
        reason: "a key is a name, a colon, and 32 bytes in base64 (nix.conf(5), trusted-public-keys)",
        fix: "copy the key from the cache's website",
      });
    }
  }

  private checkCount(name: string, value: number | undefined): void {
    if (value === undefined || (Number.isInteger(value) && value >= 0)) return;
    Annotations.of(this).addError({
      code: "nix-setting",
      message: `${name} must be a whole number, 0 or more`,
      value: String(value),
    });
  }

  private checkGivenTwice(props: NixSettingsProps): void {
    for (const [setting, property] of Object.entries(propertyOf)) {
      const value = props.settings?.[setting];
      if (value === undefined || props[property] === undefined) continue;
      Annotations.of(this).addError({
        code: "nix-setting-twice",
        message: `the Nix setting ${setting} is set twice, by ${property} and by settings`,
        value: `${property}: ${formatValue(props[property])}, settings: { ${JSON.stringify(setting)}: ${formatValue(value)} }`,
        fix: "remove one of them",
      });
    }
  }

  private checkFlakesOnly(props: NixSettingsProps, flakes: boolean): void {
    if (flakes || (props.acceptFlakeConfig === undefined && props.globalRegistry === undefined)) return;
    Annotations.of(this).addError({
      code: "flake-setting-without-flakes",
      message: "acceptFlakeConfig and globalRegistry require flakes",
      reason: "Nix rejects both settings while the feature is disabled, and NixOS validates nix.conf when it builds",
      fix: "enable flakes, or remove both settings",
    });
  }
}

type SettingDefault = WrittenDefault<NixSettingsProps, NixValue>;
const channelsDefault: SettingDefault = { set: ({ channels }) => channels, initial: false };
const flakesDefault: SettingDefault = { set: ({ flakes }) => flakes, initial: true };
/** The settings with a written default, which is also replaced by a value in `settings`. */
const settingDefaults = {
  "accept-flake-config": {
    set: ({ acceptFlakeConfig, settings }) => acceptFlakeConfig ?? settings?.["accept-flake-config"],
    initial: false,
  },
  "http-connections": {
    set: ({ httpConnections, settings }) => httpConnections ?? settings?.["http-connections"],
    initial: 50,
  },
  "log-lines": { set: ({ logLines, settings }) => logLines ?? settings?.["log-lines"], initial: 50 },
  "warn-dirty": { set: ({ warnDirty, settings }) => warnDirty ?? settings?.["warn-dirty"], initial: false },
} as const satisfies Readonly<Record<string, SettingDefault>>;

/** The settings with one value that have a property. */
const propertyOf = {
  "accept-flake-config": "acceptFlakeConfig",
  "flake-registry": "globalRegistry",
  "http-connections": "httpConnections",
  "log-lines": "logLines",
  "warn-dirty": "warnDirty",
} as const satisfies Readonly<Record<string, keyof NixSettingsProps>>;

/** The value of a list that the properties write and that `settings` adds to: a list, or text with spaces as in nix.conf. */
function joined(own: readonly string[], added: NixValue | undefined): NixValue | undefined {
  if (added === undefined) return own.length === 0 ? undefined : own;
  if (own.length === 0) return added;
  if (isNixExpression(added)) return nix.merge(own, added);
  const items = typeof added === "string" ? added.split(/\s+/).filter((item) => item !== "") : [added].flat();
  return [...new Set<NixValue>([...own, ...items])];
}

/** Untyped programs can omit the key, which is reported separately. */
const keyOf = ({ publicKey }: Partial<BinaryCache>): string => publicKey ?? "";

function isPublicKey(text: string): boolean {
  const match = /^[^\s:]+:([A-Za-z0-9+/]+={0,2})$/.exec(text);
  return match?.[1] !== undefined && Buffer.from(match[1], "base64").length === 32;
}
