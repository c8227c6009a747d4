import type { Failure } from "../../platform/failure";
import type { NixSettings, NixTool } from "../../platform/nix/tool";

/** `ok`; `warning`: it works, with a drawback; `error`: no ISO can be built until it is fixed. */
export type FindingStatus = "ok" | "warning" | "error";

/** What a check found out about this machine. */
export interface Finding {
  /** What was looked at, in one word. */
  readonly check: string;
  readonly status: FindingStatus;
  /** What is the case. */
  readonly message: string;
  /** Why it matters. */
  readonly reason?: string | undefined;
  /** What to do about it: a command where there is one. */
  readonly fix?: string | undefined;
}

/** What the checks look at: the machine, for what is to be built on it. */
export interface Examined {
  /** Output directory, absolute. */
  readonly output: string;
  /** Builds are to be on the offline base. */
  readonly onOfflineBase: boolean;
  readonly settings: NixSettings;
  /** The Nix of this machine, or why there is none. */
  readonly nix: NixTool | Failure;
  /** Settings of Nix by name; empty without Nix. */
  readonly config: ReadonlyMap<string, string>;
  /** Systems of the hosts of the last synthesis that have an ISO; empty when there was none. */
  readonly systems: readonly string[];
  /** A daemon keeps the store. */
  readonly hasDaemon: boolean;
}

/** A check of one thing, or of several of a kind. */
export type Check = (examined: Examined) => Found | Promise<Found>;

type Found = Finding | readonly Finding[];
