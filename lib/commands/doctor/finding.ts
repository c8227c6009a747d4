import type { Failure } from "../../platform/failure";
import type { NixSettings, NixTool } from "../../platform/nix/tool";

/** `warning`: it works, with a drawback; `error`: no ISO can be built until this is fixed. */
export type FindingStatus = "ok" | "warning" | "error";

/** The result of a check of this machine. */
export interface Finding {
  /** The name of the check, one word. */
  readonly check: string;
  readonly status: FindingStatus;
  /** The result of the check. */
  readonly message: string;
  /** Why it matters. */
  readonly reason?: string | undefined;
  /** How to fix it: a command if there is one. */
  readonly fix?: string | undefined;
}

/** The planned build, as far as it concerns the machine. */
export interface PlannedBuild {
  /** Output directory, absolute. */
  readonly output: string;
  /** Absolute. */
  readonly projectDirectory: string;
  /** Command line of the program; undefined if there is no cdk.json. */
  readonly app: string | undefined;
  /** Replacement for the flakes' nixpkgs, whose release is not known; undefined for none. */
  readonly nixpkgs: string | undefined;
  /** Whether that is the offline base. */
  readonly onOfflineBase: boolean;
  readonly settings: NixSettings;
}

/** The machine and the planned build, as the checks see them. */
export interface Examined extends PlannedBuild {
  /** The Nix of this machine, or why it cannot be used. */
  readonly nix: NixTool | Failure;
  /** Nix settings by name; empty without Nix. */
  readonly config: ReadonlyMap<string, string>;
  /** The flakes in the last synthesis; empty if there was none. */
  readonly flakes: readonly ExaminedFlake[];
  /** NixOS releases of the flakes in the last synthesis; empty if there was none. */
  readonly releases: readonly string[];
  /** Systems of the hosts with an ISO in the last synthesis; empty if there was none. */
  readonly systems: readonly string[];
  readonly daemon: Daemon;
}

/** A flake in the last synthesis. */
export interface ExaminedFlake {
  /** Its lock file, relative to the project directory. */
  readonly lockFile: string;
  /** The generated flake.nix, absolute. */
  readonly source: string;
}

/** The Nix daemon of this machine: `silent` if its socket exists, but nothing answers there. */
export type Daemon =
  | { readonly state: "absent" | "running" }
  | { readonly state: "silent"; readonly file: string }
  | { readonly state: "denied"; readonly file: string; readonly group: string | undefined };

/** A check with one or several findings. */
export type Check = (examined: Examined) => Found | Promise<Found>;

type Found = Finding | readonly Finding[];

/** The result of a check that needs Nix, which is missing or does not work: the check `nix` reports that. */
export function skippedWithoutNix(check: string): Finding {
  return { check, status: "warning", message: "skipped: Nix is not available" };
}
