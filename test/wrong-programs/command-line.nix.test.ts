import * as path from "node:path";
import { OfflineBase } from "../embedded/evaluate";
import { scratch } from "../platform/files/scratch";
import { synth, wrongPrograms } from "./wrong-programs";

// The offline base words its errors as NixOS does; Nix is this machine's, of whatever version.
let nixpkgs: string;

beforeAll(async () => {
  nixpkgs = (await OfflineBase.make()).baseFor("24.05");
});

describe("a wrong program", () => {
  it.each(wrongPrograms().filter(({ teller }) => teller === "synth"))(
    "is told before Nix is asked, at its line: $mistake",
    (program) => {
      const { exitCode, message, at } = synth(program, path.join(scratch(), "out"), ["--no-build"]);
      const expected = { exitCode: 2, message: program.message, at: `${program.file}:${String(program.line)}` };
      expect({ exitCode, message, at }).toEqual(expected);
    },
  );

  it.each(wrongPrograms().filter(({ teller }) => teller === "Nix"))(
    "that only Nix finds wrong is told at its line: $mistake",
    (program) => {
      const settings = ["--nix-option", "substituters", "", "--nix-option", "sandbox", "false"];
      const { exitCode, message, at, stderr } = synth(program, path.join(scratch(), "out"), [
        ...["--nixpkgs", nixpkgs],
        ...settings,
      ]);
      expect({ message, at }).toEqual({ message: program.message, at: `${program.file}:${String(program.line)}` });
      expect(exitCode).toBe(program.message.startsWith("error[build-failed]") ? 4 : 3);
      // In Nix's own words as well, without its trace.
      expect(stderr).toMatch(/^ {2}\| error: /m);
      expect(stderr).not.toContain("… while");
    },
  );
});
