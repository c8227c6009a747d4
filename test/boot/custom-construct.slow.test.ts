import { mkdirSync, mkdtempSync } from "node:fs";
import * as path from "node:path";
import { bootIso, createSshKeyPair, type VirtualMachine } from "../../lib/testing";
import { describeImage, letIn } from "../build/lilith-image";
import { copyProject } from "../build/project-copy";
import { runDirectory } from "../build/run-directory";
import { output } from "./boot-lilith";

// The other example: another release, a construct of its own, nothing copied to memory.
let machine: VirtualMachine | undefined;
let iso = "";

beforeAll(async () => {
  const directory = mkdtempSync(path.join(runDirectory(), "custom-construct-"));
  const keys = path.join(directory, "keys");
  mkdirSync(keys, { mode: 0o700 });
  const key = await createSshKeyPair(keys, "configured");
  const project = await copyProject(path.join(directory, "project"));
  const app = "npx ts-node examples/custom-construct/main.ts";
  ({ iso } = await describeImage(project, "--app", app, "--context", "release=25.05", ...letIn(key)));
  machine = await bootIso({
    iso,
    firmware: "uefi",
    medium: "cd",
    ssh: { identity: key.identity },
    artifacts: path.join(directory, "machine"),
  });
});

afterAll(async () => {
  await machine?.dispose();
});

describe("the image of examples/custom-construct", () => {
  const run = (command: string): Promise<string> => output(machine!, command);

  it("has the name that NixOS 25.05 is given it by", () => {
    expect(path.basename(iso)).toMatch(/^medic-25\.05-[0-9a-f]{7}-x86_64\.iso$/);
  });

  it("runs, without a failed unit", async () => {
    expect(await run("systemctl is-system-running --wait")).toBe("running");
  });

  it("has written the report of its own construct", async () => {
    const report = await run("cat /run/hardware-report.txt");
    expect(report).toContain("Architecture:");
    expect(report).toMatch(/^NAME +SIZE +MODEL/m);
  });

  it("has the tools that release 25.05 switches on one by one, and no others", async () => {
    expect(
      await run("nixos-install --help >/dev/null; command -v nixos-install nixos-enter nixos-generate-config"),
    ).toMatch(/nixos-install\n.*nixos-enter\n.*nixos-generate-config/);
    expect(await run("! command -v nixos-rebuild")).toBe("");
  });

  it("keeps its manual pages, which SpaceSaver was asked to leave", async () => {
    expect(
      await run("find /usr/share/man /run/current-system/sw/share/man -name '*.gz' 2>/dev/null | head -n 1"),
    ).not.toBe("");
  });
});
