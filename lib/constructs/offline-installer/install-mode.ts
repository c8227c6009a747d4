import { Duration, guardCalls, mark, type IssueDetails } from "../core";

/**
 * Settings of {@link InstallMode.unattended}.
 * @public
 */
export interface UnattendedProps {
  /** Time during which any key on any console stops the installation. Default: 30 seconds. */
  readonly countdown?: Duration;
  /**
   * Afterwards, the machine restarts, powers off, or stays in the live system. A machine that boots from the medium again is
   * not installed again. Default: `reboot`.
   */
  readonly then?: "reboot" | "powerOff" | "stay";
}

/** The mode as data. */
export type ModeNode =
  | { readonly kind: "attended" }
  | { readonly kind: "unattended"; readonly countdown: number; readonly then: "reboot" | "powerOff" | "stay" };

/**
 * Whether a person starts the installation.
 * @public
 */
export class InstallMode {
  static {
    guardCalls(this, "InstallMode", { answer: (issues) => new InstallMode({ kind: "attended" }, issues) });
  }

  /** A person runs `install-<host>`, sees what will be destroyed, and types the name of the host. */
  static attended(): InstallMode {
    return new InstallMode({ kind: "attended" }, []);
  }

  /** The medium installs the machine that it is booted on, after a countdown. `install-<host>` is there, too. */
  static unattended(props: UnattendedProps = {}): InstallMode {
    const { countdown = Duration.seconds(30), then = "reboot" } = props;
    const { issue } = countdown;
    const node: ModeNode = { kind: "unattended", countdown: countdown.toSeconds(), then };
    return new InstallMode(node, issue === undefined ? [] : [issue]);
  }

  private constructor(
    /** The mode as data. For internal use. */
    readonly node: unknown,
    /** The problems with it, if any; reported by the construct that uses it. */
    readonly issues: readonly IssueDetails[],
  ) {}
}
mark(InstallMode.prototype, "InstallMode");

/** The data of a mode. */
export const modeOf = (mode: InstallMode): ModeNode => mode.node as ModeNode;
