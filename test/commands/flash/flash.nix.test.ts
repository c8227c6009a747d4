import { readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
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
       fix:   run synth a first
     ",
       "stdout": "",
     }
    `);
    made.run(["--no-build", "-q"]);
    expect(made.run(["flash", "a", "/dev/null"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[not-built]: a has not been built
       fix:   run synth a first
     ",
       "stdout": "",
     }
    `);
    expect(made.run(["flash", "a", "--profile", "dev"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[not-built]: a has not been built with the profile dev
       fix:   run synth a --profile dev first
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
       fix:   run synth a first
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
       why:   cdknix creates no files here: a file in /dev would look like a written device
       fix:   run \`synth flash\` to list the removable devices; if yours is not listed, plug it in
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
     ",
       "stdout": "",
     }
    `);
    expect(made.run(["flash", "a", "/dev/null"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[device-not-block]: /dev/null is not a block device
       why:   images are written to whole disks
       fix:   run \`synth flash\` to list the removable devices
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
     ",
       "stdout": "",
     }
    `);
  });

  it("rejects a file without --kind file", () => {
    const { made, iso } = shared;
    const file = path.join(made.directory, "disk.img");
    writeFileSync(file, "x".repeat(100));
    expect(made.run(["flash", "a", "disk.img", "--yes"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[device-file]: <project>/disk.img is a file, not a removable disk
       why:   the ISO itself is already an image file
       fix:   to write to a file, pass --kind file

     nothing was written to <project>/disk.img
     ",
       "stdout": "",
     }
    `);
    const unasked = made.run(["flash", "a", "disk.img", "--kind", "file"]);
    expect({ ...unasked, stderr: unasked.stderr.replace(iso, "<iso>") }).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "warning[iso-not-hybrid]: the ISO of a does not boot from a disk
       value: <iso>
       why:   it has no boot sector, so it boots only from optical media
       fix:   set isoImage.makeUsbBootable to true, like the NixOS installation images

     error[confirmation-missing]: nothing was written to <project>/disk.img: cannot ask for confirmation
       why:   not a terminal, and all data on the device would be erased
       fix:   pass --yes
     ",
       "stdout": "",
     }
    `);
    expect(readFileSync(file, "utf8")).toBe("x".repeat(100));
    const { code, stdout, stderr } = made.run(["flash", "a", "disk.img", "--kind", "file", "--yes"]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "<project>/disk.img\n" });
    expect(stderr).toContain("synth: verifying <project>/disk.img\n");
    // At its beginning, as on a larger disk.
    expect(readFileSync(file, "utf8")).toBe(readFileSync(iso, "utf8") + "x".repeat(100 - statSync(iso).size));
  });

  it("extends a file that is too small, and prints the result as JSON", () => {
    const { made, iso } = shared;
    const file = path.join(made.directory, "small.img");
    writeFileSync(file, "");
    truncateSync(file, 1);
    const { code, stdout } = made.run(["flash", "a", "small.img", "--kind", "file", "--yes", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      host: "a",
      iso,
      device: "<project>/small.img",
      size: statSync(iso).size,
    });
    expect(readFileSync(file)).toEqual(readFileSync(iso));
  });

  it("lists the devices of this machine as JSON", () => {
    const { code, stdout } = shared.made.run(["flash", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toBeInstanceOf(Array);
  });
});
