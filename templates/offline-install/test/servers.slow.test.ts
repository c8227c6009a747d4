import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { buildIso, createSshKeyPair, installIso, type InstalledMachine } from "cdknix/testing";
import { serials } from "../lib/servers";

// Run with: npm run test:slow. Set NIXPKGS=embedded to use Debian packages if the NixOS cache is not reachable.
const nixpkgs = process.env.NIXPKGS;

describe("a server that the image has installed", () => {
  const directory = mkdtempSync(path.join(tmpdir(), "servers-"));
  let machine: InstalledMachine | undefined;

  beforeAll(async () => {
    const key = await createSshKeyPair(directory);
    const { iso } = await buildIso({ host: "stick", nixpkgs, context: { authorizedKeys: key.publicKey } });
    const disks = [{ size: 8 * 1024 ** 3, serial: serials["web-1"] }];
    machine = await installIso(iso, { disks, network: false, ssh: { identity: key.identity } });
  });

  afterAll(async () => {
    await machine?.dispose();
    rmSync(directory, { recursive: true });
  });

  it("accepts the key, and has no failed units", async () => {
    expect(await machine?.run("hostname")).toBe("web-1");
    expect(await machine?.run("systemctl is-system-running --wait")).toBe("running");
  });
});
