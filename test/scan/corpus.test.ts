import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { App, config, Flake, FlakePackage, Host, InstallerScript, nix, NixosModule, Nixpkgs, pkgs } from "cdknix";
import * as E from "fp-ts/Either";
import { formatIssues, type Issue } from "../../lib/model";
import { synthesize } from "../../lib/pipeline/synthesize/synthesize";
import { knownSecrets, type KnownSecret } from "./secrets";

const directory = mkdtempSync(path.join(tmpdir(), "cdknix-scan-"));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

type Place = (host: Host, id: string, secret: string) => void;

const moduleWith = (host: Host, id: string, settings: Record<string, never> | object): void => {
  new NixosModule(host, id, { config: settings as Record<string, never> });
};

function fileWith(name: string, text: string): string {
  const file = path.join(directory, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return name;
}

/** Each place that a text may have in a program. */
const places: Readonly<Record<string, Place>> = {
  "a text of a module": (host, id, secret) => {
    moduleWith(host, id, { environment: { etc: { [id]: { text: `# settings\n${secret}\n` } } } });
  },
  "a script of a service": (host, id, secret) => {
    moduleWith(host, id, { systemd: { services: { [id]: { script: `set -e\n${secret}\ntrue\n` } } } });
  },
  "a nested value": (host, id, secret) => {
    moduleWith(host, id, {
      services: {
        nginx: {
          virtualHosts: { a: { extraConfig: nix.merge(nix.when(config.services.nginx.enable, nix.force(secret))) } },
        },
      },
    });
  },
  "base64 in a string": (host, id, secret) => {
    const text = Buffer.from(`settings\n${secret}\n`).toString("base64");
    moduleWith(host, id, { environment: { etc: { [id]: { text } } } });
  },
  "base64 with line breaks": (host, id, secret) => {
    const text = Buffer.from(`first line of the settings\n${secret}\n`).toString("base64").replaceAll(/.{76}/g, "$&\n");
    moduleWith(host, id, { environment: { etc: { [id]: { text } } } });
  },
  "a variable of a service": (host, id, secret) => {
    moduleWith(host, id, { systemd: { services: { [id]: { environment: { SETTINGS: secret } } } } });
  },
  "a variable of the session": (host, id, secret) => {
    moduleWith(host, id, { environment: { sessionVariables: { [id.toUpperCase()]: secret } } });
  },
  "raw Nix": (host, id, secret) => {
    const text = secret.replaceAll(/["\\]/g, "\\$&");
    moduleWith(host, id, { environment: { etc: { [id]: { text: nix.raw(`"${text}"`) } } } });
  },
  "raw Nix on one line": (host, id, secret) => {
    const text = JSON.stringify(`settings\n${secret}\n`).replaceAll("${", "\\${");
    moduleWith(host, id, { environment: { etc: { [id]: { text: nix.raw(text) } } } });
  },
  "JSON in a string": (host, id, secret) => {
    moduleWith(host, id, { environment: { etc: { [id]: { text: JSON.stringify({ settings: secret }) } } } });
  },
  "a template": (host, id, secret) => {
    moduleWith(host, id, { environment: { etc: { [id]: { text: nix.str`path ${pkgs.hello}/bin ${secret}` } } } });
  },
  "a file of the user": (host, id, secret) => {
    const file = fileWith(`${id}.conf`, `# settings\n${secret}\n`);
    moduleWith(host, id, { environment: { etc: { [id]: { source: nix.file(`./${file}`) } } } });
  },
  "a file in a directory": (host, id, secret) => {
    fileWith(`${id}/inner/settings`, secret);
    moduleWith(host, id, { environment: { etc: { [id]: { source: nix.directory(`./${id}`) } } } });
  },
  "a Nix module of the user": (host, id, secret) => {
    const text = secret.replaceAll(/["\\]|\$(?=\{)/g, "\\$&");
    const file = fileWith(`${id}.nix`, `{ ... }:\n{\n  environment.etc.a.text = "${text}";\n}\n`);
    new NixosModule(host, id, { imports: [nix.module(`./${file}`)] });
  },
  "a script package": (host, id, secret) => {
    new InstallerScript(host, id, { text: `echo start\n${secret}\n` });
  },
  "a package's expression": (host, id, secret) => {
    new FlakePackage(host, id, { expression: pkgs.writeText(id, secret) });
  },
};

function issuesOf(make: (host: Host) => void): readonly Issue[] {
  const app = new App();
  const host = new Host(new Flake(app, "flake", { nixpkgs: Nixpkgs.release("24.05") }), "host", {
    system: "x86_64-linux",
  });
  make(host);
  const result = synthesize(app, { projectDirectory: directory, revision: "abc1234" });
  return E.isLeft(result) ? result.left : result.right.issues;
}

const codes = ["secret-in-option", "secret-in-text", "secret-file"];

interface Outcome {
  readonly missed: readonly string[];
  readonly printed: readonly string[];
  readonly withoutLine: readonly string[];
}

/** Puts one secret at each place of one program. */
function outcomeOf({ kind, text }: KnownSecret): Outcome {
  const entries = Object.entries(places).map(([place, put], index) => ({ place, put, id: `m${String(index)}` }));
  const issues = issuesOf((host) => {
    for (const { put, id } of entries) put(host, id, text);
  });
  const others = issues.filter(({ severity, code }) => severity === "error" && !codes.includes(code));
  if (others.length > 0) throw new Error(formatIssues(others));
  const errors = issues.filter(({ code }) => codes.includes(code));
  const at = (id: string): readonly Issue[] =>
    errors.filter(({ constructPath }) => constructPath === `flake/host/${id}`);
  const report = formatIssues(issues);
  // The longest word of the secret, without the four characters that may be shown.
  const words = (text.match(/[\w+/=-]{12,}/g) ?? []).sort((left, right) => right.length - left.length);
  return {
    missed: entries.filter(({ id }) => at(id).length === 0).map(({ place }) => `${kind} in ${place}`),
    printed: words.slice(0, 1).filter((word) => report.includes(word.slice(-9, -4))),
    withoutLine: errors.filter(({ source }) => source === undefined).map(({ message }) => message),
  };
}

describe("the scan", () => {
  const outcomes = knownSecrets.map(outcomeOf);
  const total = knownSecrets.length * Object.keys(places).length;

  it("finds at least 98 % of the secrets", () => {
    expect(total).toBeGreaterThanOrEqual(60);
    const missed = outcomes.flatMap((outcome) => outcome.missed);
    expect({ missed, share: missed.length / total <= 0.02 }).toEqual({ missed, share: true });
  });

  it("finds each kind in the text of a module, in a script, and in a file", () => {
    const usual = ["a text of a module", "a script of a service", "a file of the user"];
    const missed = outcomes.flatMap((outcome) => outcome.missed);
    expect(missed.filter((each) => usual.some((place) => each.endsWith(`in ${place}`)))).toEqual([]);
  });

  it("prints no secret", () => {
    expect(outcomes.flatMap(({ printed }) => printed)).toEqual([]);
  });

  it("names the line of the program", () => {
    expect(outcomes.flatMap(({ withoutLine }) => withoutLine)).toEqual([]);
  });
});
