import { stripVTControlCharacters } from "node:util";
import { makeCommandLine } from "../../lib/cli/command-line";
import { wrapText } from "../../lib/cli/terminal/wrap-text";
import { project } from "./project";
import { linesIn } from "./pseudoterminal";

// Each run starts a terminal, and asking the machine for its state takes seconds.
jest.setTimeout(60_000);

const longName = "a-host-whose-name-is-long-enough-to-make-the-table-wider-than-most-terminals";

/** Lines that the terminal would break, although they have a place to break them. */
function brokenByTerminal(lines: readonly string[], columns: number): readonly string[] {
  return lines.filter((line) => line.length > columns && line.trim().includes(" "));
}

const config = `{ "app": "node main.js", "requireApproval": "never", "ouput": 1 }`;

/** The help of every command, as a terminal of this width shows it. */
function helpTexts(columns: number): readonly string[] {
  return makeCommandLine("synth").commands.map((command) => {
    let help = "";
    const writeOut = (text: string): void => {
      help += text;
    };
    command.configureOutput({ writeOut, getOutHelpWidth: () => columns }).outputHelp();
    return wrapText(help, columns);
  });
}

describe.each([40, 80])("in a terminal with %i columns, no line breaks inside a word", (columns) => {
  it("of the help", () => {
    const lines = linesIn(project(), columns, "--help", {});
    expect(lines.length).toBeGreaterThan(50);
    expect(brokenByTerminal(lines, columns)).toEqual([]);
    for (const help of helpTexts(columns)) expect(brokenByTerminal(help.split("\n"), columns)).toEqual([]);
  });

  it.each([
    ["an unknown host", "nobody --no-build", {}],
    ["a table", "list", {}],
    ["an error of the configuration", "list --app ''", {}],
    ["a rejected target", "flash a . --kind file", {}],
    ["a missing image", "vm a --no-build", {}],
    ["an unknown option", "explain a networking.hostname --no-such-option", {}],
    ["the state of the machine", "doctor", {}],
  ])("of %s", (_, args, env) => {
    const made = project();
    const lines = linesIn(made, columns, args, { HOSTS: `a ${longName}`, ...env });
    expect(lines.join("").trim()).not.toBe("");
    expect(brokenByTerminal(lines, columns)).toEqual([]);
  });

  it("of mistakes in cdk.json", () => {
    const lines = linesIn(project({ "cdk.json": config }), columns, "list", {});
    expect(lines.join(" ")).toContain("config-invalid");
    expect(brokenByTerminal(lines, columns)).toEqual([]);
  });
});

it("leaves no phase above a result in a terminal", () => {
  const lines = linesIn(project(), 80, "list", { HOSTS: "a" });
  expect(lines.join("\n").trim()).toMatch(/^HOST +KIND +CLASS/);
});

describe("in a pipe, lines are whole", () => {
  it("of any length", () => {
    const name = "x".repeat(3000);
    const made = project();
    expect(made.run(["list"], { HOSTS: name }).stdout.split("\n")[1]).toMatch(new RegExp(`^${name}  .*${name}\\.iso$`));
    expect(made.run([`${name} and words`, "--no-build"]).stderr.split("\n")).toContainEqual(
      expect.stringContaining(`no host named "${name} and words"`),
    );
  });
});

describe("wrapped text", () => {
  it("continues below the text next to its label or in its last column", () => {
    const text = [
      "error[size]: dotfiles/iso/image: the ISO of lilith is larger than its limit",
      "  why:   the largest packages in its store: linux-firmware, git, perl, and python",
      "  $ synth flash lilith /dev/sdb   write its ISO to a USB drive",
      "  at:    /home/somebody/projects/images/dotfiles/lib/installer.ts:14",
    ].join("\n");
    expect(wrapText(text, 50)).toBe(
      [
        "error[size]: dotfiles/iso/image: the ISO of lilith",
        "  is larger than its limit",
        "  why:   the largest packages in its store:",
        "         linux-firmware, git, perl, and python",
        "  $ synth flash lilith /dev/sdb  write its ISO to",
        "    a USB drive",
        "  at:",
        "    /home/somebody/projects/images/dotfiles/lib/installer.ts:14",
      ].join("\n"),
    );
  });

  it("keeps the code around an error aligned with its marker, and cuts it to the width", () => {
    const frame = (code: string, marker: string): string =>
      wrapText(["  > 4 | " + code, "      | " + marker, "    5 | ok();"].join("\n"), 40);
    expect(frame("new BootConfig(iso, 'boot', { a: 1, b: 2 });", " ".repeat(4) + "^^^^^^^^^^")).toBe(
      ["  > 4 | new BootConfig(iso, 'boot', { a…", "      |     ^^^^^^^^^^", "    5 | ok();"].join("\n"),
    );
    const far = frame("new BootConfig(iso, 'boot', { a: 1, b: 2 });", " ".repeat(36) + "^^^^");
    expect(far).toBe(["  > 4 | … { a: 1, b: 2 });", "      |           ^^^^", "    5 | …"].join("\n"));
    expect(far.split("\n")[0]?.slice(far.split("\n")[1]?.indexOf("^")).startsWith("b: 2")).toBe(true);
  });

  it("keeps colors and lines that fit", () => {
    expect(wrapText("short", 10)).toBe("short");
    expect(wrapText("\u001b[31mabc\u001b[39m def", 7)).toBe("\u001b[31mabc\u001b[39m def");
    expect(stripVTControlCharacters(wrapText("\u001b[31mabc\u001b[39m def ghi", 7))).toBe("abc def\n  ghi");
  });
});
