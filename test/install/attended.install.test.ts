import * as path from "node:path";
import { bootIso, type VirtualMachine } from "../../lib/testing";
import { output } from "../boot/boot-lilith";
import { freshDirectory } from "../build/run-directory";
import { boot, builtStick, digests, diskSize, type Blank } from "./stick";

describe("a person at an image that installs", () => {
  let web: Blank;
  let machine: VirtualMachine | undefined;
  const run = (command: string, timeout = 300): Promise<string> => output(machine!, command, "root", timeout);
  const installs = (options: string, typed = ""): Promise<string> =>
    run(`echo ${typed} | install-web-1 ${options} 2>&1`, 1800);

  beforeAll(async () => {
    const stick = await builtStick("attended", "examples/offline-install/main.ts", { compression: "1" });
    const directory = freshDirectory("attended");
    const disks = ["a", "b"].map((name) => ({
      size: diskSize,
      serial: stick.serials["web-1"] ?? "",
      file: path.join(directory, name),
    }));
    web = { stick, disks, options: { uefiVariables: path.join(directory, "variables") }, secrets: {} };
    const ssh = { identity: stick.key.identity };
    machine = await bootIso({ ...web.options, iso: stick.built.iso, medium: "usb", disks, ssh, bootTimeout: 600 });
  });

  afterAll(async () => {
    await machine?.dispose();
  });

  it("is asked to choose one of two disks that match", async () => {
    await expect(installs("")).rejects.toThrow(
      /refused: several disks for main have the serial number WEB-0001: .*--disk main=DEVICE/,
    );
  });

  it("sees with --dry-run what would happen, and nothing does", async () => {
    const before = await digests(web);
    const shown = await installs("--dry-run --disk /dev/vdb");
    expect(shown).toMatch(/\/dev\/vdb.*WEB-0001/);
    expect(shown).toContain("dry run, nothing was written");
    expect(await digests(web)).toEqual(before);
  });

  it("stops the installation with anything but the name of the host", async () => {
    const before = await digests(web);
    await expect(installs("--disk /dev/vdb", "yes")).rejects.toThrow("stopped: the name was not typed");
    expect(await digests(web)).toEqual(before);
  });

  it("installs a flake that was changed in the live system, without a network", async () => {
    await run(`sed --in-place 's/^{$/{\\n  environment.etc."changed".text = "yes";/' /flake/modules/server/system.nix`);
    expect(await installs("--disk main=/dev/vdb --flake /flake", "web-1")).toContain("install-web-1: installed: ");
    await machine?.shutdown();
    await machine?.dispose();
    machine = await boot(web);
    expect(await run("hostname; cat /etc/changed")).toBe("web-1\nyes");
    expect(await run("realpath $(findmnt --noheadings --output SOURCE /)")).toBe("/dev/vdb2");
    expect(await run("systemctl is-system-running --wait")).toBe("running");
    expect(await run("grep --count changed /etc/nixos/modules/server/system.nix")).toBe("1");
  });
});
