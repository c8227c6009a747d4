import { realpathSync, statSync } from "node:fs";
import { findOnPath } from "../process/find-on-path";
import { runProcess } from "../process/run-process";
import { daemonSocketSync } from "./daemon-socket";
import { nixBroken, nixMissing } from "./errors";
import { machinesText, sshEnvironment, type Machine } from "./remote/machine";

/** The installed Nix and the settings of its commands. */
export interface NixTool {
  /** The version as Nix names it, such as `2.8.0`. */
  readonly version: string;
  /** Whether the version is at least the given one. */
  since(major: number, minor: number): boolean;
  /** Arguments of every `nix` command. */
  readonly args: readonly string[];
  /** Remote builders that were passed; undefined to use those in nix.conf. */
  readonly machines: readonly Machine[] | undefined;
  /** Environment of every command of Nix. */
  readonly env: Readonly<Record<string, string>>;
  /** Command that, followed by a derivation, prints its full log with any nix.conf. */
  readonly logCommand: string;
  /** The arguments as lines of nix.conf, for scripts that run several commands of Nix. */
  readonly config: string;
}

/**
 * Finds Nix and determines the settings that this machine requires.
 * @throws a failure of kind `machine` that explains how to install Nix if it is missing.
 */
export async function findNix(settings: NixSettings = {}): Promise<NixTool> {
  const run = await runProcess({ argv: ["nix", "--version"], cwd: "/" });
  if (run.startError === "ENOENT") throw nixMissing();
  const version = /(\d+)\.(\d+)[\w.]*/.exec(run.stdout);
  if (run.exitCode !== 0 || version === null) throw nixBroken(run);
  const since = (major: number, minor: number): boolean => {
    const [ownMajor, ownMinor] = [Number(version[1]), Number(version[2])];
    return ownMajor > major || (ownMajor === major && ownMinor >= minor);
  };
  const options = new Map<string, string>();
  if (buildsByItself(settings)) {
    const config = await shownConfig();
    if (await lacksBuildUsers(config)) options.set("build-users-group", "");
    if (await lacksSandbox(config)) options.set("sandbox", "false");
  }
  if (settings.builders !== undefined) options.set("builders", machinesText(settings.builders));
  if (settings.substituters !== undefined) options.set("substituters", settings.substituters.join(" "));
  for (const [name, value] of Object.entries(settings.options ?? {})) options.set(name, value);
  return {
    version: version[0],
    since,
    args: [
      ...["--extra-experimental-features", features],
      ...(settings.store === undefined ? [] : ["--store", settings.store]),
      ...(settings.offline === true ? ["--offline"] : []),
      ...[...options].flatMap(([name, value]) => ["--option", name, value]),
    ],
    env: { ...heapEnvironment(since(2, 20)), ...sshEnvironment() },
    machines: settings.builders,
    logCommand: [
      "nix log --extra-experimental-features nix-command",
      ...(settings.store === undefined ? [] : [`--store ${settings.store}`]),
    ].join(" "),
    config: [
      `extra-experimental-features = ${features}`,
      ...(settings.store === undefined ? [] : [`store = ${settings.store}`]),
      ...[...options].map(([name, value]) => `${name} = ${value}`),
    ].join("\n"),
  };
}

const features = "nix-command flakes";

/**
 * Nix 2.8 crashes with a segmentation fault if its garbage collector runs while it copies nixpkgs; with a large initial
 * heap the collector does not run. The user's setting takes precedence.
 */
function heapEnvironment(isRecent: boolean): Record<string, string> {
  return isRecent || process.env.GC_INITIAL_HEAP_SIZE !== undefined ? {} : { GC_INITIAL_HEAP_SIZE: "1G" };
}

/** Whether Nix builds in its own process, without a daemon (which has its own settings). */
function buildsByItself({ store }: NixSettings): boolean {
  if (store === undefined || store === "auto") return daemonSocketSync().state === "absent";
  return store !== "daemon" && !store.includes("://");
}

/** The effective settings of `nix.conf` by name; empty if Nix does not print them. */
export async function shownConfig(): Promise<ReadonlyMap<string, string>> {
  const shown = await runProcess({ argv: ["nix", "--extra-experimental-features", features, "show-config"], cwd: "/" });
  return new Map([...shown.stdout.matchAll(/^(\S+) = (.*)$/gm)].map(([, name = "", value = ""]) => [name, value]));
}

/** As root, Nix builds as the users of a group, and refuses to build if the group is empty. */
async function lacksBuildUsers(config: ReadonlyMap<string, string>): Promise<boolean> {
  if (process.getuid?.() !== 0) return false;
  const group = config.get("build-users-group") ?? "nixbld";
  if (group === "") return false;
  const entry = await runProcess({ argv: ["getent", "group", group], cwd: "/" });
  return (entry.stdout.trim().split(":")[3] ?? "") === "";
}

/**
 * Inside a chroot and in some containers the kernel refuses user namespaces. Nix 2.8 then refuses to build instead of
 * falling back to no sandbox, as its `sandbox-fallback` promises.
 */
async function lacksSandbox(config: ReadonlyMap<string, string>): Promise<boolean> {
  if ((config.get("sandbox") ?? "false") === "false") return false;
  const attempt = await runProcess({ argv: ["unshare", "--user", "--mount", "true"], cwd: "/" });
  return attempt.startError === undefined && attempt.exitCode !== 0;
}

/** Settings for all Nix commands. */
export interface NixSettings {
  /** Remote builders. Default: those in nix.conf. */
  readonly builders?: readonly Machine[] | undefined;
  /** The store to build in, in the syntax of Nix's `--store`. Default: the machine's own. */
  readonly store?: string | undefined;
  /** Addresses of stores and caches to substitute from. Default: those in nix.conf. */
  readonly substituters?: readonly string[] | undefined;
  /** Disable network access. Default: false. */
  readonly offline?: boolean | undefined;
  /** Settings of nix.conf by name. */
  readonly options?: Readonly<Record<string, string>> | undefined;
}

/**
 * A string that changes with the installed Nix; determined without running it.
 * @throws a failure that explains how to install Nix if it is missing.
 */
export function nixIdentitySync(): string {
  const file = findOnPath("nix");
  if (file === undefined) throw nixMissing();
  const { mtimeMs, size } = statSync(file);
  return [realpathSync(file), size, mtimeMs].join(" ");
}
