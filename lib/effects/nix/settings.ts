import type { Machine } from "./remote/machine";

/** How Nix is to be run, whatever it is run for. */
export interface NixSettings {
  /** Machines to build on. Default: those that nix.conf names. */
  readonly builders?: readonly Machine[] | undefined;
  /** The store to build in, as Nix's `--store` takes it. Default: the machine's own. */
  readonly store?: string | undefined;
  /** Addresses of stores and caches to take finished paths from. Default: those that nix.conf names. */
  readonly substituters?: readonly string[] | undefined;
  /** Forbid Nix the network. Default: false. */
  readonly offline?: boolean | undefined;
  /** Settings of nix.conf by name. */
  readonly options?: Readonly<Record<string, string>> | undefined;
}
