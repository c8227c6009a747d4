import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { createSshKeyPair, type BuiltIso, type SshKeyPair } from "../../lib/testing";
import { bin, library } from "../cli/project";
import { run } from "./run";
import { sharedInRun } from "./run-directory";

/** A project whose hosts use secrets, with the secrets themselves. */
export interface SecretsProject {
  readonly directory: string;
  /** The hosts' images. `in-memory` copies itself to memory. */
  readonly images: Readonly<Record<"plain" | "in-memory", BuiltIso>>;
  /** Directory with the files that `--secrets` takes. */
  readonly secrets: string;
  /** The secret that is the ssh host key of the images. */
  readonly hostKey: SshKeyPair;
  /** The key that the images authorize. */
  readonly key: SshKeyPair;
}

/** Occurs in the secrets and nowhere else: composed, so that this file does not contain it either. */
export const wifiKey = ["correct", "horse", "battery", String(7 * 6)].join("-");

/** Root's password; its hash is a secret. */
export const rootPassword = "opened";

/** Builds the images on the offline base, once for all test files of a run. */
export function secretsProject(): Promise<SecretsProject> {
  return sharedInRun("secrets", build, ({ images }) => Object.values(images).every(({ iso }) => existsSync(iso)));
}

async function build(directory: string): Promise<SecretsProject> {
  const keys = path.join(directory, "keys");
  const secrets = path.join(directory, "secrets");
  for (const made of [keys, secrets]) mkdirSync(made, { mode: 0o700 });
  const key = await createSshKeyPair(keys, "login");
  const hostKey = await createSshKeyPair(keys, "host");
  copyFileSync(hostKey.identity, path.join(secrets, "host-key"));
  writeFileSync(path.join(secrets, "wifi"), `KEY=${wifiKey}\n`);
  writeFileSync(path.join(secrets, "password"), await hashOf(rootPassword));
  writeFileSync(path.join(directory, "main.js"), program(key));
  writeFileSync(path.join(directory, "cdk.json"), JSON.stringify({ app: "node main.js", nixpkgs: "embedded" }));
  const { stdout } = await run([process.execPath, bin, "--json"], { cwd: directory });
  const built = JSON.parse(stdout) as readonly BuiltIso[];
  const images = Object.fromEntries(built.map((image) => [image.host, image])) as SecretsProject["images"];
  return { directory, images, secrets, hostKey, key };
}

/** Every Debian has Perl. */
async function hashOf(password: string): Promise<string> {
  const { stdout } = await run(["perl", "-e", 'print crypt($ARGV[0], "\\$6\\$saltsalt\\$")', password], { cwd: "/" });
  return stdout;
}

function program({ publicKey }: SshKeyPair): string {
  return `
const { App, BootConfig, Compression, Flake, Host, HostClass, IsoImage, nix, NixosModule, Nixpkgs, Secret, SshAccess } =
  require(${JSON.stringify(library)});
const app = new App();
const flake = new Flake(app, "images", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
const wifi = Secret.named("wifi", { group: "users", mode: "0440" });
new IsoImage(iso, "image", { compression: Compression.zstd(1) });
new SshAccess(iso, "ssh", { authorizedKeys: [${JSON.stringify(publicKey)}] });
new NixosModule(iso, "users-of-secrets", { config: {
  services: { openssh: { hostKeys: [{ type: "ed25519", path: Secret.named("host-key") }] } },
  users: { users: { root: { hashedPasswordFile: Secret.named("password") } } },
  systemd: { services: {
    radio: {
      wantedBy: ["multi-user.target"],
      serviceConfig: { Type: "oneshot", RemainAfterExit: true, EnvironmentFile: wifi },
      script: nix.str\`test "$KEY" && wc -c < \${wifi}\`,
    },
    unrelated: { wantedBy: ["multi-user.target"], serviceConfig: { Type: "oneshot", RemainAfterExit: true }, script: "true" },
  } },
} });
const system = "x86_64-linux";
new BootConfig(new Host(flake, "plain", { class: iso, system }), "boot", { kernelParameters: ["console=tty0", "console=ttyS0,115200"] });
new BootConfig(new Host(flake, "in-memory", { class: iso, system }), "boot", { copyToRam: true, kernelParameters: ["console=tty0", "console=ttyS0,115200"] });
app.synth();
`;
}
