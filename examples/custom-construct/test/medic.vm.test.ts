import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { bootIso, buildIso, createSshKeyPair, type VirtualMachine } from "cdknix/testing";

// Tests the example's image the way a project does: builds it with a key of its own, and boots it.
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
  it("has the name that NixOS 25.05 is given it by", () => {
    const changes = execFileSync("git", ["status", "--porcelain"], { encoding: "utf8" });
    const head = execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" });
    expect(path.basename(iso)).toBe(`medic-25.05-${changes === "" ? head.slice(0, 7) : "dirty"}-x86_64.iso`);
  });

  it("runs, without a failed unit", async () => {
    expect(await output("systemctl is-system-running --wait")).toBe("running");
  });

  it("has written the report of its own construct", async () => {
    const report = await output("cat /run/hardware-report.txt");
    expect(report).toContain("Architecture:");
    expect(report).toMatch(/^NAME +SIZE +MODEL/m);
  });

  it("has the tools that release 25.05 switches on one by one, and no others", async () => {
    expect(
      await output("nixos-install --help >/dev/null; command -v nixos-install nixos-enter nixos-generate-config"),
    ).toMatch(/nixos-install\n.*nixos-enter\n.*nixos-generate-config/);
    expect(await output("! command -v nixos-rebuild")).toBe("");
  });

  it("keeps its manual pages, which SpaceSaver was asked to leave", async () => {
    const manuals = "/usr/share/man /run/current-system/sw/share/man";
    expect(await output(`find ${manuals} -name '*.gz' 2>/dev/null | head -n 1`)).not.toBe("");
  });
});
