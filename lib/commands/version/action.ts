import type { Command } from "commander";
import { optionsOf } from "../../cli/arguments/options";
import { openTerminal } from "../../cli/terminal/terminal";
import { packageVersion } from "../../platform/package-root";

/** The action of `synth version`. */
export function version(_options: unknown, command: Command): void {
  openTerminal(optionsOf(command)).result(packageVersion());
}
