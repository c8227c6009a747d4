import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";

/** What tells a process from every other one, also from a later one that gets the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, one word in a unit of the system's own: equal or not is all that counts. */
  readonly started: string;
  /** Which boot of the machine it belongs to. */
  readonly boot: string;
  /** Which container's process numbers `pid` is one of. */
  readonly namespace: string;
}

/** `unknown`: it is of another container on this machine, whose processes cannot be seen from here. */
export type Liveness = "alive" | "dead" | "unknown";

/** The identity of this process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid) ?? "", ...surroundings() };
}

/**
 * An identity from its JSON.
 * @throws Error when a text is none, such as one that was cut off.
 */
export function parseIdentity(text: string): ProcessIdentity {
  const { pid, started, boot, namespace } = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const texts = [started, boot, namespace];
  if (typeof pid === "number" && texts.every((each) => typeof each === "string")) {
    return { pid, started, boot, namespace } as ProcessIdentity;
  }
  throw new Error(`${text} names no process`);
}

/** Whether a process still runs. One that was killed counts as dead at once, reaped by its parent or not. */
export function livenessOf(identity: ProcessIdentity): Liveness {
  const here = surroundings();
  if (identity.boot !== here.boot) return "dead";
  if (identity.namespace !== here.namespace) return "unknown";
  return startOf(identity.pid) === identity.started ? "alive" : "dead";
}

function surroundings(): Pick<ProcessIdentity, "boot" | "namespace"> {
  return {
    boot: orEmpty(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()),
    namespace: orEmpty(() => readlinkSync("/proc/self/ns/pid")),
  };
}

/** When a process started; undefined when there is none, or only what its parent has not yet collected. */
function startOf(pid: number): string | undefined {
  if (process.platform !== "linux") {
    const listed = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
    return listed.status === 0 ? listed.stdout.trim().replaceAll(/\W+/g, "_") : undefined;
  }
  const line = orEmpty(() => readFileSync(`/proc/${String(pid)}/stat`, "utf8"));
  // The second field is the name in parentheses and may hold spaces; state is the third field, start time the 22nd.
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  const dead = fields[0] === "Z" || fields[0] === "X";
  return dead ? undefined : fields[19];
}

function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}
