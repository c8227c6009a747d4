import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { App } from "cdknix";
import { bootIso, createSshKeyPair, evaluated, Match, type VirtualMachine } from "cdknix/testing";
import { Installer } from "../lib/installer";

// npm run test:slow. With NIXPKGS=embedded of Debian's packages, where the NixOS cache is out of reach.
const nixpkgs = process.env.NIXPKGS;
const directory = mkdtempSync(path.join(tmpdir(), "installer-"));

afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe("the system, as NixOS evaluates it", () => {
  const { host } = new Installer(new App(), "installer");
  const system = evaluated(host, nixpkgs === undefined ? {} : { nixpkgs });

  it("has all that the program asks for, and what NixOS adds to it", async () => {
    await system.hasOption("networking.hostName", "installer");
    await system.hasOption("boot.kernelParams", Match.arrayWith(["copytoram"]));
    await system.hasOption("environment.variables.EDITOR", "nano");
  });
});

describe("the image, booted", () => {
  let machine: VirtualMachine | undefined;

  beforeAll(async () => {
    const key = await createSshKeyPair(directory);
    const args = ["synth", "installer", "--json", ...(nixpkgs === undefined ? [] : ["--nixpkgs", nixpkgs])];
    // Apart from the output of the project: an image that lets in this key is for this test alone.
    args.push("--output", path.join(directory, "cdk.out"), "--out-link", path.join(directory, "result"));
    args.push("--context", `authorizedKeys=${key.publicKey}`);
    const { stdout } = await promisify(execFile)("npx", args);
    const [image] = JSON.parse(stdout) as [{ readonly iso: string }];
    machine = await bootIso({ iso: image.iso, ssh: { identity: key.identity } });
  });

  afterAll(async () => {
    await machine?.dispose();
  });

  it("lets in whoever has the key, without a failed unit", async () => {
    expect(await machine?.ssh("systemctl is-system-running --wait")).toMatchObject({ stdout: "running\n" });
  });

  it("does without its medium, which it has copied to memory", async () => {
    await machine?.eject();
    expect(await machine?.ssh('cat "$(command -v nixos-install)" && nix --version')).toMatchObject({ exitCode: 0 });
  });
});
