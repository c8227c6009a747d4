/** How Nix is to be run, whatever it is run for. */
export interface NixSettings {
  /** Machines to build on, as Nix's `builders` setting takes them. */
  readonly builders?: string | undefined;
  /** The store to build in, as Nix's `--store` takes it. Default: the machine's own. */
  readonly store?: string | undefined;
  /** Forbid Nix the network. Default: false. */
  readonly offline?: boolean | undefined;
  /** Settings of nix.conf by name. */
  readonly options?: Readonly<Record<string, string>> | undefined;
}
