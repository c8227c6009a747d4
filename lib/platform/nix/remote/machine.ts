/** A machine to build on. Source: Nix manual, "Remote Builds"; src/libstore/machines.cc. */
export interface Machine {
  /** Address of its store, such as `ssh-ng://root@builder`. */
  readonly store: string;
  /** Systems that it builds for, such as `aarch64-linux`; undefined for that of this machine. */
  readonly systems: readonly string[] | undefined;
  /** Private key to log in with, a path; undefined for those that ssh knows. */
  readonly sshKey: string | undefined;
  /** How many builds it takes at once. */
  readonly jobs: number;
  /** Features of builds that it takes, such as `big-parallel`. */
  readonly features: readonly string[];
  /** Features without which it takes no build. */
  readonly mandatoryFeatures: readonly string[];
  /** Its public host key in base64; undefined for what ssh knows of it. */
  readonly hostKey: string | undefined;
  /** It as Nix takes it: eight words. */
  readonly line: string;
}

/** Machines as the value of Nix's setting `builders`. */
export function machinesText(machines: readonly Machine[]): string {
  return machines.map(({ line }) => line).join(" ; ");
}

/** The address of a machine's store with what the connection needs, as Nix makes it for builds. */
export function machineAddress({ store, sshKey, hostKey }: Machine): string {
  if (!/^ssh(?:-ng)?:/.test(store)) return store;
  const parameters = [
    ...(sshKey === undefined ? [] : [`ssh-key=${encodeURIComponent(sshKey)}`]),
    ...(hostKey === undefined ? [] : [`base64-ssh-public-host-key=${encodeURIComponent(hostKey)}`]),
  ];
  return parameters.length === 0 ? store : `${store}${store.includes("?") ? "&" : "?"}${parameters.join("&")}`;
}

/**
 * Makes ssh give up a machine that does not answer, on which it would wait for minutes or for ever. What the user set
 * comes first, and ssh takes the first value of an option. A Nix daemon connects by itself, and with settings of its own.
 * @param more further options of ssh
 */
export function sshEnvironment(more: readonly string[] = []): Readonly<Record<string, string>> {
  const own = ["-oConnectTimeout=10", "-oServerAliveInterval=10", "-oServerAliveCountMax=3"];
  return { NIX_SSHOPTS: [process.env.NIX_SSHOPTS ?? "", ...more, ...own].filter(Boolean).join(" ") };
}
