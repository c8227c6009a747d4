import type { ErrorEntry } from "./error-entry";
import { inProgram } from "./in-program";

const user = (settings: string): string =>
  `new NixosModule(iso, "user", { config: { users: { users: { me: { isNormalUser: true, ${settings} } } } } });`;

const etc = (source: string): string =>
  `new NixosModule(iso, "etc", { config: { environment: { etc: { settings: { ${source} } } } } });`;

const everyone =
  "Everything in the flake is copied to the Nix store, which every user of the machine can read, and from there to the ISO.";

// No scanner shall take these for real ones.
const password = ["hunter2", "secret"].join("");
const token = `ghp_${"0123456789abcdefABCDEF".padEnd(36, "x1y2z3")}`;
const hash = `$6$${"salt".repeat(4)}$${"abcdefghijklmnopqrstuvwxyz0123456789".repeat(2)}`;

/** Errors about secrets in what a run writes. */
export const foundSecretErrors: readonly ErrorEntry[] = [
  inProgram({
    code: "password-hash",
    meaning: "An option contains the hash of a password, which becomes part of the ISO.",
    why: "A hash does not show the password, but anyone who has it can try passwords without being slowed down or noticed. It protects a long random password, and no other.",
    fix: "Use `hashedPasswordFile` with a file of the running system, or SSH keys. If the password is long and random, accept the hash with `Annotations.of(construct).acknowledgeSecret(option, reason)`.",
    wrong: user(`hashedPassword: "${hash}"`),
    right: user('hashedPasswordFile: "/run/secrets/me"'),
  }),
  inProgram({
    code: "secret-file",
    meaning: "The program copies a file that exists to hold secrets, such as `.env`, `.netrc`, or a key store.",
    why: everyone,
    fix: "Create the file on the running system. An encrypted file, for example of sops or age, is not reported.",
    wrong: etc('source: nix.file("./.env")'),
    right: etc('source: nix.file("./settings.conf")'),
    files: { ".env": "MODE=live\n", "settings.conf": "mode = live\n" },
  }),
  inProgram({
    code: "secret-in-option",
    meaning:
      "An option, a variable, or a setting with the name of a secret (`password`, `psk`, `token`, `privateKey`, …) contains one.",
    why: `${everyone} NixOS has another option for most secrets, which takes the path of a file that only the running system has.`,
    fix: "Use the option that the error names. Empty text, paths, references such as `@NAME@`, and locked passwords such as `!` are not reported.",
    wrong: user(`password: "${password}"`),
    also: ['new NixosModule(iso, "k3s", { config: { services: { k3s: { token: "0a1b2c3d" } } } });'],
    right: user('hashedPasswordFile: "/run/secrets/me"'),
  }),
  inProgram({
    code: "secret-in-text",
    meaning:
      "A text or file that a run would write contains a private key, a token of a known service, or a password. It may be encoded in base64.",
    why: `${everyone} The rules are those of gitleaks, and some for Nix, WireGuard, Wi-Fi, and shell scripts.`,
    fix: "Remove it, and replace it where it is in use if anyone may have seen it. If it is public, such as the key of a test, accept it: `Annotations.of(construct).acknowledgeSecret(place, reason)`, with the place as in the error.",
    wrong: etc(`text: "token = ${token}"`),
    right: `const etc = ${etc(`text: "token = ${token}"`)}\nAnnotations.of(etc).acknowledgeSecret("environment.etc.settings.text", "a made-up token for a test");`,
  }),
  inProgram({
    code: "secret-path-as-value",
    meaning:
      "An option that takes a password, a passphrase, or a token itself has the path of a `Secret`, which would become the password.",
    why: "NixOS writes the value of an option into a file of the system, so the option could only have a secret that anyone can read. Most services have another option, which takes the path of a file.",
    wrong: user('hashedPassword: Secret.named("me")'),
    right: user('hashedPasswordFile: Secret.named("me")'),
  }),
  inProgram({
    code: "secret-without-reason",
    meaning: "`acknowledgeSecret` accepts a secret without a reason.",
    why: "The reason is for readers of the program, who cannot know otherwise why anyone may have the secret.",
    wrong: `const me = ${user(`password: "${password}"`)}\nAnnotations.of(me).acknowledgeSecret("users.users.me.password", "");`,
    right: `const me = ${user(`password: "${password}"`)}\nAnnotations.of(me).acknowledgeSecret("users.users.me.password", "the account of a public demo");`,
  }),
];
