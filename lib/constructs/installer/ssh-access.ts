import type { Construct } from "constructs";
import { nix, type NixValue } from "../../nix";
import {
  Annotations,
  checkProps,
  declaredProps,
  Flake,
  hasMark,
  hostsWith,
  isInstallable,
  mark,
  NixosModule,
  overriding,
  recordJointly,
  settled,
  type NixosConfig,
  type WrittenDefault,
} from "../core";
import { sshKeyIssue } from "./ssh-key";

/**
 * Properties of {@link SshAccess}.
 * @public
 */
export interface SshAccessProps {
  /**
   * Public keys that may log in, each a line of an authorized_keys file
   * (`users.users.<name>.openssh.authorizedKeys.keys`). Default: none.
   */
  readonly authorizedKeys?: readonly string[];
  /** Whether the keys and the password also apply to `nixos`, the live user of images. Default: true. */
  readonly liveUser?: boolean;
  /** Starts sshd at boot (`systemd.services.sshd.wantedBy`). Default: true, like the installer profile. */
  readonly atBoot?: boolean;
  /**
   * How root may log in over SSH (`services.openssh.settings.PermitRootLogin`): by `key`, by `password` too, which
   * requires `passwordHash`, or `no`. Default: `key`.
   */
  readonly rootLogin?: "key" | "password" | "no";
  /**
   * Password of root and the live user as a crypt(5) hash, from `mkpasswd`
   * (`users.users.<name>.initialHashedPassword`, instead of `users.users.<name>.hashedPassword`). Anyone with the image can read the hash. Default: none: both keep
   * NixOS's empty password, which sshd does not accept.
   */
  readonly passwordHash?: string;
  /**
   * Allows the live user to log in by password over SSH (`services.openssh.settings.PasswordAuthentication`), which
   * requires `passwordHash`. Default: false, or true if `rootLogin` is `password`.
   */
  readonly passwordAuthentication?: boolean;
}

type Places = "images" | "machines" | "both";

/**
 * SSH access: sshd, keys, and who may log in how. In a machine to install (a host with a `DiskLayout` or `BootLoader`), it is
 * root's alone, because only images have the user `nixos`.
 * @public
 */
export class SshAccess extends NixosModule {
  /** Whether a value is an SSH access construct. */
  static isSshAccess(value: unknown): value is SshAccess {
    return hasMark(value, "SshAccess");
  }

  /** How root may log in. */
  readonly rootLogin: "key" | "password" | "no";

  constructor(scope: Construct, id: string, props: SshAccessProps = {}) {
    const checked = checkProps(declaredProps.SshAccess, props, { exact: new.target === SshAccess });
    props = checked.props;
    const rootLogin = props.rootLogin ?? "key";
    const passwords = passwordsDefault.set(props) ?? false;
    super(scope, id, { config: () => this.definitions(props) });
    checked.report(this);
    recordJointly(this, "SshAccess", props, { inseparable: { liveUser: liveUserDefault } });
    this.rootLogin = rootLogin;
    this.checkKeys(props.authorizedKeys ?? []);
    this.checkPassword(props, rootLogin, passwords);
    // A refused property may be the one with the key.
    if (checked.isValid) this.checkLoginIsPossible(props, passwords);
  }

  private definitions(props: SshAccessProps): NixosConfig {
    const places = this.places();
    const passwords = this.passwordsValue();
    return {
      services: {
        openssh: {
          enable: true,
          settings: {
            PermitRootLogin: this.rootLoginValue(places),
            PasswordAuthentication: passwords,
            KbdInteractiveAuthentication: passwords,
          },
        },
      },
      systemd:
        props.atBoot === false
          ? {
              services: {
                sshd: {
                  wantedBy: nix.comment("mkForce: a plain value would only add to the list", nix.force([])),
                },
              },
            }
          : undefined,
      users: { users: usersOf(props, { root: this.rootLogin !== "no", live: this.includesLiveUser() }, places) },
    };
  }

  /** Where the module is: in images, in machines to install, or in both. */
  private places(): Places {
    const hosts = hostsWith(this);
    const machines = hosts.filter((host) => isInstallable(host));
    if (machines.length === 0) return "images";
    return machines.length === hosts.length ? "machines" : "both";
  }

  private passwordsValue(): NixValue | undefined {
    const { value, overrides } = settled(this, passwordsDefault);
    return value === true && overrides ? overriding(true) : value;
  }

