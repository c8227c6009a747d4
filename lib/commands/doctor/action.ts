import type { Command } from "commander";
import { explanationOf } from "../../model";
import type { Reporter } from "../../pipeline/reporter";
import { nixSettings } from "../../cli/arguments/nix-settings";
import { nixpkgsReference } from "../../cli/arguments/nixpkgs-reference";
import { optionsOf, type CliOptions } from "../../cli/arguments/options";
import { outputOf } from "../../cli/arguments/settings";
import { openTerminal } from "../../cli/terminal/terminal";
import { embeddedNixpkgs } from "../../pipeline/request";
import { readConfig } from "../../project/config/config";
import { machineNotReady } from "./errors";
import { examineMachine } from "./examine-machine";
import type { Finding, PlannedBuild } from "./finding";

/** The action of `synth doctor`. */
export async function doctor(_options: unknown, command: Command): Promise<void> {
  const options = optionsOf(command);
  const terminal = openTerminal(options);
  const findings = await examineMachine(plannedBuild(options, process.cwd()));
  // A SARIF log replaces the results.
  if (options.format === "sarif") for (const finding of findings) reportProblem(finding, terminal);
  terminal.result(options.json === true ? JSON.stringify(findings, undefined, 2) : formatFindings(findings));
  const failed = findings.filter(({ status }) => status === "error").map(({ check }) => check);
  if (failed.length > 0) throw machineNotReady(failed);
}

function reportProblem(finding: Finding, reporter: Reporter): void {
  const { check, status, message } = finding;
  if (status === "ok") return;
  const about = { severity: status, code: "machine-not-ready", constructPath: "", message: `${check}: ${message}` };
  reporter.issue({ ...about, ...explanationOf(finding) });
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

/** The planned build, from the command line and cdk.json. */
function plannedBuild(options: CliOptions, projectDirectory: string): PlannedBuild {
  const config = readConfig(projectDirectory);
  const nixpkgs = nixpkgsReference(options, config, projectDirectory);
  return {
    output: outputOf(options, projectDirectory, config),
    projectDirectory,
    app: config?.app,
    nixpkgs,
    onOfflineBase: nixpkgs === embeddedNixpkgs,
    settings: nixSettings(options, config?.nix ?? {}, projectDirectory),
  };
}
