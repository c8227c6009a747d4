import type { Command } from "commander";
import { examineMachine } from "./examine-machine";
import type { Finding } from "./finding";
import { machineNotReady } from "./errors";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import { optionsOf } from "../../cli/arguments/options";
import { machineSettings } from "../../cli/arguments/settings";
import { openTerminal } from "../../cli/terminal/terminal";

/** `synth doctor`. */
export const doctorDefinition: CommandDefinition = {
  position: 120,
  overview: {},
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("doctor")
    .description("what this machine and its builders lack for building, each with the fix")
    .option("-o, --output <directory>", "output directory that is looked at (cdk.json: output; default: cdk.out)")
    .option("--nixpkgs <reference>", "what is to be built on: `embedded` for the offline base (cdk.json: nixpkgs)")
    .option("--builders <machines>", "machines to build on that are asked whether they answer (cdk.json: nix.builders)")
    .option("-j, --json", "results as JSON")
    .action(doctor);
  addExamples(command, {
    "synth doctor": "what building the project here needs",
    "synth doctor --nixpkgs embedded": "what building on the offline base needs",
    "synth doctor --builders @machines": "whether the builders answer, and build what the hosts need",
    "synth doctor --json | jq '.[] | select(.status != \"ok\")'": "what is not as it should be, for programs",
  });
}

async function doctor(_options: unknown, command: Command): Promise<void> {
  const options = optionsOf(command);
  const terminal = openTerminal(options);
  const findings = await examineMachine(machineSettings(options, process.cwd()));
  terminal.result(options.json === true ? JSON.stringify(findings, undefined, 2) : formatFindings(findings));
  const wrong = findings.filter(({ status }) => status === "error").map(({ check }) => check);
  if (wrong.length > 0) throw machineNotReady(wrong);
}

function formatFindings(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ check, status, message, reason, fix }) => [
    `${status.padEnd(7)}  ${check.padEnd(width)}  ${message}`,
    ...(reason === undefined ? [] : [`  why:   ${reason}`]),
    ...(fix === undefined ? [] : [`  fix:   ${fix}`]),
  ]);
  return lines.join("\n");
}
