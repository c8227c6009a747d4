import type { Construct } from "constructs";
import type { NixValue } from "../../nix";
import { Annotations, checkProps, declaredProps, NixosModule } from "../core";
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
  /** Any other setting of nix.conf(5) (`nix.settings.<name>`). Default: none. */
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
      config: {
        nix: {
          package: props.package,
          channel: { enable: props.channels ?? false },
          registry: registryValue(props.registry),
          settings: {
            "experimental-features": flakes ? ["nix-command", "flakes"] : undefined,
            // These two require flakes: Nix rejects them while the feature is disabled.
            "accept-flake-config": flakes ? (props.acceptFlakeConfig ?? false) : undefined,
            "flake-registry": flakes && props.globalRegistry === false ? "" : undefined,
            "http-connections": props.httpConnections ?? 50,
            "log-lines": props.logLines ?? 50,
            "warn-dirty": props.warnDirty ?? false,
            substituters: caches.length === 0 ? undefined : caches.map(({ url }) => url),
            "trusted-public-keys": caches.length === 0 ? undefined : caches.map(keyOf),
            ...props.settings,
          },
        },
      },
    });
    checked.report(this);
    for (const issue of registryIssues(props.registry)) Annotations.of(this).addError(issue);
    caches.forEach((cache, index) => {
      this.checkCache(cache, `caches[${String(index)}]`);
    });
    this.checkCount("logLines", props.logLines);
    this.checkCount("httpConnections", props.httpConnections);
    this.checkFlakesOnly(props, flakes);
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

/** Untyped programs can omit the key, which is reported separately. */
const keyOf = ({ publicKey }: Partial<BinaryCache>): string => publicKey ?? "";

function isPublicKey(text: string): boolean {
  const match = /^[^\s:]+:([A-Za-z0-9+/]+={0,2})$/.exec(text);
  return match?.[1] !== undefined && Buffer.from(match[1], "base64").length === 32;
}
