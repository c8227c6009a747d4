import type { Construct } from "constructs";
import { Annotations, Flake, NixosModule, type NixosConfig, type Run0Support } from "../core";

/**
 * Properties of {@link LiveFixes}.
 * @public
 */
export interface LiveFixesProps {
  /** Keeps `switch-to-configuration`, which a live system never runs (`system.switch.enable`). Default: false. */
  readonly switchToConfiguration?: boolean;
  /**
   * Files that a process of a user, or of root, may have open, soft and hard limit (`security.pam.loginLimits`); a big
   * build needs more than the kernel's 1024. Null leaves the kernel's. Default: 65536.
   */
  readonly openFiles?: number | null;
  /**
   * Address for mail of mdadm (`boot.swraid.mdadmConf`), without which it complains at every boot. Null leaves it out.
   * Has an effect only where RAID is on. Default: `root`.
   */
  readonly mdadmMailAddress?: string | null;
  /**
   * run0 of systemd in the place of sudo, also under its name, without a password as the profile has it
   * (`security.run0`, `security.sudo.enable`). From release 26.05 on. Default: false.
   */
  readonly run0?: boolean;
}

/**
 * Small repairs that every live system wants.
 * @public
 */
export class LiveFixes extends NixosModule {
  constructor(scope: Construct, id: string, props: LiveFixesProps = {}) {
    const openFiles = props.openFiles === undefined ? 65536 : props.openFiles;
    const address = props.mdadmMailAddress === undefined ? "root" : props.mdadmMailAddress;
    super(scope, id, {
      config: () => ({
        system: props.switchToConfiguration === true ? undefined : { switch: { enable: false } },
        security: {
          pam:
            openFiles === null
              ? undefined
              : { loginLimits: ["*", "root"].map((domain) => openFilesLimit(domain, openFiles)) },
          ...(props.run0 === true ? run0Definitions(Flake.of(this).releaseFacts.run0) : {}),
        },
        boot: address === null ? undefined : { swraid: { mdadmConf: `MAILADDR ${address}` } },
      }),
    });
    if (openFiles !== null && !(Number.isInteger(openFiles) && openFiles >= 1024)) {
      Annotations.of(this).addError({
        code: "open-files",
        message: "openFiles is a whole number from 1024 up",
        value: String(openFiles),
        fix: "leave it out, or use a number such as 65536",
      });
    }
    if (address !== null && !/^[^\s#]+$/.test(address)) {
      Annotations.of(this).addError({
        code: "mail-address",
        message: "mdadmMailAddress is not one mail address",
        value: JSON.stringify(address),
        fix: 'use an address such as "root" or "admin@example.org"',
      });
    }
  }
}

/** `enable` came after the rest of the module; where run0 is absent, the option's absence is reported. */
function run0Definitions(support: Run0Support): NixosConfig {
  return {
    sudo: { enable: false },
    run0: { enable: support === "by switch" ? true : undefined, wheelNeedsPassword: false, enableSudoAlias: true },
  };
}

/** Root needs a line of its own: limits.conf(5) says that `*` does not mean root. */
function openFilesLimit(domain: string, openFiles: number): Readonly<Record<string, string>> {
  return { domain, item: "nofile", type: "-", value: String(openFiles) };
}
