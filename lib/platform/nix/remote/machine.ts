/** A remote builder. Source: Nix manual, "Remote Builds"; src/libstore/machines.cc. */
export interface Machine {
  /** Address of its store, such as `ssh-ng://root@builder`. */
  readonly store: string;
  /** Systems that it builds for, such as `aarch64-linux`; undefined for this machine's system. */
  readonly systems: readonly string[] | undefined;
  /** Path of the private key to log in with; undefined for the default keys of ssh. */
  readonly sshKey: string | undefined;
  /** Maximum number of parallel builds. */
  readonly jobs: number;
  /** Build features that it supports, such as `big-parallel`. */
  readonly features: readonly string[];
  /** Features that a build must require to run on it. */
  readonly mandatoryFeatures: readonly string[];
  /** Its public host key in base64; undefined to use ssh's known hosts. */
  readonly hostKey: string | undefined;
  /** The builder in the syntax of nix.conf: eight fields. */
  readonly line: string;
}

/** Formats builders as the value of Nix's setting `builders`. */
export function machinesText(machines: readonly Machine[]): string {
  return machines.map(({ line }) => line).join(" ; ");
}

/** Store address of a builder with its connection parameters, as Nix constructs it for builds. */
export function machineAddress({ store, sshKey, hostKey }: Machine): string {
  if (!/^ssh(?:-ng)?:/.test(store)) return store;
  const parameters = [
    ...(sshKey === undefined ? [] : [`ssh-key=${encodeURIComponent(sshKey)}`]),
    ...(hostKey === undefined ? [] : [`base64-ssh-public-host-key=${encodeURIComponent(hostKey)}`]),
  ];
  return parameters.length === 0 ? store : `${store}${store.includes("?") ? "&" : "?"}${parameters.join("&")}`;
}

/**
 * Makes ssh give up on a builder that does not answer; otherwise it waits for minutes or forever. The user's options come
 * first, and ssh uses the first value of an option. A Nix daemon connects on its own with its own settings.
 * @param more further ssh options
 */
export function sshEnvironment(more: readonly string[] = []): Readonly<Record<string, string>> {
  const own = ["-oConnectTimeout=10", "-oServerAliveInterval=10", "-oServerAliveCountMax=3"];
  return { NIX_SSHOPTS: [process.env.NIX_SSHOPTS ?? "", ...more, ...own].filter(Boolean).join(" ") };
}
