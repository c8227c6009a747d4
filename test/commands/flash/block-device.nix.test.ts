import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import * as path from "node:path";
import { readFlashTarget } from "../../../lib/platform/block-device/flash-target";
import { openTarget, verifyImage, writeImage, type Image } from "../../../lib/platform/block-device/write-image";
import { librarySource, sourceScriptEnvironment, sourceScriptOptions } from "../../build/source-script";
import { project, type Project, type Run } from "../../cli/project";
import { runInTerminal } from "../../cli/terminal";
import { scratch } from "../../platform/files/scratch";
import { loopDevice, type LoopDevice } from "./loop-device";

const megabyte = 1 << 20;
// Not a multiple of the size of a block, page, or sector.
const isoSize = 21 * megabyte + 77;
const undo: (() => void)[] = [];

let made: Project;
let image: Image;

beforeAll(() => {
  made = project();
  const script = `mkdir -p $out/iso; yes cdknix | head -c ${String(isoSize)} > $out/iso/a.iso`;
  const args = ["a", "--json", "--nix-option", "substituters", ""];
  const { code, stdout, stderr } = made.run(args, { ARGS: `script = "${script}";` });
  if (code !== 0) throw new Error(stderr);
  [image] = JSON.parse(stdout) as [Image];
});

afterEach(() => {
  for (const step of undo.splice(0).reverse()) step();
});

function attached(size: number, ...options: readonly string[]): LoopDevice {
  const device = loopDevice(path.join(scratch(), "device"), size, options);
  undo.push(device.detach);
  return device;
}

function flash(device: string, ...options: readonly string[]): Run {
  return made.run(["flash", "a", device, "--kind", "fixed", ...options]);
}

/** Mounts a file system from a device. */
function mounted({ path: device }: LoopDevice): string {
  const point = path.join(scratch(), "mnt");
  mkdirSync(point);
  execFileSync("mkfs.ext4", ["-q", device]);
  execFileSync("mount", [device, point]);
  undo.push(() => void spawnSync("umount", [point], { stdio: "ignore" }));
  return point;
}

function firstBytes(file: string, count: number): Buffer {
  const descriptor = openSync(file, "r");
  const bytes = Buffer.alloc(count);
  readSync(descriptor, bytes, 0, count, 0);
  closeSync(descriptor);
  return bytes;
}

describe("synth flash on a block device", () => {
  it("writes the ISO to the device", () => {
    const device = attached(32 * megabyte);
    const { code, stdout, stderr } = flash(device.path, "--yes", "--json");
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(JSON.parse(stdout)).toMatchObject({ host: "a", device: device.path, size: isoSize, sha256: image.sha256 });
    // The file of the loop device shows what was really written.
    expect(firstBytes(device.file, isoSize).equals(readFileSync(image.iso))).toBe(true);
    expect(createHash("sha256").update(firstBytes(device.path, isoSize)).digest("hex")).toBe(image.sha256);
  });

  it("rejects a device that is too small, read-only, or internal without --kind, and does not change it", () => {
    const small = attached(isoSize - (isoSize % 512));
    expect(flash(small.path, "--yes")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("too-small") as string,
    });
    const frozen = attached(32 * megabyte, "--read-only");
    expect(flash(frozen.path, "--yes")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("read-only") as string,
    });
    const builtIn = attached(32 * megabyte);
    const refused = made.run(["flash", "a", builtIn.path, "--yes"]);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("device-fixed") as string });
    for (const { file } of [small, frozen, builtIn])
      expect(firstBytes(file, 4096).every((byte) => byte === 0)).toBe(true);
  });

  it("rejects a mounted device, or unmounts it with --unmount", () => {
    const device = attached(32 * megabyte);
    const point = mounted(device);
    const refused = flash(device.path, "--yes");
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining(`mounted at ${point}`) as string });
    expect(flash(device.path, "--yes", "--unmount")).toMatchObject({ code: 0 });
    expect(readFileSync("/proc/self/mounts", "utf8")).not.toContain(point);
    expect(firstBytes(device.file, isoSize).equals(readFileSync(image.iso))).toBe(true);
  });

  it("does not unmount a file system in use, and then writes nothing", () => {
    const device = attached(32 * megabyte);
    const descriptor = openSync(path.join(mounted(device), "in-use"), "w");
    undo.push(() => {
      closeSync(descriptor);
    });
    const { code, stderr } = flash(device.path, "--yes", "--unmount");
    expect(code).toBe(1);
    expect(stderr).toContain("error[device-not-unmounted]");
    expect(stderr).toContain("target is busy");
    // The part that the file system reserves for boot loaders, where the ISO would start.
    expect(firstBytes(device.file, 1024).every((byte) => byte === 0)).toBe(true);
  });

  it("lets the kernel reject a device that is mounted in another namespace", async () => {
    const device = attached(32 * megabyte);
    const target = await readFlashTarget(device.path, "removable");
    // As if by another program, just after the check.
    mounted(device);
    await expect(openTarget(target)).rejects.toMatchObject({ code: "device-busy", kind: "usage" });
  });

  it("rejects a device that was replaced by another one", async () => {
    const [device, other] = [attached(32 * megabyte), attached(32 * megabyte)];
    const target = await readFlashTarget(device.path, "removable");
    await expect(openTarget({ ...target, path: other.path })).rejects.toMatchObject({ code: "device-changed" });
  });

  it("rejects another device with the same name and number", async () => {
    const device = attached(32 * megabyte);
    const target = await readFlashTarget(device.path, "removable");
    execFileSync("losetup", ["--detach", device.path]);
    execFileSync("losetup", ["--partscan", device.path, device.file]);
    await expect(openTarget(target)).rejects.toMatchObject({ code: "device-changed" });
    const handle = await openTarget(await readFlashTarget(device.path, "removable"));
    await handle.close();
  });

  it("verifies the content of the device, not the kernel's cache", async () => {
    const device = attached(32 * megabyte);
    const target = await readFlashTarget(device.path, "removable");
    const handle = await openTarget(target);
    try {
      await writeImage(handle, target, image, () => undefined);
      const seen: number[] = [];
      await verifyImage(handle, target, image, (done) => seen.push(done));
      expect(seen.at(-1)).toBe(isoSize);
      // Without the kernel's knowledge, like worn-out flash memory.
      const descriptor = openSync(device.file, "r+");
      writeSync(descriptor, "X", 20 * megabyte);
      closeSync(descriptor);
      await expect(verifyImage(handle, target, image, () => undefined)).rejects.toMatchObject({
        code: "device-differs",
      });
    } finally {
      await handle.close();
    }
  });

  it("tells a user without permission how to get it", () => {
    const device = attached(32 * megabyte);
    execFileSync("chmod", ["0755", made.directory]);
    // Loaded as root, because the user nobody cannot read a checkout below /root.
    const script = `const { openTarget } = require(${librarySource("platform/block-device/write-image")});
      const { readFlashTarget } = require(${librarySource("platform/block-device/flash-target")});
      process.setgroups([]), process.setgid(65534), process.setuid(65534);
      readFlashTarget(${JSON.stringify(device.path)}, "removable").then(openTarget).catch((error) => console.log(error.kind, error.code));`;
    const { stdout, stderr } = spawnSync(process.execPath, [...sourceScriptOptions, "-e", script], {
      encoding: "utf8",
      cwd: "/",
      env: { ...process.env, ...sourceScriptEnvironment },
    });
    expect({ stdout, stderr }).toEqual({ stdout: "machine device-permission\n", stderr: "" });
  });
});

