import { makeKeyboard } from "../../../lib/commands/vm/attach-console";
import type { HostImage } from "../../../lib/commands/vm/host-image";
import { requireInstaller } from "../../../lib/commands/vm/install-options";
import { parseSize, type VmOptions } from "../../../lib/commands/vm/options";
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

describe("synth vm --install", () => {
  it("rejects options that do not fit together, before it builds anything", () => {
    const { run } = project();
    const install = ["vm", "a", "--install", "--no-color"];
    expect(run(install)).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[install-without-disk]: --install requires a disk to install to
       fix:   pass --disk 8G, with the --disk-serial that the target selects its disk by
       docs:  https://cdknix.example/errors/install-without-disk
     ",
       "stdout": "",
     }
    `);
    expect(run([...install, "--disk", "8G", "--copy-to-ram"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[install-options]: --copy-to-ram cannot be used with --install
       why:   the installed system boots without the medium
       fix:   omit one of them
       docs:  https://cdknix.example/errors/install-options
     ",
       "stdout": "",
     }
    `);
    expect(run(["vm", "a", "--disk-passphrase", "disk.txt", "--no-color"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[install-options]: --disk-passphrase requires --install
       why:   only installed systems have encrypted disks
       fix:   pass --install, or omit --disk-passphrase
       docs:  https://cdknix.example/errors/install-options
     ",
       "stdout": "",
     }
    `);
    expect(run([...install, "--disk", "8G", "--disk-passphrase", "disk.txt"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[disk-passphrase-unreadable]: cannot read the passphrase in disk.txt
       | ENOENT: no such file or directory, open 'disk.txt'
       fix:   pass a file that contains the passphrase in one line
       docs:  https://cdknix.example/errors/disk-passphrase-unreadable
     ",
       "stdout": "",
     }
    `);
  });
});

describe("an image to install from", () => {
  const image = (text: string): HostImage => ({ host: "stick", texts: ["{ }", text] }) as unknown as HostImage;
  const vmOptions = { network: true, user: "root", timeout: 300 } as VmOptions;
  const attended = 'environment.etc."cdknix/installer.json".text = builtins.toJSON { wipe = "ask"; };';
  const unattended = 'environment.etc."cdknix/installer.json".text = builtins.toJSON { countdown = 10; };';

  it("needs an installer, which is unattended for a test", () => {
    expect(() => {
      requireInstaller(image("{ }"), vmOptions);
    }).toThrow("stick has no OfflineInstaller");
    expect(() => {
      requireInstaller(image(attended), { ...vmOptions, test: true });
    }).toThrow("stick does not install by itself");
    for (const [text, test] of [
      [attended, false],
      [unattended, true],
    ] as const) {
      expect(() => {
        requireInstaller(image(text), { ...vmOptions, test });
      }).not.toThrow();
    }
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
