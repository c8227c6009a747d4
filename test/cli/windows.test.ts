import * as path from "node:path";
import { bin, project, runIn, type Run } from "./project";

/** Runs a command in a Node that says it runs on Windows: the sentence is printed before anything depends on the system. */
function onWindows(args: readonly string[]): Run {
  const { directory } = project({ "windows.js": 'Object.defineProperty(process, "platform", { value: "win32" });' });
  return runIn(directory, [process.execPath, "--require", path.join(directory, "windows.js"), bin, ...args]);
}

describe("on Windows without WSL", () => {
  it.each([["synth"], ["doctor"], ["init"], ["flash"]])("synth %s explains what to do in one sentence", (command) => {
    const { code, stdout, stderr } = onWindows([command]);
    expect({ code, stdout, stderr }).toEqual({
      code: 5,
      stdout: "",
      stderr: `error[windows-unsupported]: cdknix does not run on Windows itself, only in WSL
  why:   Nix, which builds the ISO, runs on Linux and macOS
  fix:   run \`wsl --install\` in PowerShell, and install Node and the project inside WSL
  docs:  https://cdknix.example/errors/windows-unsupported
`,
    });
  });

  it("still prints help and the version", () => {
    expect(onWindows(["--version"]).code).toBe(0);
    expect(onWindows(["version"])).toEqual({ code: 0, stdout: "0.1.0\n", stderr: "" });
    expect(onWindows(["flash", "--help"]).stdout).toContain("Usage:");
    expect(onWindows(["help"]).stdout).toBe(onWindows(["--help"]).stdout);
    expect(onWindows(["help", "flash"]).stdout).toBe(onWindows(["flash", "--help"]).stdout);
  });
});
