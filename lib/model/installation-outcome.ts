/** The data of an installer in the live system, below /etc. */
export const installerDataFile = "cdknix/installer.json";

/**
 * How an installer ends. Its last line on every console is `install-<host>: <outcome>`, with `: <reason>` or other details
 * after it, or `install: <outcome>…` if it has chosen no host.
 *
 * - `installed`: everything is done; the machine reboots, powers off, or stays.
 * - `already installed`: it found the mark of an earlier installation, and wrote nothing.
 * - `refused`: a check failed before anything was written.
 * - `failed`: a step failed; a new run starts over.
 * - `stopped`: a key was pressed during the countdown, or the name of the host was not confirmed; nothing was written.
 */
export const installationOutcomes = ["installed", "already installed", "refused", "failed", "stopped"] as const;

/**
 * How an installer ended.
 * @beta
 */
export type InstallationOutcome = (typeof installationOutcomes)[number];

/** The last line of an installer. */
export interface InstallationResult {
  /** Undefined if it chose no host. */
  readonly host: string | undefined;
  readonly outcome: InstallationOutcome;
  /** The reason, or other details; empty if there are none. */
  readonly details: string;
}

const line = new RegExp(
  `^(?:\\S.*\\s)?install(?:-(?<host>[A-Za-z0-9-]+))?: (?<outcome>${installationOutcomes.join("|")})(?:: (?<details>.*))?$`,
);

/**
 * The result in a line of a console, which may begin with a prefix of systemd; undefined if it has none.
 * @param text one line without control characters
 */
export function installationResult(text: string): InstallationResult | undefined {
  const groups = line.exec(text.trim())?.groups;
  if (groups === undefined) return undefined;
  const { host, outcome, details = "" } = groups;
  return { host, outcome: outcome as InstallationOutcome, details };
}
