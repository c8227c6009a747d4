import type { Construct } from "constructs";
import { config, nix, type NixValue } from "../../nix";
import {
  Annotations,
  checkProps,
  declaredProps,
  Flake,
  Host,
  mark,
  NixosModule,
  overriding,
  recordJointly,
  settled,
  writesDefault,
  type ModuleContext,
  type NixosConfig,
  type Run0Support,
  type WrittenDefault,
} from "../core";
import { hasRaid } from "./has-raid";

/**
 * Properties of {@link LiveFixes}.
 * @public
 */
export interface LiveFixesProps {
  /** Keeps `switch-to-configuration`, which a live system never runs (`system.switch.enable`). Default: false. */
  readonly switchToConfiguration?: boolean;
  /**
   * Soft and hard limit on the open files of a process, for users and root (`security.pam.loginLimits`). Large builds
   * need more than the kernel's 1024. Null keeps the kernel's limit. Default: 65536.
   */
  readonly openFiles?: number | null;
  /**
   * Mail address for mdadm (`boot.swraid.mdadmConf`), which otherwise prints a warning at every boot. Null omits it.
   * Default: `root`, or null if `BootConfig` disables RAID.
   */
  readonly mdadmMailAddress?: string | null;
  /**
   * Replaces sudo with systemd's run0, which is then also available as `sudo` and, like sudo in the installer profile,
   * asks for no password (`security.run0`, `security.sudo.enable`). Requires release 26.05. Default: false.
   */
  readonly run0?: boolean;
}

/**
 * Small fixes that every live system benefits from.
 * @public
 */
export class LiveFixes extends NixosModule {
  constructor(scope: Construct, id: string, props: LiveFixesProps = {}) {
    const checked = checkProps(declaredProps.LiveFixes, props, { exact: new.target === LiveFixes });
    props = checked.props;
    const openFiles = props.openFiles === undefined ? 65536 : props.openFiles;
    const address = props.mdadmMailAddress;
    super(scope, id, {
      config: (context) => ({
        system: { switch: { enable: this.switchValue() } },
        security: {
          pam: { loginLimits: openFilesLimits(settled(this, openFilesDefault).value) },
          ...(props.run0 === true ? run0Definitions(Flake.of(this).releaseFacts.run0) : {}),
        },
        boot: { swraid: { mdadmConf: this.mdadmConf(address, context) } },
      }),
    });
    checked.report(this);
    recordJointly(this, "LiveFixes", props, {
      inseparable: { openFiles: openFilesDefault, mdadmMailAddress: addressDefault },
    });
    if (openFiles !== null && !(Number.isInteger(openFiles) && openFiles >= 1024)) {
      Annotations.of(this).addError({
        code: "open-files",
        message: "openFiles must be a whole number of at least 1024",
        value: String(openFiles),
        fix: "remove it, or use a number such as 65536",
      });
    }
    if (typeof address === "string" && !/^[^\s#]+$/.test(address)) {
      Annotations.of(this).addError({
        code: "mail-address",
        message: "mdadmMailAddress is not a single mail address",
        value: JSON.stringify(address),
        fix: 'use an address such as "root" or "admin@example.org"',
      });
    }
  }

  private switchValue(): NixValue | undefined {
    const { value, overrides } = settled(this, switchDefault);
    if (value === true) return overrides ? overriding(true) : undefined;
    return value;
  }

  /** Without RAID, NixOS ignores the option, so the default depends on the hosts that import this module. */
  private mdadmConf(address: string | null | undefined, context: ModuleContext): NixValue | undefined {
    if (address === null) return undefined;
    if (address !== undefined) return `MAILADDR ${address}`;
    if (!writesDefault(this, addressDefault)) return undefined;
    const enabled = this.hosts().map((host) => hasRaid(host, context));
    if (enabled.length > 0 && !enabled.includes(true)) return undefined;
    const text = "MAILADDR root";
    return enabled.includes(false) ? nix.when(config.boot.swraid.enable, text) : text;
  }

  private hosts(): readonly Host[] {
    const scopes = this.node.scopes;
    return Flake.of(this)
      .node.findAll()
      .filter((construct) => Host.isHost(construct))
      .filter((host) => scopes.includes(host) || (host.class !== undefined && scopes.includes(host.class)));
  }
}

/** `enable` was added after the rest of the module, together with a new name of the alias. If the release has no run0, the missing option is reported. */
function run0Definitions(support: Run0Support): NixosConfig {
  const enabled = support === "by switch" ? { enable: true } : {};
  const alias = support === "by switch" ? { "sudo-shim": { enable: true } } : { enableSudoAlias: true };
  return { sudo: { enable: false }, run0: { ...enabled, wheelNeedsPassword: false, ...alias } };
}

const switchDefault: WrittenDefault<LiveFixesProps, boolean> = {
  set: ({ switchToConfiguration }) => switchToConfiguration,
  initial: false,
};
const openFilesDefault: WrittenDefault<LiveFixesProps, number | null> = {
  set: ({ openFiles }) => openFiles,
  initial: 65536,
};
const addressDefault: WrittenDefault<LiveFixesProps, string | null> = {
  set: ({ mdadmMailAddress }) => mdadmMailAddress,
};

/** Root needs its own entry: limits.conf(5) says that `*` does not include root. */
function openFilesLimits(openFiles: number | null | undefined): readonly NixValue[] | undefined {
  if (openFiles === null || openFiles === undefined) return undefined;
  return ["*", "root"].map((domain) => openFilesLimit(domain, openFiles));
}

function openFilesLimit(domain: string, openFiles: number): Readonly<Record<string, string>> {
  return { domain, item: "nofile", type: "-", value: String(openFiles) };
}

mark(LiveFixes.prototype, "LiveFixes");
