import { library, project } from "../../cli/project";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example";

/** A program whose ninth line is `statement`. */
function program(statement: string, release = "24.05"): string {
  return [
    `const c = require(${JSON.stringify(library)});`,
    `const app = new c.App();`,
    `const flake = new c.Flake(app, "dotfiles", { nixpkgs: c.Nixpkgs.release("${release}") });`,
    `const iso = new c.HostClass(flake, "iso");`,
    `const key = ${JSON.stringify(key)};`,
    `new c.Host(flake, "lilith", { class: iso, system: "x86_64-linux" });`,
    `new c.SshAccess(iso, "ssh", { authorizedKeys: [key] });`,
    `// The next line is the one that is wrong.`,
    statement,
    `app.synth();`,
  ].join("\n");
}

const privateKey = "-----BEGIN OPENSSH PRIVATE KEY-----\\nb3BlbnNzaC1r\\n-----END OPENSSH PRIVATE KEY-----";
const statements: readonly (readonly [string, string, string])[] = [
  ["a malformed ssh key", "ssh-key-malformed", `new c.SshAccess(iso, "x", { authorizedKeys: ["ssh-ed25519 AAAA"] });`],
  ["a private ssh key", "ssh-key-private", `new c.SshAccess(iso, "x", { authorizedKeys: ["${privateKey}"] });`],
  ["an empty ssh key", "ssh-key-empty", `new c.SshAccess(iso, "x", { authorizedKeys: [""] });`],
  ["no ssh key at all", "ssh-no-keys", `new c.SshAccess(iso, "x");`],
  ["an unknown keymap", "key-map", `new c.ConsoleConfig(iso, "x", { keyMap: "gb" });`],
  ["a volume ID that is too long", "volume-id-length", `new c.IsoImage(iso, "x", { volumeId: "V".repeat(33) });`],
  ["a host name that NixOS rejects", "host-name", `new c.Host(flake, "x.y", { system: "x86_64-linux" });`],
  [
    "a cache without its key",
    "cache-without-key",
    `new c.NixSettings(iso, "x", { caches: [{ url: "https://a.b" }] });`,
  ],
  [
    "an unknown release",
    "unknown-release",
    `new c.Flake(app, "x", { lockFile: "x.lock", nixpkgs: c.Nixpkgs.release("9") });`,
  ],
  [
    "a conflict",
    "conflicting-definitions",
    `new c.LiveFixes(iso, "w"); new c.LiveFixes(iso, "x", {}).addOverride("system.switch.enable", true);`,
  ],
];

describe("a program with", () => {
  it.each(statements)(
    "%s is reported once, with construct and line, and changes nothing",
    (_title, code, statement) => {
      const good = project({ "good.js": program(""), "bad.js": program(statement) });
      expect(good.run(["--no-build", "--app", "node good.js"]).code).toBe(0);
      const before = good.output();
      const { code: exitCode, stdout, stderr } = good.run(["--no-build", "--quiet", "--app", "node bad.js"]);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
      const errors = stderr.split("\n\n").filter((text) => text.startsWith("error["));
      expect(errors).toHaveLength(1);
      expect(errors[0]).toMatch(new RegExp(`^error\\[${code}\\]: (?:dotfiles/)?(?:iso/)?x(?:\\.y)?: `));
      expect(errors[0]).toMatch(/^ {2}at: {4}bad\.js:9$/m);
      expect(good.output()).toEqual(before);
    },
  );
});
