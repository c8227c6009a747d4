import { mkdirSync, symlinkSync } from "node:fs";
import * as path from "node:path";
import { makeKeyboard } from "../../../lib/commands/vm/attach-console";
import { parseSize } from "../../../lib/commands/vm/options";
import { project, runIn } from "../../cli/project";

describe("synth vm", () => {
  it("builds nothing with --no-build, and says what to run when there is no ISO", () => {
    const made = project();
    expect(made.run(["vm", "a", "--no-build", "--no-color"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[iso-not-built]: there is no ISO of a yet
       why:   with --no-build none is built
       fix:   run synth a, or leave out --no-build
     ",
       "stdout": "",
     }
    `);
    expect(made.run(["--no-build", "-q"]).code).toBe(0);
    expect(made.run(["vm", "a", "--no-build", "-q"]).stderr).toContain("there is no ISO of a yet");
  });

  it("refuses a host that the program does not have", () => {
    expect(project().run(["vm", "c", "-q"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no host named "c"') as string,
    });
  });

  it("refuses a kept disk without a size, and sizes and numbers that are none", () => {
    const { run } = project();
    expect(run(["vm", "a", "--disk-file", "disk"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[disk-without-size]: --disk-file disk is given without --disk
       why:   the size of the disk is not known
       fix:   give --disk 8G, or the size that the file has
     ",
       "stdout": "",
     }
    `);
    expect(run(["vm", "a", "--disk", "big"]).stderr).toContain("It takes a size from 1M up, such as 512M or 8G.");
    expect(run(["vm", "a", "--memory", "2G"]).stderr).toContain("It takes a number from 64 up.");
    expect(run(["vm"]).stderr).toContain("missing required argument 'host'");
  });

  it("builds first, lacks QEMU with exit code 5, and does not boot the ISO of an earlier tree silently", () => {
    const { directory, run } = project();
    expect(run(["-q", "a"]).code).toBe(0);
    const programs = path.join(directory, "programs");
    mkdirSync(programs);
    for (const name of ["git", "nix", "node", "setpriv", "ssh-keygen"]) {
      const found = runIn(directory, ["sh", "-c", `command -v ${name}`]).stdout.trim();
      symlinkSync(found, path.join(programs, name));
    }
    const env = { PATH: programs };
    expect(run(["vm", "a", "--no-color"], env)).toMatchInlineSnapshot(`
     {
       "code": 5,
       "stderr": "synth: running node main.js
     synth: cdk.out: unchanged
     synth: a is up to date
     error[vm-program-missing]: qemu-system-x86_64 is not installed, but is required to boot an image
       fix:   apt-get install qemu-system-x86
     ",
       "stdout": "",
     }
    `);
    expect(run(["--no-build", "-q"], { ...env, TEXT: "other" }).code).toBe(0);
    expect(run(["vm", "a", "--no-build", "-q"], env)).toMatchInlineSnapshot(`
     {
       "code": 5,
       "stderr": "warning[iso-outdated]: a: the ISO that was built last is of an earlier tree, or was built with other settings
       why:   with --no-build what changed since is not in it
       fix:   leave out --no-build

     error[vm-program-missing]: qemu-system-x86_64 is not installed, but is required to boot an image
       fix:   apt-get install qemu-system-x86
     ",
       "stdout": "",
     }
    `);
    expect(run(["vm", "a", "--no-build", "-q", "--strict"], env)).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "warning[iso-outdated]: a: the ISO that was built last is of an earlier tree, or was built with other settings
       why:   with --no-build what changed since is not in it
       fix:   leave out --no-build

     nothing is booted: 1 warning, which --strict forbids
     ",
       "stdout": "",
     }
    `);
  });
});

describe("a size", () => {
  it.each([
    ["8G", 8 * 1024 ** 3],
    ["512MiB", 512 * 1024 ** 2],
    ["1.5g", 1.5 * 1024 ** 3],
    ["2T", 2 * 1024 ** 4],
    ["1048576", 1024 ** 2],
  ])("%s has %d bytes", (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  it.each(["", "G", "8X", "-1G", "1K", "8 G"])("is not %j", (text) => {
    expect(() => parseSize(text)).toThrow("It takes a size");
  });
});

describe("the keyboard", () => {
  const typed = (...chunks: readonly string[]): readonly { readonly send: string; readonly end: boolean }[] => {
    const keyboard = makeKeyboard();
    return chunks.map((chunk) => {
      const { send, end } = keyboard(Buffer.from(chunk));
      return { send: send.toString(), end };
    });
  };

  it("sends what is typed, until Ctrl-C", () => {
    expect(typed("ls\r", "é", "a\u0003b")).toEqual([
      { send: "ls\r", end: false },
      { send: "é", end: false },
      { send: "a", end: true },
    ]);
  });

  it("sends Ctrl-C for Ctrl-] c, and Ctrl-] for itself twice, also in pieces", () => {
    expect(typed("\u001dc", "\u001d", "\u001d", "x")).toEqual([
      { send: "\u0003", end: false },
      { send: "", end: false },
      { send: "\u001d", end: false },
      { send: "x", end: false },
    ]);
  });
});
