import * as path from "node:path";
import { OfflineBase } from "../embedded/evaluate";
import { scratch } from "../platform/files/scratch";
import { synth, wrongPrograms } from "./wrong-programs";

// The offline base words its errors like NixOS; any version of Nix on this machine will do.
let nixpkgs: string;

beforeAll(async () => {
  nixpkgs = (await OfflineBase.make()).baseFor("24.05");
});

describe("a wrong program", () => {
  it.each(wrongPrograms().filter(({ detector }) => detector === "synth"))(
    "is reported before Nix runs, at its line: $mistake",
    (program) => {
      const { exitCode, message, at } = synth(program, path.join(scratch(), "out"), ["--no-build"]);
      const expected = { exitCode: 2, message: program.message, at: `${program.file}:${String(program.line)}` };
      expect({ exitCode, message, at }).toEqual(expected);
    },
  );

  it.each(wrongPrograms().filter(({ detector }) => detector === "Nix"))(
    "that only Nix detects is reported at its line: $mistake",
    (program) => {
      const settings = ["--nix-option", "substituters", "", "--nix-option", "sandbox", "false"];
      const { exitCode, message, at, stderr } = synth(program, path.join(scratch(), "out"), [
        ...["--nixpkgs", nixpkgs],
        ...settings,
      ]);
      expect({ message, at }).toEqual({ message: program.message, at: `${program.file}:${String(program.line)}` });
      expect(exitCode).toBe(program.message.startsWith("error[build-failed]") ? 4 : 3);
      // Nix's original error is printed as well, without its trace.
      expect(stderr).toMatch(/^ {2}\| error: /m);
      expect(stderr).not.toContain("… while");
    },
  );
});
