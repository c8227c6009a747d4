import * as path from "node:path";
import { defaultOutput, type Profile } from "../../model";
import type { ProgramSettings, SynthRequest } from "../../pipeline/request";
import { configFile, readConfig, type Config } from "../../project/config/config";
import { resolveProfile } from "../../project/config/profiles";
import { isEarlierOutputSync } from "../../project/output/earlier-output";
import { appMissing } from "./errors";
import { copyDestination, nixSettings } from "./nix-settings";
import { nixpkgsReference } from "./nixpkgs-reference";
import type { CliOptions } from "./options";

/** The program settings from the command line and cdk.json; the command line takes precedence. */
export function programSettings(
  options: CliOptions,
  projectDirectory: string,
  config: Config | undefined,
): ProgramSettings {
  const app = options.app ?? config?.app ?? "";
  if (app.trim() === "") throw appMissing(configFile, config !== undefined);
  return {
    projectDirectory,
    output: outputOf(options, projectDirectory, config),
    app,
    context: { ...config?.context, ...options.context },
    configWarnings: config?.warnings ?? [],
    strict: options.strict ?? false,
    verbose: options.verbose ?? false,
  };
}

/** The same for a run of `synth`, with its build settings. */
export function synthRequest(options: CliOptions, projectDirectory: string, hosts: readonly string[]): SynthRequest {
  const config = readConfig(projectDirectory);
  return {
    ...programSettings(options, projectDirectory, config),
    hosts,
    excluded: options.exclude ?? [],
    until: !options.build ? "tree" : options.dryRun === true ? "plan" : "iso",
    outLink: options.outLink ?? "result",
    treeHash: options.treeHash,
    force: options.force ?? false,
    evalJobs: options.evalJobs,
    keepGoing: options.keepGoing ?? false,
    frozenLocks: options.ci ?? false,
    nixpkgs: nixpkgsReference(options, config, projectDirectory),
    nix: nixSettings(options, config?.nix ?? {}, projectDirectory),
    copyTo: copyDestination(options, projectDirectory),
    profile: profileOf(options, config),
  };
}

/** The requested profile, merged with those that it extends; undefined if none is requested. */
export function profileOf({ profile }: CliOptions, config: Config | undefined): Profile | undefined {
  return profile === undefined ? undefined : resolveProfile(profile, config?.profiles ?? {});
}

/** The output directory, absolute. If `app` is the output of an earlier run, that directory is the default. */
export function outputOf(options: CliOptions, projectDirectory: string, config: Config | undefined): string {
  const app = options.app ?? config?.app;
  const earlier = app !== undefined && isEarlierOutputSync(path.resolve(projectDirectory, app)) ? app : undefined;
  return path.resolve(projectDirectory, options.output ?? earlier ?? config?.output ?? defaultOutput);
}