  private includesLiveUser(): boolean {
    return settled(this, liveUserDefault).value ?? false;
  }

  private rootLoginValue(places: Places): NixValue | undefined {
    const login = settled(this, rootLoginDefault);
    if (login.value === undefined) return undefined;
    const value = { key: "prohibit-password", password: "yes", no: "no" }[login.value];
    if (login.overrides) return overriding(value);
    return places === "machines" || Flake.of(this).releaseFacts.rootLoginPriority === "default"
      ? value
      : nix.comment('mkForce: the installer profile says "yes"', nix.force(value));
  }

  private checkKeys(keys: readonly string[]): void {
    keys.forEach((key, index) => {
      const issue = sshKeyIssue(key, `authorizedKeys[${String(index)}]`);
      if (issue !== undefined) Annotations.of(this).addError(issue);
    });
  }

  private checkPassword(props: SshAccessProps, rootLogin: string, passwords: boolean): void {
    const annotations = Annotations.of(this);
    const { passwordHash } = props;
    if (passwordHash === undefined && passwords) {
      annotations.addError({
        code: "ssh-open-login",
        message: `${rootLogin === "password" ? "root" : "users"} may log in by password, but passwordHash is not set`,
        reason: "the installer profile gives root and nixos an empty password, which sshd refuses",
        fix: 'set passwordHash to the output of mkpasswd, or use keys with rootLogin "key"',
      });
    }
    if (rootLogin === "password" && !passwords) {
      annotations.addError({
        code: "ssh-password-off",
        message: 'rootLogin is "password" while passwordAuthentication is false',
        fix: 'remove passwordAuthentication, or use rootLogin "key"',
      });
    }
    if (passwordHash !== undefined && !/^\$(?:y|gy|7|6|5|2b)\$[./A-Za-z0-9$,=]{10,}$/.test(passwordHash)) {
      annotations.addError({
        code: "ssh-password-hash",
        message: "passwordHash is not a crypt(5) hash",
        reason: "NixOS would store it unchanged, and no password would ever match",
        fix: "set it to the output of mkpasswd, which begins with $y$ or $6$",
      });
    }
  }

  private checkLoginIsPossible(props: SshAccessProps, passwords: boolean): void {
    if ((props.authorizedKeys ?? []).length > 0 || passwords) return;
    Annotations.of(this).addError({
      code: "ssh-no-keys",
      message: "login is impossible: no key is configured, and passwords are disabled",
      fix: 'add the line of your public key file to authorizedKeys, such as "ssh-ed25519 AAAA… me@laptop"',
    });
  }
}
mark(SshAccess.prototype, "SshAccess");

const rootLoginDefault: WrittenDefault<SshAccessProps, "key" | "password" | "no"> = {
  set: ({ rootLogin }) => rootLogin,
  initial: "key",
};
const passwordsDefault: WrittenDefault<SshAccessProps, boolean> = {
  set: ({ passwordAuthentication, rootLogin }) =>
    passwordAuthentication ?? (rootLogin === "password" ? true : undefined),
  initial: false,
};
const liveUserDefault: WrittenDefault<SshAccessProps, boolean> = { set: ({ liveUser }) => liveUser, initial: true };

function usersOf(
  props: SshAccessProps,
  withKeys: { readonly root: boolean; readonly live: boolean },
  places: Places,
): NixValue {
  const root = userDefinitions(props, withKeys.root, places);
  const nixos = withKeys.live ? userDefinitions(props, true, places) : undefined;
  if (places !== "both" || nixos === undefined) return { root, nixos: places === "machines" ? undefined : nixos };
  const ofImages = { nixos: nix.comment("only images have this user", nixos as NixValue) };
  return nix.merge({ root }, nix.when(nix.raw("options ? isoImage"), ofImages));
}

function userDefinitions(props: SshAccessProps, withKeys: boolean, places: Places): NixosConfig | undefined {
  const keys = withKeys && (props.authorizedKeys ?? []).length > 0 ? props.authorizedKeys : undefined;
  const hash: NixValue | undefined =
    props.passwordHash === undefined || places === "machines"
      ? props.passwordHash
      : nix.comment("mkForce: the installer profile sets an empty password", nix.force(props.passwordHash));
  if (keys === undefined && hash === undefined) return undefined;
  return { openssh: keys === undefined ? undefined : { authorizedKeys: { keys } }, initialHashedPassword: hash };
}
