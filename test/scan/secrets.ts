import { createHash } from "node:crypto";

// Every secret is made here when a test runs, from pieces and a fixed seed: no file of the repository contains one.

const digits = "0123456789";
const lower = "abcdefghijklmnopqrstuvwxyz";
const alphabet = { hex: "0123456789abcdef", lower: lower + digits, any: lower + lower.toUpperCase() + digits };

/** Characters that look random, and are the same in each run. */
function random(label: string, length: number, characters: string = alphabet.any): string {
  let text = "";
  for (let round = 0; text.length < length; round++) {
    for (const byte of createHash("sha256")
      .update(`${label} ${String(round)}`)
      .digest()) {
      text += characters[byte % characters.length] ?? "";
    }
  }
  return text.slice(0, length);
}

const bytes = (label: string, length: number): string =>
  Buffer.from(random(label, length * 2, alphabet.hex), "hex").toString("base64");

function armored(kind: string, label: string, start = ""): string {
  const body = start + random(label, 200, alphabet.any);
  const lines = body.match(/.{1,64}/g) ?? [];
  const line = (word: string): string => `-----${word} ${kind}-----`;
  return [line("BEGIN"), ...lines, line("END"), ""].join("\n");
}

/** A secret, and the text around it as in its usual file. */
export interface KnownSecret {
  readonly kind: string;
  readonly text: string;
}

const token = (kind: string, ...parts: readonly string[]): KnownSecret => ({ kind, text: parts.join("") });

/** One secret of each kind. */
export const knownSecrets: readonly KnownSecret[] = [
  token("PEM, RSA", armored("RSA PRIVATE KEY", "rsa", "MIIE")),
  token("PEM, PKCS 8", armored("PRIVATE KEY", "pkcs8", "MIIE")),
  token("PEM, encrypted", armored("ENCRYPTED PRIVATE KEY", "encrypted", "MIIF")),
  token("OpenSSH", armored("OPENSSH PRIVATE KEY", "openssh", "b3BlbnNzaC1rZXktdjE")),
  token("PGP", armored("PGP PRIVATE KEY BLOCK", "pgp", "lQOY")),
  token("PuTTY", `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPrivate-Lines: 1\n${bytes("putty", 36)}\n`),
  token("age", "AGE-SECRET-KEY-1", random("age", 58, "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L")),
  token("WireGuard", `[Interface]\nPrivateKey = ${bytes("wireguard", 32)}\nAddress = 10.0.0.1/24\n`),
  token("Nix signing key", `cache.example.org-1:${bytes("signing", 64)}`),
  token("Nix access token", `access-tokens = git.example.org=${random("access", 24)}`),
  token("netrc", `machine cache.example.org login me password ${random("netrc", 16)}`),
  token("URL", `https://me:${random("url", 18)}@git.example.org/config.git`),
  token(
    "kubeconfig, token",
    `apiVersion: v1\ncurrent-context: a\nkind: Config\nusers:\n- name: a\n  user:\n    token: ${random("kube", 32)}\n`,
  ),
  token("kubeconfig, key", `    client-key-data: ${Buffer.from(armored("EC PRIVATE KEY", "ec")).toString("base64")}\n`),
  token("Docker", `{ "auths": { "r.example.org": { "auth": "${bytes("docker", 18)}" } } }`),
  token("wpa_supplicant", `network={\n  ssid="home"\n  psk="${random("psk", 14)}"\n}\n`),
  token("NetworkManager", `[wifi-security]\nkey-mgmt=wpa-psk\npsk=${random("keyfile", 14)}\n`),
  token("shadow", `root:$6$${random("salt", 16)}$${random("shadow", 86)}:19000:0:99999:7:::\n`),
  token("variable", `export DB_PASSWORD=${random("variable", 14)}\n`),
  token("chpasswd", `echo "root:${random("chpasswd", 12)}" | chpasswd\n`),
  token("GitHub", "ghp_", random("github", 36)),
  token("GitHub, fine-grained", "github_pat_", random("fine", 82)),
  token("GitLab", "glpat-", random("gitlab", 20)),
  token("AWS", "AKIA", random("aws", 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")),
  token("Slack", "xoxb-", random("slack", 12, digits), "-", random("slack 2", 12, digits), "-", random("slack 3", 24)),
  token("Stripe", "sk_live_", random("stripe", 30)),
  token("npm", "npm_", random("npm", 36, alphabet.lower)),
  token("PyPI", "pypi-AgEIcHlwaS5vcmc", random("pypi", 70)),
  token("SendGrid", "SG.", random("sendgrid", 66)),
  token(
    "JWT",
    Buffer.from('{"alg":"HS256","typ":"JWT"}').toString("base64url"),
    ".",
    Buffer.from(`{"sub":"${random("sub", 12)}","iat":1}`).toString("base64url"),
    ".",
    random("jwt", 43),
  ),
  token("Anthropic", "sk-ant-api03-", random("anthropic", 93), "AA"),
  token("Google", "AIza", random("google", 35)),
  token("Tailscale", "tskey-auth-", random("tailscale", 12), "-", random("tailscale 2", 24)),
  token("DigitalOcean", "dop_v1_", random("ocean", 64, alphabet.hex)),
  token("Hugging Face", "hf_", random("hugging", 34, lower)),
  token("Grafana", "glsa_", random("grafana", 32), "_", random("grafana 2", 8, alphabet.hex)),
  token("Vault", "hvs.", random("vault", 95)),
  token("Shopify", "shpat_", random("shopify", 32, alphabet.hex)),
  token("Linear", "lin_api_", random("linear", 40)),
  token("k3s", "K10", random("k3s", 64, alphabet.hex), "::server:", random("k3s 2", 32, alphabet.hex)),
];
