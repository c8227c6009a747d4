import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { App, Flake, Host, Nixpkgs } from "cdknix";
import { bootIso, evaluated, Match, type VirtualMachine } from "cdknix/testing";
import { ConsoleNotice } from "../lib";

// npm run test:slow. With NIXPKGS=embedded of Debian's packages, where the NixOS cache is out of reach.
const nixpkgs = process.env.NIXPKGS;

describe("ConsoleNotice", () => {
  it("names the host, as NixOS evaluates it", async () => {
    const flake = new Flake(new App(), "test", { nixpkgs: Nixpkgs.release("26.05") });
    const host = new Host(flake, "host", { system: "x86_64-linux" });
    new ConsoleNotice(host, "notice", { text: "Hello." });
    const system = evaluated(host, nixpkgs === undefined ? {} : { nixpkgs });
    await system.hasOption("services.getty.helpLine", Match.stringLikeRegexp("host: Hello\\.\n"));
  });
});

describe("the image of the trial, booted", () => {
  const directory = mkdtempSync(path.join(tmpdir(), "trial-"));
  let machine: VirtualMachine | undefined;

  beforeAll(async () => {
    const args = ["synth", "trial", "--json", ...(nixpkgs === undefined ? [] : ["--nixpkgs", nixpkgs])];
    args.push("--output", path.join(directory, "cdk.out"), "--out-link", path.join(directory, "result"));
    const { stdout } = await promisify(execFile)("npx", args);
    const [image] = JSON.parse(stdout) as [{ readonly iso: string }];
    machine = await bootIso({ iso: image.iso });
  });

  afterAll(async () => {
    await machine?.dispose();
    rmSync(directory, { recursive: true });
  });

  it("shows the notice above the login prompt", async () => {
    await machine?.console.waitFor(/trial: This image is for trying things out\.[^]*login:/, { timeout: 300 });
  });
});
