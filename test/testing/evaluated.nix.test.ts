import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { App, Flake, Host, nix, NixosModule, Nixpkgs } from "cdknix";
import { evaluated, FlakeAssertions, Match, type EvaluatedHost } from "cdknix/testing";
import { put, scratch } from "../platform/files/scratch";

// Nix may be busy with other builds; nothing else here takes long.
jest.setTimeout(600_000);

const directory = scratch();
const searchPath = process.env.PATH;

beforeAll(() => {
  // The offline base without packages: the test needs only its options and module system.
  cpSync("embedded", path.join(directory, "nixpkgs"), { recursive: true });
  put(directory, { "nixpkgs/debs.json": "{}", "nixpkgs/release": "24.05" });
});

afterEach(() => {
  process.env.PATH = searchPath;
});

/** A host in a project directory that contains only the offline base. */
function host(config: Readonly<Record<string, unknown>> = {}): EvaluatedHost {
  const app = new App();
  const flake = new Flake(app, "dot", { nixpkgs: Nixpkgs.release("24.05") });
  const lilith = new Host(flake, "lilith", { system: "x86_64-linux" });
  new NixosModule(lilith, "extra", { config: { boot: { kernelParams: ["quiet"] }, ...config } as never });
  const program = FlakeAssertions.fromApp(app, { projectDirectory: directory });
  return evaluated(program.host("lilith"), { nixpkgs: "./nixpkgs" });
}

/** Files of cached answers. */
function answers(): readonly string[] {
  const kept = path.join(directory, "cdk.out.evaluated");
  const names = readdirSync(kept, { recursive: true }).map(String);
  return names.filter((name) => name.endsWith(".json")).map((name) => path.join(kept, name));
}

describe("evaluated", () => {
  it("includes what NixOS adds to the program", async () => {
    expect(await host().option("boot.kernelParams")).toEqual(Match.arrayWith(["quiet", "loglevel=4"]));
    await host().hasOption("networking.hostName", "lilith");
    await expect(host().hasOption("boot.kernelParams", Match.arrayWith(["quite"]))).rejects.toThrow(
      /^lilith: boot\.kernelParams does not have the expected value\n.*\n {2}value: .*"loglevel=4"/s,
    );
  });

  it("writes only the cached answers, next to the output", () => {
    expect(readdirSync(directory).sort()).toEqual(["cdk.out.evaluated", "cdk.out.lock", "nixpkgs"]);
  });

  it("uses the cached answer for the same flake, and runs Nix for another one", async () => {
    const kept = answers();
    for (const file of kept) writeFileSync(file, readFileSync(file, "utf8").replaceAll('"quiet"', '"kept"'));
    await host().hasOption("boot.kernelParams", Match.arrayWith(["kept"]));
    const other = host({ time: { timeZone: "Europe/Rome" } });
    await other.hasOption("boot.kernelParams", Match.arrayWith(["quiet"]));
    expect(answers()).toHaveLength(kept.length + 1);
  });

  it("reports Nix's error and the construct behind it", async () => {
    const thrown = host({ networking: { domain: nix.raw('throw "it is a secret"') } }).option("networking.domain");
    await expect(thrown).rejects.toThrow(/^lilith: cannot evaluate networking\.domain\n[^]*it is a secret/);
  });

  it("distinguishes options, sets of options, and unknown names", async () => {
    await expect(host().option("boot.loader")).rejects.toThrow("boot.loader is not an option but a set of options");
    await expect(host().option("boot.kernelParam")).rejects.toThrow("NixOS has no option boot.kernelParam");
  });

  it("explains how to install Nix if it is missing", async () => {
    process.env.PATH = path.join(directory, "nixpkgs");
    await expect(host().option("boot.kernelParams")).rejects.toThrow(/Nix is not installed[^]*fix: /);
  });
});
