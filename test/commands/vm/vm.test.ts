import { mkdirSync, symlinkSync } from "node:fs";
import * as path from "node:path";
import { makeKeyboard } from "../../../lib/commands/vm/attach-console";
import { parseSize } from "../../../lib/commands/vm/options";
import { project, runIn } from "../../cli/project";

describe("synth vm", () => {
  it("does not build with --no-build, and prints the command to run if there is no ISO", () => {
    const made = project();
    expect(made.run(["vm", "a", "--no-build", "--no-color"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[iso-not-built]: the ISO of a is not built yet
       why:   --no-build does not build it
       fix:   run synth a, or omit --no-build
     ",
       "stdout": "",
     }
    `);
    expect(made.run(["--no-build", "-q"]).code).toBe(0);
    expect(made.run(["vm", "a", "--no-build", "-q"]).stderr).toContain("the ISO of a is not built yet");
  });

  it("rejects a host that the program does not have", () => {
    expect(project().run(["vm", "c", "-q"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('there is no host "c"') as string,
    });
  });

  it("rejects a disk file without a size, and invalid sizes and numbers", () => {
    const { run } = project();
    expect(run(["vm", "a", "--disk-file", "disk"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[disk-without-size]: --disk-file disk requires --disk
       why:   the size of the disk is unknown
       fix:   pass --disk 8G, or the size of the existing file
     ",
       "stdout": "",
     }
    `);
    expect(run(["vm", "a", "--disk", "big"]).stderr).toContain("Expected a size of at least 1M, such as 512M or 8G.");
    expect(run(["vm", "a", "--memory", "2G"]).stderr).toContain("Expected a number, at least 64.");
    expect(run(["vm"]).stderr).toContain("missing required argument 'host'");
  });

  it("builds first, exits with code 5 without QEMU, and warns about an ISO that is out of date", () => {
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
     synth: cdk.out: nothing changed
     synth: nothing changed since a was built
     error[vm-program-missing]: qemu-system-x86_64 is needed to boot an image and is not installed
       fix:   apt-get install qemu-system-x86
     ",
       "stdout": "",
     }
    `);
    expect(run(["--no-build", "-q"], { ...env, TEXT: "other" }).code).toBe(0);
    expect(run(["vm", "a", "--no-build", "-q"], env)).toMatchInlineSnapshot(`
     {
       "code": 5,
       "stderr": "warning[iso-outdated]: a: the latest ISO is out of date
       why:   the flake or the build settings have changed since it was built
       fix:   omit --no-build to rebuild it

     error[vm-program-missing]: qemu-system-x86_64 is needed to boot an image and is not installed
       fix:   apt-get install qemu-system-x86
     ",
       "stdout": "",
     }
    `);
    expect(run(["vm", "a", "--no-build", "-q", "--strict"], env)).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "warning[iso-outdated]: a: the latest ISO is out of date
       why:   the flake or the build settings have changed since it was built
       fix:   omit --no-build to rebuild it

     not booted: 1 warning, and --strict is set
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
  ])("parses %s as %d bytes", (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  it.each(["", "G", "8X", "-1G", "1K", "8 G"])("rejects %j", (text) => {
    expect(() => parseSize(text)).toThrow("Expected a size");
  });
});

describe("the console keyboard", () => {
  const typed = (...chunks: readonly string[]): readonly { readonly send: string; readonly end: boolean }[] => {
    const keyboard = makeKeyboard();
    return chunks.map((chunk) => {
      const { send, end } = keyboard(Buffer.from(chunk));
      return { send: send.toString(), end };
    });
  };

  it("sends input until Ctrl-C", () => {
    expect(typed("ls\r", "é", "a\u0003b")).toEqual([
      { send: "ls\r", end: false },
      { send: "é", end: false },
      { send: "a", end: true },
    ]);
  });

  it("sends Ctrl-C for Ctrl-] c, and Ctrl-] for Ctrl-] twice, also in separate chunks", () => {
    expect(typed("\u001dc", "\u001d", "\u001d", "x")).toEqual([
      { send: "\u0003", end: false },
      { send: "", end: false },
      { send: "\u001d", end: false },
      { send: "x", end: false },
    ]);
  });
});
