import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { bootIso, buildIso, createSshKeyPair, type VirtualMachine } from "cdknix/testing";

// Tests the example's image like a project would: builds it with a new key, and boots it.
const directory = mkdtempSync(path.join(tmpdir(), "medic-"));
let machine: VirtualMachine | undefined;
let iso = "";

beforeAll(async () => {
  const key = await createSshKeyPair(directory);
  ({ iso } = await buildIso({
    host: "medic",
    app: "npx ts-node examples/custom-construct/main.ts",
    context: { release: "25.05", authorizedKey: key.publicKey },
  }));
  machine = await bootIso({ iso, ssh: { identity: key.identity } });
});

afterAll(async () => {
  await machine?.dispose();
  rmSync(directory, { recursive: true });
});

async function output(command: string): Promise<string> {
  const { exitCode, stdout, stderr } = await machine!.ssh(command);
  if (exitCode !== 0) throw new Error(`exit code ${String(exitCode)}: ${command}\n${stdout}${stderr}`);
  return stdout.trimEnd();
}

describe("the image of medic", () => {
  it("has the name set by the option of NixOS 25.05", () => {
    const changes = execFileSync("git", ["status", "--porcelain"], { encoding: "utf8" });
    const head = execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" });
    expect(path.basename(iso)).toBe(`medic-25.05-${changes === "" ? head.slice(0, 7) : "dirty"}-x86_64.iso`);
  });

  it("runs without failed units", async () => {
    expect(await output("systemctl is-system-running --wait")).toBe("running");
  });

  it("has written the report of the custom construct", async () => {
    const report = await output("cat /run/hardware-report.txt");
    expect(report).toContain("Architecture:");
    expect(report).toMatch(/^NAME +SIZE +MODEL/m);
  });

  it("has only the tools that are enabled individually on release 25.05", async () => {
    expect(
      await output("nixos-install --help >/dev/null; command -v nixos-install nixos-enter nixos-generate-config"),
    ).toMatch(/nixos-install\n.*nixos-enter\n.*nixos-generate-config/);
    expect(await output("! command -v nixos-rebuild")).toBe("");
  });

  it("has the manual pages that SpaceSaver keeps on request", async () => {
    const manuals = "/usr/share/man /run/current-system/sw/share/man";
    expect(await output(`find ${manuals} -name '*.gz' 2>/dev/null | head -n 1`)).not.toBe("");
  });
});
