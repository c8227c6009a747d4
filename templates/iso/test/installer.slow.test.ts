import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { App } from "cdknix";
import { bootIso, buildIso, createSshKeyPair, evaluated, Match, type VirtualMachine } from "cdknix/testing";
import { Installer } from "../lib/installer";

// Run with: npm run test:slow. Set NIXPKGS=embedded to use Debian packages if the NixOS cache is not reachable.
const nixpkgs = process.env.NIXPKGS;

describe("the system in NixOS", () => {
  const { host } = new Installer(new App(), "installer");
  const system = evaluated(host, nixpkgs === undefined ? {} : { nixpkgs });

  it("has the settings of the program", async () => {
    await system.hasOption("networking.hostName", "installer");
    await system.hasOption("boot.kernelParams", Match.arrayWith(["copytoram"]));
    await system.hasOption("environment.variables.EDITOR", "nano");
  });
});

describe("the booted image", () => {
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

  it("accepts the key, and has no failed units", async () => {
    expect(await machine?.ssh("systemctl is-system-running --wait")).toMatchObject({ stdout: "running\n" });
  });

  it("does not need the medium, which it has copied to memory", async () => {
    await machine?.eject();
    expect(await machine?.ssh('cat "$(command -v nixos-install)" && nix --version')).toMatchObject({ exitCode: 0 });
  });
});
