import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { App } from "cdknix";
import { bootIso, buildIso, createSshKeyPair, evaluated, Match, type VirtualMachine } from "cdknix/testing";
import { Installer } from "../lib/installer";

// npm run test:slow. With NIXPKGS=embedded of Debian's packages, where the NixOS cache is out of reach.
const nixpkgs = process.env.NIXPKGS;

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
  const directory = mkdtempSync(path.join(tmpdir(), "installer-"));
  let machine: VirtualMachine | undefined;

  beforeAll(async () => {
    const key = await createSshKeyPair(directory);
    const { iso } = await buildIso({ host: "installer", nixpkgs, context: { authorizedKeys: key.publicKey } });
    machine = await bootIso({ iso, ssh: { identity: key.identity } });
  });

  afterAll(async () => {
    await machine?.dispose();
    rmSync(directory, { recursive: true });
  });

  it("lets in whoever has the key, without a failed unit", async () => {
    expect(await machine?.ssh("systemctl is-system-running --wait")).toMatchObject({ stdout: "running\n" });
  });

  it("does without its medium, which it has copied to memory", async () => {
    await machine?.eject();
    expect(await machine?.ssh('cat "$(command -v nixos-install)" && nix --version')).toMatchObject({ exitCode: 0 });
  });
});
