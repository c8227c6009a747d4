import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { isFailure, type Failure } from "../../../lib/platform/failure";
import type { NixTool } from "../../../lib/platform/nix/tool";

/** The failure of a step of cdknix if Nix prints this error. A program with the name `nix` prints it. */
export async function failureWithNix(stderr: string, run: (tool: NixTool) => Promise<unknown>): Promise<Failure> {
  const directory = mkdtempSync(path.join(tmpdir(), "cdknix-sample-"));
  try {
    const program = path.join(directory, "nix");
    writeFileSync(program, `#!/bin/sh\ncat >&2 <<'END'\n${stderr}\nEND\nexit 1\n`);
    chmodSync(program, 0o755);
    await run({
      version: "2.26.3",
      since: () => true,
      args: [],
      machines: undefined,
      env: { PATH: `${directory}:/usr/bin:/bin` },
      logCommand: "nix log",
      config: "",
    });
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  } finally {
    rmSync(directory, { recursive: true });
  }
  throw new Error("Nix did not fail");
}
