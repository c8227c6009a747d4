import * as path from "node:path";
import { maskExplanation } from "../../lib/commands/explain/mask-explanation";
import { maskText } from "../../lib/scan/mask-text";
import { library, project } from "../cli/project";
import { look } from "../platform/files/scratch";
import { knownSecrets } from "./secrets";

jest.setTimeout(120_000);

/** The part of a secret that no output may show: the longest word, without the four characters at its end. */
const hidden = knownSecrets.map(({ text }) => {
  const [longest = ""] = (text.match(/[\w+/=-]{12,}/g) ?? []).sort((left, right) => right.length - left.length);
  return longest.slice(-12, -4);
});

const program = `
const { App, Flake, Host, Nixpkgs, NixosModule, nix } = require(${JSON.stringify(library)});
const secrets = JSON.parse(require("node:fs").readFileSync("secrets.json", "utf8"));
const app = new App();
const host = new Host(new Flake(app, "f", { nixpkgs: Nixpkgs.release("24.05") }), "h", { system: "x86_64-linux" });
for (const [index, secret] of secrets.entries()) {
  new NixosModule(host, "m" + index, { config: { environment: { etc: { ["e" + index]: { text: secret } } } } });
  const extra = process.env.MISTAKES ? { extra: secret } : {};
  new NixosModule(host, "p" + index, { config: { users: { users: { ["u" + index]: { password: nix.force(secret) } } } }, ...extra });
}
if (process.env.THROWS) throw new Error("cannot use " + secrets.join(" and "));
app.synth();
`;

const wrong = project({
  "main.js": program,
  "secrets.json": JSON.stringify(knownSecrets.map(({ text }) => text)),
});

describe("the command line", () => {
  it.each([
    [["synth", "--no-build"]],
    [["synth", "--no-build", "--verbose"]],
    [["synth", "--no-build", "--json"]],
    [["synth", "--no-build", "--ci", "--strict", "-v"]],
    [["synth", "--no-build", "--format", "sarif"]],
    [["synth", "--no-build", "--format", "github"]],
    [["list", "--json", "-v"]],
    [["diff", "-v"]],
  ])("shows no secret with %j, alone and next to other mistakes", (args) => {
    const [{ code, stdout, stderr }, mistakes] = [wrong.run(args), wrong.run(args, { MISTAKES: "1" })];
    expect(hidden.filter((part) => (mistakes.stdout + mistakes.stderr).includes(part))).toEqual([]);
    expect(code).toBe(2);
    expect(stderr + stdout).toMatch(/unknown-property|secret-in-text/);
    expect(hidden.filter((part) => (stdout + stderr).includes(part))).toEqual([]);
  });

  it.each([[["synth", "--no-build"]], [["synth", "--no-build", "-v"]], [["synth", "--no-build", "--json"]]])(
    "shows no secret in an exception of the program with %j",
    (args) => {
      const { code, stdout, stderr } = wrong.run(args, { THROWS: "1" });
      expect(code).toBe(2);
      expect(stdout + stderr).toContain("cannot use");
      expect(hidden.filter((part) => (stdout + stderr).includes(part))).toEqual([]);
    },
  );

  it("leaves the previous output as it is, and nothing with a secret", () => {
    const files = look(wrong.directory);
    const names = Object.keys(files).filter((name) => name !== "secrets.json");
    expect(names.filter((name) => /^cdk\.out(?!\.lock\/)/.test(name))).toEqual([]);
    expect(names.filter((name) => hidden.some((part) => (files[name] ?? "").includes(part)))).toEqual([]);
  });

  it("shows no secret if the program runs by itself", () => {
    const run = project({ "main.js": program, "secrets.json": JSON.stringify(knownSecrets.map(({ text }) => text)) });
    const { stderr, stdout } = run.run([]);
    expect(path.isAbsolute(library)).toBe(true);
    expect(hidden.filter((part) => (stdout + stderr).includes(part))).toEqual([]);
  });
});

describe("an accepted secret", () => {
  const accepted = project({
    "main.js": `
const { Annotations, App, Flake, Host, Nixpkgs, NixosModule } = require(${JSON.stringify(library)});
const app = new App();
const host = new Host(new Flake(app, "f", { nixpkgs: Nixpkgs.release("24.05") }), "h", { system: "x86_64-linux" });
const user = new NixosModule(host, "u", { config: { users: { users: { root: { password: process.env.PASSWORD } } } } });
Annotations.of(user).acknowledgeSecret("users.users.root.password", "a demo");
app.synth();
`,
  });

  it("is written, and not shown by `synth diff`", () => {
    expect(accepted.run(["synth", "--no-build"], { PASSWORD: "hunter2secret" }).code).toBe(0);
    const { code, stdout, stderr } = accepted.run(["diff"], { PASSWORD: "hunter3secret" });
    expect(code).toBe(0);
    expect(stdout).toContain("users.users.root.password");
    expect(stdout + stderr).not.toMatch(/hunter[23]/);
  });

  it("is not shown by `synth explain`, also in JSON", () => {
    const explained = maskExplanation({
      kind: "option",
      host: "h",
      option: "users.users.root.password",
      type: "null or string",
      default: null,
      isDefined: true,
      value: "hunter2secret",
      error: null,
      declarations: [],
      definitions: [
        {
          outcome: "won",
          priority: 50,
          order: null,
          isDefault: false,
          value: { $nix: "override", priority: 50, value: "hunter2secret" },
          file: "a.nix",
          from: "program",
          construct: null,
          source: null,
        },
      ],
      isComplete: true,
      similar: [],
    });
    expect(JSON.stringify(explained)).not.toContain("hunter2");
  });
});

describe("a masked text", () => {
  it.each([
    ['users.users.root.password = "hunter2";', 'users.users.root.password = "…";'],
    ['{ "token": "hunter2", "user": "me" }', '{ "token": "…", "user": "me" }'],
    ['+    psk = lib.mkForce "hunter2";', '+    psk = lib.mkForce "…";'],
    ['"value": "password = \\"hunter2\\";"', '"value": "password = \\"…\\";"'],
    [
      "error: A definition for option `users.users.root.password' is not of type `null or string'.\n- In `a.nix': \"hunter2\"",
      "error: A definition for option `users.users.root.password' is not of type `null or string'.\n- In `a.nix': \"…\"",
    ],
    ['passwordFile = "/run/secrets/a";', 'passwordFile = "/run/secrets/a";'],
    ['the option services.k3s.token = "@TOKEN@"', 'the option services.k3s.token = "@TOKEN@"'],
  ])("is without the values of secret names: %j", (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });
});
