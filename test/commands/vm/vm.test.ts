import { makeKeyboard } from "../../../lib/commands/vm/attach-console";
import { parseSize } from "../../../lib/commands/vm/options";
import { project } from "../../cli/project";

describe("synth vm", () => {
  it("does not build with --no-build, and prints the command to run if there is no ISO", () => {
    const made = project();
    expect(made.run(["vm", "a", "--no-build", "--no-color"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[iso-not-built]: the ISO of a is not built yet
       why:   --no-build does not build it
       fix:   run \`synth a\`, or omit --no-build
       docs:  https://cdknix.example/errors/iso-not-built
     ",
       "stdout": "",
     }
    `);
    expect(made.run(["--no-build", "-q"]).code).toBe(0);
    expect(made.run(["vm", "a", "--no-build", "-q"]).stderr).toContain("the ISO of a is not built yet");
  });

  it("rejects a glob before it builds anything", () => {
    expect(project().run(["vm", "[ab]", "-q"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[host-not-named]: "[ab]" is a glob, but synth vm boots one host
       fix:   pass the name of one host; synth list prints the names
       docs:  https://cdknix.example/errors/host-not-named
     ",
       "stdout": "",
     }
    `);
  });

  it("rejects a disk file without a size, and invalid sizes and numbers", () => {
    const { run } = project();
    expect(run(["vm", "a", "--disk-file", "disk"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[disk-without-size]: --disk-file disk requires --disk
       why:   the size of the disk is unknown
       fix:   pass --disk 8G, or the size of the existing file
       docs:  https://cdknix.example/errors/disk-without-size
     ",
       "stdout": "",
     }
    `);
    expect(run(["vm", "a", "--disk", "8G", "--disk-serial", "A", "--disk-serial", "B"]).stderr).toContain(
      "error[disk-without-size]: --disk-serial B requires another --disk\n",
    );
    expect(run(["vm", "a", "--disk", "big"]).stderr).toContain("expected a size of at least 1M, such as 512M or 8G;");
    expect(run(["vm", "a", "--memory", "2G"]).stderr).toContain("expected a number, at least 64;");
    expect(run(["vm"]).stderr).toContain("error[argument-missing]: missing argument <host>");
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
