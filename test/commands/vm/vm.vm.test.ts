import { chmodSync, copyFileSync, mkdirSync, readFileSync, statSync } from "node:fs";
import * as path from "node:path";
import { letIn, lilithImage, type LilithImage } from "../../build/lilith-image";
import { bin, project, runIn, type Project, type Run } from "../../cli/project";
import { writeBootSector } from "../../platform/block-device/boot-sector";
import { scratch } from "../../platform/files/scratch";
import { typeInto } from "../completion/typed";

describe("synth vm with a tiny image", () => {
  let made: Project;
  const vm = (...args: readonly string[]): Run => made.run(["vm", "a", "--usb", "--no-build", ...args]);

  beforeAll(() => {
    made = project();
    const sector = path.join(made.directory, "boot-sector");
    writeBootSector(sector);
    // Nix may build as a user of its own.
    chmodSync(made.directory, 0o755);
    const script = `script = "mkdir -p $out/iso; cp ${sector} $out/iso/a.iso";`;
    expect(made.run(["-q", "a"], { ARGS: script })).toMatchObject({ code: 0 });
  });

  it("waits for the login prompt if no key is configured, and keeps the console log", () => {
    const picture = path.join(made.directory, "screen.png");
    const { code, stdout, stderr } = vm("--test", "--screenshot", picture, "--memory", "64", "--json");
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toContain("(no ssh key is configured): ssh -p ");
    expect(stderr).toContain("a is up: login prompt on the console");
    const log = path.join(made.directory, "cdk.out.vm/a/console.log");
    expect(JSON.parse(stdout.replaceAll("<project>", made.directory))).toMatchObject({
      host: "a",
      reachedBy: "console",
      commands: [],
      consoleLog: log,
    });
    expect(readFileSync(log, "utf8")).toContain("hello from the boot sector\r\nlogin: ");
    expect(readFileSync(picture).subarray(1, 4).toString()).toBe("PNG");
  });

  it("fails after the timeout, with the console log and a screenshot", () => {
    const ended = made.run(["vm", "a", "--no-build", "--test", "--timeout", "2", "--no-network"]);
    // This image does not boot as a CD.
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain("error[vm-console-silent]: the serial console did not print");
    expect(ended.stderr).toContain("<project>/cdk.out.vm/a/screen.png");
    expect(statSync(path.join(made.directory, "cdk.out.vm/a/screen.png")).size).toBeGreaterThan(0);
  });

  it("keeps a disk file, and rejects it with another size", () => {
    const disk = ["--test", "--disk-file", "disk", "--disk"];
    expect(vm(...disk, "8M").code).toBe(0);
    expect(statSync(path.join(made.directory, "disk")).size).toBe(8 << 20);
    expect(vm(...disk, "9M")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("has 8388608 bytes, not 9437184") as string,
    });
  });

  it("attaches the console to the terminal, and ends when the machine shuts down", async () => {
    const shown = await typeInto(`${process.execPath} ${bin} vm a --usb --no-build`, made.directory, [
      { after: "login: ", keys: "abc\u001dc" },
      { after: "abc", keys: "q" },
    ]);
    expect(shown).toContain("serial console attached: Ctrl-C stops the machine, Ctrl-] c sends Ctrl-C to it");
    expect(shown).toMatch(/ssh \(no ssh key is configured\): ssh -p \d+ .* root@127\.0\.0\.1/);
    expect(shown).toMatch(/login: abc\u0003?[^]*console log: /);
  });

  it("stops QEMU at Ctrl-C, and restores the terminal", async () => {
    const command = `sh -c '${process.execPath} ${bin} vm a --usb --no-build; echo "code $?"; stty -a'`;
    const shown = await typeInto(command, made.directory, [{ after: "login: ", keys: "\u0003" }]);
    expect(shown).toContain("code 130");
    expect(shown).toMatch(/ icanon /);
    expect(qemuOf(made.directory)).toBe("");
  });
});

describe("synth vm --test with the example's image", () => {
  let image: LilithImage;
  let home = "";
  const vm = (...args: readonly string[]): Run =>
    runIn(image.project, [process.execPath, bin, "vm", "lilith", ...letIn(image.key), "--test", ...args], {
      HOME: home,
    });

  beforeAll(async () => {
    image = await lilithImage();
    home = scratch();
  });

  it("runs commands on the console if no private key is available, and checks that the medium is not needed", () => {
    const { code, stdout, stderr } = vm("--copy-to-ram", "--disk", "64M", "--run", "id -un; cat /sys/block/vda/size");
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toContain("lilith is up to date");
    expect(stderr).toContain(`(the image accepts none of the keys in ${path.join(home, ".ssh")}): ssh `);
    expect(stderr).toContain("medium removed");
    expect(stdout).toBe("root\n131072\n");
  });

  it("finds the private key, runs commands over ssh, and reports which one failed", () => {
    mkdirSync(path.join(home, ".ssh"), { mode: 0o700 });
    copyFileSync(image.key.identity, path.join(home, ".ssh/id_ed25519"));
    const { code, stdout, stderr } = vm("--uefi", "--run", "echo first", "--run", "echo said; exit 7", "--run", "id");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "first\n" });
    expect(stderr).toContain("lilith is up: ssh login works");
    expect(stderr).toContain("error[vm-command-failed]: command failed in lilith with exit code 7: echo said; exit 7");
    expect(stderr).toMatch(/\n {2}\| said\n {2}fix: /);
    expect(readFileSync(path.join(image.project, "cdk.out.vm/lilith/console.log"), "utf8")).toContain("lilith login:");
  });
});

/** Machines that are still running with a file in a directory. */
function qemuOf(directory: string): string {
  return runIn(directory, ["pgrep", "--full", `qemu-system.*${directory}`]).stdout;
}
