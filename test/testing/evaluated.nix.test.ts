import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { App, Flake, Host, nix, NixosModule, Nixpkgs } from "cdknix";
import { evaluated, FlakeAssertions, Match, type EvaluatedHost } from "cdknix/testing";
import { put, scratch } from "../platform/files/scratch";

// Nix may have much to do for others; nothing here waits for anything else.
jest.setTimeout(600_000);

const directory = scratch();
const searchPath = process.env.PATH;

beforeAll(() => {
  // The offline base without packages: its options and module system are all that is asked for here.
  cpSync("embedded", path.join(directory, "nixpkgs"), { recursive: true });
  put(directory, { "nixpkgs/debs.json": "{}", "nixpkgs/release": "24.05" });
});

afterEach(() => {
  process.env.PATH = searchPath;
});

/** A host in a project directory that has nothing but the offline base. */
function host(config: Readonly<Record<string, unknown>> = {}): EvaluatedHost {
  const app = new App();
  const flake = new Flake(app, "dot", { nixpkgs: Nixpkgs.release("24.05") });
  const lilith = new Host(flake, "lilith", { system: "x86_64-linux" });
  new NixosModule(lilith, "extra", { config: { boot: { kernelParams: ["quiet"] }, ...config } as never });
  const program = FlakeAssertions.fromApp(app, { projectDirectory: directory });
  return evaluated(program.host("lilith"), { nixpkgs: "./nixpkgs" });
}

/** Files of the answers that are kept. */
function answers(): readonly string[] {
  const kept = path.join(directory, "cdk.out.evaluated");
  const names = readdirSync(kept, { recursive: true }).map(String);
  return names.filter((name) => name.endsWith(".json")).map((name) => path.join(kept, name));
}

describe("evaluated", () => {
  it("tells what NixOS makes of the program, what NixOS itself adds included", async () => {
    expect(await host().option("boot.kernelParams")).toEqual(Match.arrayWith(["loglevel=4", "quiet"]));
    await host().hasOption("networking.hostName", "lilith");
    await expect(host().hasOption("boot.kernelParams", Match.arrayWith(["quite"]))).rejects.toThrow(
      /^lilith: boot\.kernelParams does not have the expected value\n.*\n {2}value: .*"loglevel=4"/s,
    );
  });

  it("leaves nothing in the project but the answers, beside the output", () => {
    expect(readdirSync(directory).sort()).toEqual(["cdk.out.evaluated", "cdk.out.lock", "nixpkgs"]);
  });

  it("takes an answer that was kept of the same tree, and asks Nix about another one", async () => {
    const kept = answers();
    for (const file of kept) writeFileSync(file, readFileSync(file, "utf8").replaceAll('"quiet"', '"kept"'));
    await host().hasOption("boot.kernelParams", Match.arrayWith(["kept"]));
    const other = host({ time: { timeZone: "Europe/Rome" } });
    await other.hasOption("boot.kernelParams", Match.arrayWith(["quiet"]));
    expect(answers()).toHaveLength(kept.length + 1);
  });

  it("says in Nix's words, with the construct behind it, why there is no value", async () => {
    const thrown = host({ networking: { domain: nix.raw('throw "it is a secret"') } }).option("networking.domain");
    await expect(thrown).rejects.toThrow(/^lilith: networking\.domain cannot be told\n[^]*it is a secret/);
  });

  it("tells options from what has options below it, and from what is none", async () => {
    await expect(host().option("boot.loader")).rejects.toThrow("boot.loader is no option, but has options below it");
    await expect(host().option("boot.kernelParam")).rejects.toThrow("NixOS has no option boot.kernelParam");
  });

  it("says how to install Nix where there is none", async () => {
    process.env.PATH = path.join(directory, "nixpkgs");
    await expect(host().option("boot.kernelParams")).rejects.toThrow(/Nix is not installed[^]*fix: /);
  });
});
