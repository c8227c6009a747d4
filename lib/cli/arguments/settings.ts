import * as path from "node:path";
import type { Intention } from "../../commands/doctor/examine-machine";
import { isEarlierOutputSync } from "../../project/output/earlier-output";
import { defaultOutput, type Profile } from "../../model";
import { embeddedNixpkgs, type ProgramSettings, type SynthRequest } from "../../pipeline/request";
import { configFile, readConfig, type Config } from "../../project/config/config";
import type { BuiltSettings } from "../../pipeline/build/last-build";
import { appMissing } from "./errors";
import { copyDestination, nixSettings } from "./nix-settings";
import type { CliOptions } from "./options";
import { profileNames, resolveProfile } from "../../project/config/profiles";

/** What the command line and cdk.json together say about the program; the command line wins. */
export function programSettings(options: CliOptions, projectDirectory: string): ProgramSettings {
  return settingsOf(options, projectDirectory, readConfig(projectDirectory));
}

/** What they say about a run of `synth`. */
export function synthRequest(options: CliOptions, projectDirectory: string, hosts: readonly string[]): SynthRequest {
  const config = readConfig(projectDirectory);
  return {
    ...settingsOf(options, projectDirectory, config),
    hosts,
    until: options.dryRun === true ? "plan" : options.build ? "iso" : "tree",
    outLink: options.outLink ?? "result",
    treeHash: options.treeHash,
    force: options.force ?? false,
    frozenLocks: options.ci ?? false,
    nixpkgs: options.nixpkgs ?? config?.nixpkgs,
    nix: nixSettings(options, config?.nix ?? {}, projectDirectory),
    copyTo: copyDestination(options, projectDirectory),
    profile: profileOf(options, config),
  };
}

/** What they say about where the hosts were built, and with what. */
export function builtSettings(options: CliOptions, projectDirectory: string): BuiltSettings {
  const config = readConfig(projectDirectory);
  return {
    output: outputOf(options, projectDirectory, config),
    nix: { store: options.store ?? config?.nix?.store },
    profile: profileOf(options, config),
  };
}

/** What they say about listing the hosts. */
export function listSettings(
  options: CliOptions,
  projectDirectory: string,
): ProgramSettings & Pick<SynthRequest, "profile"> {
  const config = readConfig(projectDirectory);
  return { ...settingsOf(options, projectDirectory, config), profile: profileOf(options, config) };
}

/** Names of the profiles that a project has. */
export function knownProfiles(projectDirectory: string): readonly string[] {
  return profileNames(readConfig(projectDirectory)?.profiles ?? {});
}

/** What they say about the machine that is to build. */
export function machineSettings(options: CliOptions, projectDirectory: string): Intention {
  const config = readConfig(projectDirectory);
  return {
    output: outputOf(options, projectDirectory, config),
    onOfflineBase: (options.nixpkgs ?? config?.nixpkgs) === embeddedNixpkgs,
    settings: nixSettings(options, config?.nix ?? {}, projectDirectory),
  };
}

function profileOf({ profile }: CliOptions, config: Config | undefined): Profile | undefined {
  return profile === undefined ? undefined : resolveProfile(profile, config?.profiles ?? {});
}

/** Of an output of an earlier run in the place of the program, this is where it goes. */
function outputOf(options: CliOptions, projectDirectory: string, config: Config | undefined): string {
  const app = options.app ?? config?.app;
  const earlier = app !== undefined && isEarlierOutputSync(path.resolve(projectDirectory, app)) ? app : undefined;
  return path.resolve(projectDirectory, options.output ?? earlier ?? config?.output ?? defaultOutput);
}

function settingsOf(options: CliOptions, projectDirectory: string, config: Config | undefined): ProgramSettings {
  const app = options.app ?? config?.app;
  if (app === undefined) throw appMissing(configFile, config !== undefined);
  return {
    projectDirectory,
    output: outputOf(options, projectDirectory, config),
    app,
    context: { ...config?.context, ...options.context },
    strict: options.strict ?? false,
    verbose: options.verbose ?? false,
  };
}

/** What `synth watch` is to watch: cdk.json's globs, each one as a list; undefined where it says nothing. */
export function watchGlobs(projectDirectory: string): {
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[];
} {
  const { include, exclude = [] } = readConfig(projectDirectory)?.watch ?? {};
  return { include: include === undefined ? undefined : [include].flat(), exclude: [exclude].flat() };
}
