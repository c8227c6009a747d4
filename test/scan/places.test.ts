import { Annotations, App, Flake, Host, IsoImage, nix, NixosModule, Nixpkgs } from "cdknix";
import * as E from "fp-ts/Either";
import { formatIssue, type Issue } from "../../lib/model";
import { synthesize } from "../../lib/pipeline/synthesize/synthesize";
import { put, scratch } from "../platform/files/scratch";

// Not in one piece, so that no scanner takes them for real ones.
const token = `ghp_${"0123456789abcdefABCDEF".padEnd(36, "x1y2z3")}`;
const other = `ghp_${"zyxwvut9876543210ABCDEF".padEnd(36, "q7w8e9")}`;

type Files = Readonly<Record<string, string>>;

/** The issues about secrets of a program in a project with these files, as `code: place or message`. */
function issuesOf(files: Files, make: (host: Host, flake: Flake) => void): readonly Issue[] {
  const directory = scratch();
  put(directory, files);
  const app = new App();
  const flake = new Flake(app, "flake", { nixpkgs: Nixpkgs.release("24.05") });
  make(new Host(flake, "host", { system: "x86_64-linux" }), flake);
  const result = synthesize(app, { projectDirectory: directory, revision: "abc1234" });
  const issues = E.isLeft(result) ? result.left : result.right.issues;
  return issues.filter(({ code }) => code !== "no-image");
}

const copied = (...names: readonly string[]): ((host: Host) => NixosModule) => {
  const etc = Object.fromEntries(names.map((name, index) => [`f${String(index)}`, { source: nix.file(`./${name}`) }]));
  return (host) => new NixosModule(host, "own", { config: { environment: { etc } } });
};

const messages = (issues: readonly Issue[]): readonly string[] =>
  issues.map(({ code, constructPath, message }) => `${code} ${constructPath}: ${message}`);

describe("a file of the user", () => {
  it.each<readonly [string, string, string | undefined]>([
    [".env", "PORT=80\n", "env-file"],
    [".env.production", "export MODE='live'\n", "env-file"],
    [".env", "# nothing\nPORT=\n", undefined],
    [".env.example", "DB_PASS=change-me\n", undefined],
    [".env", "sops_version=3.8\nA=ENC[AES256_GCM,data:abc]\n", undefined],
    [".netrc", "# empty for now\n", "netrc"],
    ["home/.git-credentials", "\n", undefined],
    ["home/.pgpass", "host:5432:db:me:pw\n", "pgpass"],
    ["keys/service.keytab", "\u0005\u0002", "keytab"],
    ["passwords.kdbx", "x", "password-database"],
    ["server.p12", "x", "pkcs12"],
    ["settings.conf", "mode = live\n", undefined],
  ])("is refused or accepted by its name and content: %s, %j", (name, text, kind) => {
    const expected = kind === undefined ? [] : [`secret-file flake/host/own: ${name} is a file with secrets: ${kind}`];
    expect(messages(issuesOf({ [name]: text }, copied(name)))).toEqual(expected);
  });

  it("is reported with its line and the line of the program", () => {
    const [issue] = issuesOf({ "a.conf": `# one\n# two\ntoken ${token}\n` }, copied("a.conf"));
    if (issue === undefined) throw new Error("no issue");
    expect(issue.source?.file).toContain("places.test.ts");
    expect(formatIssue(issue).replace(/at: .*/, "at:")).toMatchInlineSnapshot(`
     "error[secret-in-text]: flake/host/own: a.conf contains a secret in line 3: github-pat
       value: …z3x1
       why:   anyone who has the flake, the Nix store, or the ISO can read it
       fix:   remove it, and read it from a file of the running system; or, if it may be public, accept it: Annotations.of(construct).acknowledgeSecret("a.conf", "reason")
       at:
       docs:  https://cdknix.example/errors/secret-in-text"
    `);
  });

  it("with several secrets needs an acceptance for each", () => {
    const files = { "a.conf": `${token}\n\n${other}\n` };
    const accepting = (...places: readonly string[]): readonly string[] =>
      messages(
        issuesOf(files, (host) => {
          const own = copied("a.conf")(host);
          for (const place of places) Annotations.of(own).acknowledgeSecret(place, "made up");
        }),
      );
    expect(accepting()).toEqual([
      "secret-in-text flake/host/own: a.conf contains a secret in line 1: github-pat",
      "secret-in-text flake/host/own: a.conf contains a secret in line 3: github-pat",
    ]);
    expect(accepting("a.conf")).toHaveLength(2);
    expect(accepting("a.conf:3")).toHaveLength(1);
    expect(accepting("a.conf:3", "a.conf:1")).toEqual([]);
  });

  it("that is a Nix module is searched for options", () => {
    const files = { "users.nix": '{ lib, ... }:\n{\n  users.users.me.password = lib.mkForce "hunter2";\n}\n' };
    const issues = issuesOf(files, (host) => {
      new NixosModule(host, "own", { imports: [nix.module("./users.nix")] });
    });
    expect(messages(issues)).toEqual([
      "secret-in-option flake/host/own: users.nix, line 3: users.users.me.password puts a secret into the Nix store",
    ]);
  });

  it("is searched as a whole if it is larger than the parts that are read", () => {
    const filler = "ordinary words of a large file\n".repeat(300_000);
    const issues = issuesOf({ "large.txt": `${filler}${token}\n` }, copied("large.txt"));
    expect(messages(issues)).toEqual([
      "secret-in-text flake/host/own: large.txt contains a secret in line 300001: github-pat",
    ]);
  });

  it("in a binary file is found", () => {
    const issues = issuesOf({ "data.bin": `\u0000\u0001\u0002${token}\u0000` }, copied("data.bin"));
    expect(issues).toHaveLength(1);
  });
});

describe("the flake", () => {
  it("is searched on the image, with the files of its directory", () => {
    const files = { "other/flake.nix": "{ outputs = { self }: { }; }\n", "other/notes": `${token}\n` };
    const issues = issuesOf(files, (host) => {
      new IsoImage(host, "image", { embedFlake: { directory: "./other" } });
    });
    expect(messages(issues)).toEqual([
      "secret-in-text flake/host/image: other/notes contains a secret in line 1: github-pat",
    ]);
  });

  it("is searched for passwords in the addresses of inputs", () => {
    const issues = issuesOf({}, (_, flake) => {
      flake.addInput("own", { url: `git+https://me:${token.slice(5)}@git.example.org/own.git` });
    });
    expect(messages(issues)).toEqual([
      "secret-in-text flake: inputs.own.url contains a secret in line 1: password-in-url",
    ]);
  });

  it("is searched for secrets in names", () => {
    const issues = issuesOf({}, (host) => {
      new NixosModule(host, token, { config: {} });
    });
    expect(issues.map(({ code }) => code)).toContain("secret-in-text");
  });
});
