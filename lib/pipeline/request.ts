import type { HostKind, Issue, Profile } from "../model";
import { offlineBaseOptions } from "../platform/debian/offline-base";
import type { NixSettings } from "../platform/nix/tool";

/** The user's program and its output: needed by every command. */
export interface ProgramSettings {
  /** Working directory of the program, absolute. */
  readonly projectDirectory: string;
  /** Output directory, absolute. */
  readonly output: string;
  /** Command line of the program, for the shell; or the output of an earlier run, which is used instead of running one. */
  readonly app: string;
  readonly context: Readonly<Record<string, unknown>>;
  /** Warnings about cdk.json. */
  readonly configWarnings: readonly Issue[];
  /** Treat warnings as errors. */
  readonly strict: boolean;
  /** Show stack traces and build logs. */
  readonly verbose: boolean;
  /** Do not check definitions against imported option types. Default: false. */
  readonly ignoreOptionTable?: boolean;
}

/** A request to synthesize, plan, or build. */
export interface SynthRequest extends ProgramSettings {
  /** Names of the hosts to build; empty for all. */
  readonly hosts: readonly string[];
  /** Names and globs of hosts to omit. Default: none. */
  readonly excluded?: readonly string[];
  /** `tree`: generate the flake only. `plan`: print the build plan, and write nothing. `iso`: build the ISOs and systems. */
  readonly until: "tree" | "plan" | "iso";
  /** Rejects machines before anything is built. Default: false. */
  readonly imagesOnly?: boolean;
  /** Link to the build result, relative to the project directory; with several hosts, `-<host>` is appended to each. */
  readonly outLink: string;
  /** Hash that the flakes of the built hosts must have; undefined to accept any. */
  readonly treeHash: string | undefined;
  /** The number of hosts to evaluate at once. Default: as many as the cores and the free memory of this machine allow. */
  readonly evalJobs?: number | undefined;
  /** Continue with the other hosts if one cannot be evaluated, and report all errors at the end. Default: false. */
  readonly keepGoing?: boolean;
  /** Run Nix even if nothing changed since the last build. */
  readonly force: boolean;
  /** Fail instead of changing the project's lock files. */
  readonly frozenLocks: boolean;
  /** Replacement for the flakes' nixpkgs: a flake reference, or `embedded` for the offline base. */
  readonly nixpkgs: string | undefined;
  readonly nix: NixSettings;
  /** Address of a store or cache to copy the ISOs to. Default: none. */
  readonly copyTo?: string | undefined;
  /** Profile to build with; undefined for none. */
  readonly profile: Profile | undefined;
}

/** The ISO of a host, or the system of a machine. */
export interface SynthResult {
  readonly host: string;
  readonly kind: HostKind;
  /** Absolute path of the ISO; null in a plan, and for a machine. */
  readonly iso: string | null;
  /** Size in bytes: of the ISO, or of all store paths of a machine; null in a plan. */
  readonly size: number | null;
  /** SHA-256 of the ISO, hexadecimal; null in a plan, and for a machine. */
  readonly sha256: string | null;
  /** Absolute path of the checksum file, which is next to a link to the ISO; null in a plan, and for a machine. */
  readonly checksum: string | null;
  /** Absolute path of its bill of materials; null in a plan, and without a profile that enables it. */
  readonly sbom: string | null;
  /** Store path of the build result; null in a plan. */
  readonly storePath: string | null;
  readonly drvPath: string;
}

/** The name of the offline base in `--nixpkgs` and cdk.json. */
export const embeddedNixpkgs = "embedded";

/** Settings for Nix. The offline base requires additional ones, which the user's settings override. */
export function effectiveNixSettings({ nix, nixpkgs }: Pick<SynthRequest, "nix" | "nixpkgs">): NixSettings {
  if (nixpkgs !== embeddedNixpkgs) return nix;
  // The offline base disables caches, so restore those that the user passed.
  const caches = nix.substituters === undefined ? {} : { substituters: nix.substituters.join(" ") };
  return { ...nix, options: { ...offlineBaseOptions(), ...caches, ...nix.options } };
}
