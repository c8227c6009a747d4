// cspell:disable -- names and patterns, not words
import type { Rule } from "./rule";

/** A quotation mark; several represent one with backslashes. */
const quote = `["']+`;
/** 32 bytes in base64. */
const curveKey = "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=";

/**
 * Keys, passwords, and configuration files that scanners for source code do not know. The escapes of Nix strings are
 * resolved before the patterns are used, and a quotation mark with a backslash becomes two.
 */
export const keyRules: readonly Rule[] = [
  {
    id: "private-key",
    keywords: ["private key"],
    pattern: `-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[>|]?\\s*(?:[A-Za-z-]+: [^\\n\\\\]{0,200}\\s+)*([A-Za-z0-9+/]{16}[A-Za-z0-9+/=\\s]*)`,
  },
  {
    // The body of an OpenSSH key without the lines around it: base64 of "openssh-key-v1".
    id: "private-key",
    keywords: ["b3blbnnzac1rzxktdje"],
    pattern: `b3BlbnNzaC1rZXktdjE[A-Za-z0-9+/=\\s]{40,}`,
  },
  {
    id: "private-key",
    keywords: ["putty-user-key-file"],
    pattern: `PuTTY-User-Key-File-\\d[^]{0,2000}?Private-Lines: \\d+\\s+([A-Za-z0-9+/=\\s]{16,})`,
  },
  {
    id: "private-key",
    keywords: ["ed25519v1-secret"],
    pattern: "== ed25519v1-secret: type\\d ==",
  },
  {
    id: "age-secret-key",
    keywords: ["age-secret-key-"],
    pattern: "[aA][gG][eE]-[sS][eE][cC][rR][eE][tT]-[kK][eE][yY]-(?:[pP][qQ]-)?1([0-9A-Za-z]{40,})",
  },
  {
    id: "wireguard-key",
    keywords: ["privatekey", "presharedkey"],
    pattern: `\\b(?:[pP]rivate|[pP]re[sS]hared)Key\\s*[=:]\\s*(?:${quote})?(${curveKey})`,
  },
  {
    id: "yggdrasil-key",
    keywords: ["privatekey"],
    pattern: `\\bPrivateKey(?:${quote})?\\s*[=:]\\s*(?:${quote})?([0-9a-f]{128})\\b`,
  },
  {
    id: "nix-signing-key",
    keywords: ["=="],
    pattern: "(?<=[\\w.-])(?<!sha512):([A-Za-z0-9+/]{86}==)(?![A-Za-z0-9+/=])",
  },
  {
    id: "nix-access-token",
    keywords: ["access-tokens"],
    pattern: `\\baccess-tokens(?:${quote})?\\s*=\\s*(?:${quote})?[^\\n"']{0,200}?[\\w./-]+=([^\\s"'\\\\;]{12,})`,
  },
  {
    id: "netrc",
    keywords: ["machine"],
    pattern: `\\bmachine\\s+[\\w.-]+(?:\\s+(?:login|account)\\s+[^\\s"\\\\]+)*\\s+password\\s+([^\\s"'\\\\]+)`,
  },
  {
    id: "password-in-url",
    keywords: ["://"],
    pattern: "(?<=[a-z0-9]):\\/\\/[^\\s/:@\"'<>\\\\]{0,64}:([^\\s/@\"'<>\\\\]{3,})@(?=[\\w\\[])",
    // Words of documentation, and RabbitMQ's own account, which it accepts only from the same machine.
    allowed: ["^(?:pass|passwd|password|pwd|secret|guest)$"],
  },
  {
    id: "kubeconfig",
    keywords: ["client-key-data"],
    pattern: `\\bclient-key-data(?:${quote})?:\\s*(?:${quote})?([A-Za-z0-9+/=]{20,})`,
  },
  {
    id: "kubeconfig",
    keywords: ["current-context"],
    pattern: `\\bcurrent-context:[^]*?\\busers:[^]*?\\b(?:token|password):\\s*(?:${quote})?([^\\s"'\\\\]{8,})`,
  },
  {
    id: "docker-auth",
    keywords: ['"auth'],
    pattern: `"+auth"+\\s*:\\s*"+([A-Za-z0-9+/]{8,}={0,2})"`,
  },
  {
    id: "wifi-password",
    keywords: ["psk", "sae_password", "passphrase", "presharedkey", "wep_key", "leap-password"],
    pattern: `\\b(?:(?:psk|sae_password|wep_key\\d)\\s*=\\s*${quote}([^"'\\n\\\\]{5,63})|(?:psk|sae_password|Passphrase|PreSharedKey|wep_key\\d|leap-password)=([^\\s"'\\\\;]{8,}))`,
    allowed: ["^ext:", "^(?:config|cfg|lib|pkgs|inputs|self)\\."],
  },
  {
    id: "wifi-password",
    keywords: ["phase2", "key_mgmt"],
    pattern: `\\b(?:phase2|key_mgmt)\\s*=[^{}]{0,400}?\\bpassword=${quote}([^"'\\n\\\\]{3,})`,
  },
  {
    id: "tailscale-key",
    keywords: ["tskey-"],
    pattern: "\\btskey-(?:[a-z]+-)?([\\w-]{16,})",
  },
  {
    id: "k3s-token",
    keywords: ["k10"],
    pattern: "\\bK10[0-9a-f]{64}::[\\w-]+:[0-9a-f]{16,}",
  },
  {
    id: "shadow-file",
    isExact: true,
    keywords: ["$y$", "$gy$", "$7$", "$6$", "$5$", "$2a$", "$2b$", "$2x$", "$2y$", "$1$", "$argon2"],
    pattern: "(?:^|[\\s\"'])[a-z_][\\w-]*:([$](?:y|gy|7|6|5|2[abxy]?|1|argon2\\w*)[$][^:\\s]{20,}):\\d*:",
  },
  {
    id: "password-in-command",
    keywords: ["chpasswd"],
    pattern:
      "\\becho\\s+(?:-[a-z]+\\s+)*[\"']*[\\w-]+:([^\\s\"'$\\\\]{3,})[\"']*\\s*\\|\\s*(?:sudo\\s+)?[\\w/{}$.-]*chpasswd",
  },
  {
    id: "password-in-command",
    keywords: ["sshpass"],
    pattern: "\\bsshpass\\s+-p\\s*[\"']*([^\\s\"'$\\\\]{3,})",
  },
];

/** A variable of a shell script or a service; the last rule, because others know what the value is. */
export const variableRule: Rule = {
  id: "secret-in-variable",
  keywords: ["password", "passwd", "passphrase", "token", "secret", "key", "psk"],
  pattern: `(?:^|[\\s;"'\\[{&-])(?:[A-Z][A-Z0-9]*_)*(?:[A-Z0-9]*PASSWORD|PASSWD|PASSPHRASE|[A-Z]*TOKEN|[A-Z]*SECRET|API_?KEY|(?:SECRET|PRIVATE|ACCESS|AUTH|ENCRYPTION|SIGNING)_KEY|SECRET_KEY_BASE|PSK)=["']*([^\\s"'$\`(){}<>\\\\/;@%][^\\s"'$\`\\\\;]{5,})`,
};
