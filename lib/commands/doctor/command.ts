import type { Command } from "commander";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import { nixSettings } from "../../cli/arguments/nix-settings";
import { optionsOf, type CliOptions } from "../../cli/arguments/options";
import { outputOf } from "../../cli/arguments/settings";
import { openTerminal } from "../../cli/terminal/terminal";
import { embeddedNixpkgs } from "../../pipeline/request";
import { readConfig } from "../../project/config/config";
import { machineNotReady } from "./errors";
import { examineMachine, type Intention } from "./examine-machine";
import type { Finding } from "./finding";

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
  const findings = await examineMachine(intentionOf(options, process.cwd()));
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

/** What the command line and cdk.json together say about the machine that is to build. */
function intentionOf(options: CliOptions, projectDirectory: string): Intention {
  const config = readConfig(projectDirectory);
  return {
    output: outputOf(options, projectDirectory, config),
    onOfflineBase: (options.nixpkgs ?? config?.nixpkgs) === embeddedNixpkgs,
    settings: nixSettings(options, config?.nix ?? {}, projectDirectory),
  };
}
