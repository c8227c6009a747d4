/**
 * Makes ssh give up a machine that does not answer, on which it would wait for minutes or for ever. What the user set
 * comes first, and ssh takes the first value of an option. A Nix daemon connects by itself, and with settings of its own.
 * @param more further options of ssh
 */
export function sshEnvironment(more: readonly string[] = []): Readonly<Record<string, string>> {
  const own = ["-oConnectTimeout=10", "-oServerAliveInterval=10", "-oServerAliveCountMax=3"];
  return { NIX_SSHOPTS: [process.env.NIX_SSHOPTS ?? "", ...more, ...own].filter(Boolean).join(" ") };
}
