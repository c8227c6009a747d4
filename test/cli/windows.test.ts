import * as path from "node:path";
import { bin, project, runIn } from "./project";

/** Makes Node say that it runs on Windows: the sentence is printed before anything depends on the system. */
const onWindows = ["--require", path.resolve("test/cli/as-windows.js")];

describe("on Windows without WSL", () => {
  it.each([["synth"], ["doctor"], ["init"], ["flash"]])("synth %s explains what to do in one sentence", (command) => {
    const { directory } = project();
    const { code, stdout, stderr } = runIn(directory, [process.execPath, ...onWindows, bin, command]);
    expect({ code, stdout, stderr }).toEqual({
      code: 5,
      stdout: "",
      stderr: `error[windows-unsupported]: cdknix does not run on Windows itself, only in WSL
  why:   Nix, which builds the ISO, runs on Linux and macOS
  fix:   run \`wsl --install\` in PowerShell, and install Node and the project inside WSL
`,
    });
  });

  it("still prints help and the version", () => {
    const { directory } = project();
    expect(runIn(directory, [process.execPath, ...onWindows, bin, "--version"]).code).toBe(0);
    expect(runIn(directory, [process.execPath, ...onWindows, bin, "flash", "--help"]).stdout).toContain("Usage:");
  });
});
