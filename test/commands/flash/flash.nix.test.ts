import { execFileSync } from "node:child_process";
import { closeSync, openSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { noCache, project, type Project } from "../../cli/project";

interface Built {
  readonly made: Project;
  readonly iso: string;
}

function built(): Built {
  const made = project();
  const { code, stdout, stderr } = made.run(["a", "-q", ...noCache]);
  if (code !== 0) throw new Error(stderr);
  return { made, iso: stdout.trimEnd() };
}

let shared: Built;
beforeAll(() => {
  shared = built();
});

describe("synth flash", () => {
  it("prints the command to run if nothing was synthesized or built", () => {
    const made = project();
    expect(made.run(["flash", "a", "/dev/null"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[not-synthesized]: <project>/cdk.out contains no synthesized flake
       fix:   run \`synth a\` first
       docs:  https://cdknix.example/errors/not-synthesized
     ",
       "stdout": "",
     }
    `);
    made.run(["--no-build", "-q"]);
    expect(made.run(["flash", "a", "/dev/null"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[not-built]: a has not been built
       fix:   run \`synth a\` first
       docs:  https://cdknix.example/errors/not-built
     ",
       "stdout": "",
     }
    `);
    expect(made.run(["flash", "a", "--profile", "dev"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[not-built]: a has not been built with the profile dev
       fix:   run \`synth a --profile dev\` first
       docs:  https://cdknix.example/errors/not-built
     ",
       "stdout": "",
     }
    `);
    expect(made.run(["flash", "nobody", "/dev/null"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[host-unknown]: no host named "nobody"
       why:   hosts: a, b
       fix:   use one of these names
       docs:  https://cdknix.example/errors/host-unknown
     ",
       "stdout": "",
     }
    `);
  });

  it("rejects an ISO that is out of date", () => {
    const { made } = built();
    made.run(["--no-build", "-q"], { TEXT: "y" });
    expect(made.run(["flash", "a", "/dev/null"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[build-outdated]: the latest ISO of a is out of date
       why:   the flake, its lock file, or the profile has changed since
       fix:   run \`synth a\` first
       docs:  https://cdknix.example/errors/build-outdated
     ",
       "stdout": "",
     }
    `);
  });

  it("rejects a device that does not exist or cannot contain an image", () => {
    const { made } = shared;
    expect(made.run(["flash", "a", "stick"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[device-missing]: <project>/stick does not exist
       why:   a new file is created only with --kind file, and never in /dev, where it would look like a written device
       fix:   to create this file, pass --kind file. To write to a device, run \`synth flash\` to list the removable devices; if yours is not listed, plug it in
       docs:  https://cdknix.example/errors/device-missing
     ",
       "stdout": "",
     }
    `);
    expect(made.run(["flash", "a", "."])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[device-not-block]: <project> is a directory
       why:   images are written to whole disks
       fix:   run \`synth flash\` to list the removable devices
       docs:  https://cdknix.example/errors/device-not-block
     ",
       "stdout": "",
     }
    `);
    expect(made.run(["flash", "a", "/dev/null"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[device-not-block]: /dev/null is a character device, not a disk
       why:   images are written to whole disks
       fix:   run \`synth flash\` to list the removable devices
       docs:  https://cdknix.example/errors/device-not-block
     ",
       "stdout": "",
     }
    `);
    expect(made.run(["flash", "a", "/dev/null", "--kind", "anything"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[flag-value-invalid]: invalid value for --kind: "anything"
       why:   allowed choices are removable, fixed, partition, file; usage: cdknix flash [options] [host] [device]
       fix:   run \`cdknix flash --help\`
       docs:  https://cdknix.example/errors/flag-value-invalid
     ",
       "stdout": "",
     }
    `);
  });

  it("rejects a file without --kind file", () => {
    const { made } = shared;
    writeFileSync(path.join(made.directory, "disk.img"), "\0".repeat(100));
    expect(made.run(["flash", "a", "disk.img", "--yes"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[device-file]: <project>/disk.img is a file, not a removable disk
       why:   the ISO itself is already an image file
       fix:   to write to a file, pass --kind file
       docs:  https://cdknix.example/errors/device-file

     nothing was written to <project>/disk.img
     ",
       "stdout": "",
     }
    `);
  });

  it("writes to the beginning of a file with zeros, and asks before it replaces an image", () => {
    const { made, iso } = shared;
    const file = path.join(made.directory, "disk.img");
    writeFileSync(file, "\0".repeat(40_000));
    const { code, stdout, stderr } = made.run(["flash", "a", "disk.img", "--kind", "file"]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "<project>/disk.img\n" });
    expect(stderr).toContain("synth: verifying <project>/disk.img\n");
    const written = readFileSync(iso, "latin1") + "\0".repeat(40_000 - statSync(iso).size);
    expect(readFileSync(file, "latin1")).toBe(written);
    const image = `${written.slice(0, 16 * 2048)}\u0001CD001${written.slice(16 * 2048 + 6)}`;
    writeFileSync(file, image, "latin1");
    const unasked = made.run(["flash", "a", "disk.img", "--kind", "file"]);
    expect({ ...unasked, stderr: unasked.stderr.replace(iso, "<iso>") }).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "warning[iso-not-hybrid]: the ISO of a does not boot from a disk
       value: <iso>
       why:   it has no boot sector, so it boots only from optical media
       fix:   set isoImage.makeUsbBootable to true, like the NixOS installation images
       docs:  https://cdknix.example/errors/iso-not-hybrid

     error[confirmation-missing]: nothing was written to <project>/disk.img: cannot ask for confirmation
       why:   not a terminal, and all data on the device would be erased
       fix:   pass --yes
       docs:  https://cdknix.example/errors/confirmation-missing
     ",
       "stdout": "",
     }
    `);
    expect(readFileSync(file, "latin1")).toBe(image);
    expect(made.run(["flash", "a", "disk.img", "--kind", "file", "--yes"]).code).toBe(0);
  });

  it("creates a file that does not exist, without confirmation, and prints the result as JSON", () => {
    const { made, iso } = shared;
    const { code, stdout } = made.run(["flash", "a", "new.img", "--kind", "file", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      host: "a",
      iso,
      device: "<project>/new.img",
      kind: "file",
      size: statSync(iso).size,
    });
    expect(readFileSync(path.join(made.directory, "new.img"))).toEqual(readFileSync(iso));
  });

  it.each([
    ["with other data", "My thesis, chapter one\n", "error[file-not-image]"],
    ["that is too small", "\0", "error[file-too-small]"],
    ["that is empty", "", "error[file-too-small]"],
    ["that is a QEMU image", "QFI\u00fb\0\0\0\u0003", "error[file-not-image]"],
  ])("rejects a file %s", (_, content, error) => {
    const { made } = shared;
    const file = path.join(made.directory, "file");
    writeFileSync(file, content, "latin1");
    const { code, stderr } = made.run(["flash", "a", "file", "--kind", "file", "--yes"]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(error) as string });
    expect(readFileSync(file, "latin1")).toBe(content);
  });

  it("explains why a file with other data is rejected", () => {
    const { made } = shared;
    writeFileSync(path.join(made.directory, "thesis.tex"), "x");
    symlinkSync("thesis.tex", path.join(made.directory, "link"));
    expect(made.run(["flash", "a", "link", "--kind", "file", "--yes"]).stderr).toMatchInlineSnapshot(`
     "error[file-not-image]: <project>/thesis.tex is not a disk image
       why:   it contains other data, not a disk, an ISO, or zeros
       fix:   choose a name that does not exist, or remove the file first: cdknix then creates it
       docs:  https://cdknix.example/errors/file-not-image

     error[file-too-small]: <project>/thesis.tex is too small
       why:   its size is 1 byte, and the ISO needs 2 bytes
       fix:   choose a name that does not exist, or remove the file first: cdknix then creates it
       docs:  https://cdknix.example/errors/file-too-small

     nothing was written to <project>/thesis.tex
     "
    `);
  });

  it("rejects a broken link, a missing directory, and everything that is neither a file nor a disk", () => {
    const { made } = shared;
    const file = (name: string): string => made.run(["flash", "a", name, "--kind", "file", "--yes"]).stderr;
    symlinkSync("nowhere", path.join(made.directory, "broken"));
    execFileSync("mkfifo", [path.join(made.directory, "pipe")]);
    expect(file("broken")).toContain("why:   it is a broken link\n");
    expect(file("missing/disk.img")).toContain("why:   <project>/missing does not exist\n");
    expect(file("pipe")).toContain("<project>/pipe is a named pipe\n");
    expect(file("/dev/sdz")).toContain("error[device-missing]");
    expect(file(".")).toMatchInlineSnapshot(`
     "error[device-not-block]: <project> is a directory
       why:   images are written to regular files and whole disks
       fix:   choose a file name
       docs:  https://cdknix.example/errors/device-not-block
     "
    `);
  });

  it("rejects a file of the store, and one that a program has open", () => {
    const { made, iso } = shared;
    expect(made.run(["flash", "a", iso, "--kind", "file", "--yes"]).stderr).toContain("error[file-in-store]");
    const file = path.join(made.directory, "open.img");
    writeFileSync(file, "\0".repeat(100));
    const descriptor = openSync(file, "r");
    try {
      const { code, stderr } = made.run(["flash", "a", "open.img", "--kind", "file", "--yes"]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/error\[file-in-use\]: <project>\/open.img is in use by \S+ \(process \d+\)\n/);
    } finally {
      closeSync(descriptor);
    }
  });

  it("lists the devices of this machine as JSON", () => {
    const { code, stdout } = shared.made.run(["flash", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toBeInstanceOf(Array);
  });
});
