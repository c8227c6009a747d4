import type { Profile } from "../model";
import { offlineBaseOptions } from "../platform/debian/offline-base";
import type { NixSettings } from "../platform/nix/tool";

/** The user's program and where its output goes: what every command needs. */
export interface ProgramSettings {
  /** Where the program runs, absolute. */
  readonly projectDirectory: string;
  /** Output directory, absolute. */
  readonly output: string;
  /** Command line of the program, for the shell; or an output of an earlier run, which is then not run for again. */
  readonly app: string;
  readonly context: Readonly<Record<string, unknown>>;
  /** Warnings fail. */
  readonly strict: boolean;
  /** Show stack traces and the logs of builds. */
  readonly verbose: boolean;
  /** Do not check definitions against the options that were imported. Default: false. */
  readonly ignoreOptionTable?: boolean;
}

/** What a run of `synth` is asked to do. */
export interface SynthRequest extends ProgramSettings {
  /** Names of the hosts to build; empty for all. */
  readonly hosts: readonly string[];
  /** `tree`: stop after the tree. `plan`: tell what would be built, and write nothing. `iso`: build. */
  readonly until: "tree" | "plan" | "iso";
  /** Link to what is built, relative to the project directory; of several hosts, `-<host>` is added to each. */
  readonly outLink: string;
  /** Digest that the trees of the flakes must have which hosts are built of; undefined when any will do. */
  readonly treeHash: string | undefined;
  /** Ask Nix even if nothing changed since the last build. */
  readonly force: boolean;
  /** The project's lock files may not change. */
  readonly frozenLocks: boolean;
  /** What takes the place of the flakes' nixpkgs: a flake reference, or `embedded` for the offline base. */
  readonly nixpkgs: string | undefined;
  readonly nix: NixSettings;
  /** Address of the store or cache that the ISOs are copied to. Default: none. */
  readonly copyTo?: string | undefined;
  /** What the hosts are built with beside the tree; undefined for the tree alone. */
  readonly profile: Profile | undefined;
}

/** What is known of a host's ISO. */
export interface SynthResult {
  readonly host: string;
  /** Absolute path of the ISO; null while it is only planned. */
  readonly iso: string | null;
  /** In bytes; null while it is only planned. */
  readonly size: number | null;
  /** Of the ISO, hexadecimal; null while it is only planned. */
  readonly sha256: string | null;
  /** Absolute path of the file with it, next to a link to the ISO; null while it is only planned. */
  readonly checksum: string | null;
  /** Absolute path of its bill of materials; null without a profile that asks for one, and while it is only planned. */
  readonly sbom: string | null;
  /** Path in the Nix store of what Nix built; null while it is only planned. */
  readonly storePath: string | null;
  readonly drvPath: string;
}

/** The name that `--nixpkgs` and cdk.json call the offline base by. */
export const embeddedNixpkgs = "embedded";

/** How Nix is run for a request. On the offline base it needs settings of its own; what the user set wins over them. */
export function nixSettings({ nix, nixpkgs }: Pick<SynthRequest, "nix" | "nixpkgs">): NixSettings {
  if (nixpkgs !== embeddedNixpkgs) return nix;
  // Caches that were asked for are asked, in the place of none.
  const caches = nix.substituters === undefined ? {} : { substituters: nix.substituters.join(" ") };
  return { ...nix, options: { ...offlineBaseOptions(), ...caches, ...nix.options } };
}
