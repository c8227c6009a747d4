/** Facts that decide who can log in to a host, as evaluated by Nix. */
export interface LoginFacts {
  /** Null if sshd is off. */
  readonly sshd: SshdFacts | null;
  /** Persons, and all other accounts that have a password or a key. */
  readonly accounts: Readonly<Record<string, AccountFacts>>;
  readonly firewall: FirewallFacts;
  readonly services: readonly ServiceFacts[];
  readonly autologin: readonly Autologin[];
  /** The SSH server of the initrd; null if it has none. */
  readonly initrd: { readonly port: number; readonly keys: readonly string[] } | null;
}

/** A value of `services.openssh.settings`. */
export type SshdSetting = string | number | boolean | null | readonly string[];

/** The configuration of sshd. */
export interface SshdFacts {
  /** `services.openssh.settings`. */
  readonly settings: Readonly<Record<string, SshdSetting>>;
  /** `services.openssh.extraConfig`, which follows the settings. */
  readonly extraConfig: string;
  /**
   * Text of the sshd_config that replaces NixOS's own; its text is null if it is not known without a build. Null if it is
   * NixOS's own.
   */
  readonly replaced: { readonly text: string | null } | null;
  /** Its command line. */
  readonly command: string;
  readonly ports: readonly number[];
  /** Whether it starts at boot, or when a connection comes in. */
  readonly starts: boolean;
  /** Its PAM configuration; null if it is not known. */
  readonly pam: string | null;
}

/**
 * Where the password of an account comes from: `none`: it has none, so it opens nothing; `empty`; `plain`: it is
 * in the image; `hash`: its hash is in the image; `file`: a file of the running system.
 * @beta
 */
export type PasswordKind = "none" | "empty" | "plain" | "hash" | "file";

/** An account. */
export interface AccountFacts {
  readonly password: {
    readonly kind: PasswordKind;
    /** The option of the account that sets it, such as `hashedPassword`; null if there is none. */
    readonly option: string | null;
  };
  /** Lines of its authorized keys. */
  readonly keys: readonly string[];
  /** Whether its shell lets it log in. */
  readonly canLogIn: boolean;
  readonly groups: readonly string[];
}

/** Open ports. */
export interface FirewallFacts {
  readonly enable: boolean;
  readonly ports: readonly number[];
  readonly ranges: readonly { readonly from: number; readonly to: number }[];
  /** Interfaces on which all ports are open, other than loopback. */
  readonly trusted: readonly string[];
}

/** A systemd service, or one of xinetd. */
export interface ServiceFacts {
  readonly name: string;
  /** Its commands. */
  readonly text: string;
  /** Addresses of its socket. */
  readonly listens: readonly string[];
  /** Whether its standard input is a connection. */
  readonly usesSocket: boolean;
}

/**
 * An account that is logged in without a password.
 * @beta
 */
export interface Autologin {
  /** Where: `consoles`, or `screen`. */
  readonly on: string;
  readonly option: string;
  readonly account: string;
}