describe("synth flash on a terminal", () => {
  it("asks for confirmation with name and size, and writes nothing without it", async () => {
    const device = attached(32 * megabyte);
    const terminal = runInTerminal(made, ["flash", "a", device.path, "--kind", "fixed"]);
    undo.push(terminal.close);
    const name = path.basename(device.path);
    expect(await terminal.until(/to continue:$/m)).toContain(`${device.path}: 33.6 MB`);
    terminal.press("y");
    terminal.press("Enter");
    const { code, screen } = await terminal.end();
    expect(code).toBe(1);
    expect(screen).toContain("error[not-confirmed]");
    expect(firstBytes(device.file, 4096).every((byte) => byte === 0)).toBe(true);
    const again = runInTerminal(made, ["flash", "a", device.path, "--kind", "fixed"]);
    undo.push(again.close);
    await again.until(/to continue:$/m);
    again.press(name);
    again.press("Enter");
    expect((await again.end()).code).toBe(0);
    expect(firstBytes(device.file, isoSize).equals(readFileSync(image.iso))).toBe(true);
  });

  it("writes nothing if Ctrl-C is pressed at the question", async () => {
    const device = attached(32 * megabyte);
    const terminal = runInTerminal(made, ["flash", "a", device.path, "--kind", "fixed"]);
    undo.push(terminal.close);
    await terminal.until(/to continue:$/m);
    terminal.press("C-c");
    expect((await terminal.end()).code).toBe(130);
    expect(firstBytes(device.file, 4096).every((byte) => byte === 0)).toBe(true);
  });

  it("reports a partly written device after Ctrl-C", async () => {
    // Large enough for a user to notice and press a key.
    const large = project();
    const args = ["a", "-q", "--nix-option", "substituters", ""];
    const script = "mkdir -p $out/iso; truncate -s 1G $out/iso/a.iso";
    expect(large.run(args, { ARGS: `script = "${script}";` })).toMatchObject({ code: 0 });
    const device = attached(1024 * megabyte);
    const terminal = runInTerminal(large, ["flash", "a", device.path, "--kind", "fixed", "--yes"]);
    undo.push(terminal.close);
    await terminal.until(/write \/dev\/loop\d+ [\d.]+ of 1073\.7 MB, [\d.]+ MB\/s/);
    terminal.press("C-c");
    const { code, screen } = await terminal.end();
    expect(code).toBe(130);
    expect(screen).toMatch(
      /error\[device-half-written\]: \/dev\/loop\d+ is incomplete: only [\d.]+ of 1073\.7 MB were written/,
    );
    expect(screen).toContain("the write was interrupted");
  });
});
