import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { systemErrorCode } from "../system-error";

/** Identifies a process uniquely, even if its number is reused. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Start time in a system-specific format; only compared for equality. */
  readonly started: string;
  /** ID of the machine's boot. */
  readonly boot: string;
  /** PID namespace of `pid`, which identifies the container. */
  readonly namespace: string;
}

/** `unknown`: it is in another container on this machine, whose processes are not visible here. */
export type Liveness = "alive" | "dead" | "unknown";

/** The process that a file names; undefined if it does not exist, or names none. */
export function readIdentitySync(file: string): ProcessIdentity | undefined {
  try {
    return parseIdentity(readFileSync(file, "utf8"));
  } catch (error) {
    const isGone = ["ENOENT", "ENOTDIR"].includes(systemErrorCode(error) ?? "");
    // Not JSON: nothing yet, no longer, or, after a power cut, blocks that were never written.
    if (isGone || systemErrorCode(error) === undefined) return undefined;
    throw error;
  }
}

/** Writes the identity of this process to a file. */
export function writeIdentitySync(file: string): void {
  writeFileSync(file, JSON.stringify(ownIdentity()));
}

/** The identity of this process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid) ?? "", ...surroundings() };
}

/** @throws Error if the string is not an identity, for example because it is truncated. */
function parseIdentity(text: string): ProcessIdentity {
  const { pid, started, boot, namespace } = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const texts = [started, boot, namespace];
  if (typeof pid === "number" && texts.every((each) => typeof each === "string")) {
    return { pid, started, boot, namespace } as ProcessIdentity;
  }
  throw new Error(`${text} is not a process identity`);
}

/** Whether a process still runs. A killed process counts as dead even if its parent has not reaped it. */
export function livenessOf(identity: ProcessIdentity): Liveness {
  const here = surroundings();
  if (plain(identity.boot) !== plain(here.boot)) return "dead";
  if (plain(identity.namespace) !== plain(here.namespace)) return "unknown";
  return plain(startOf(identity.pid) ?? "-") === plain(identity.started) ? "alive" : "dead";
}

/** An identity as a part of a file's name, for what must not exist without it, not even for a moment. */
export function identityInName({ pid, started, boot, namespace }: ProcessIdentity): string {
  return [String(pid), started, boot, namespace].map(plain).join("-");
}

/** The identity at the beginning of a name, as {@link identityInName} writes it. */
export function identityFromName(name: string): ProcessIdentity {
  const [pid, started = "", boot = "", namespace = ""] = name.split("-");
  return { pid: Number(pid), started, boot, namespace };
}

const plain = (text: string): string => text.replaceAll(/\W/g, "");

function surroundings(): Pick<ProcessIdentity, "boot" | "namespace"> {
  return {
    boot: orEmpty(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()),
    namespace: orEmpty(() => readlinkSync("/proc/self/ns/pid")),
  };
}

/** Start time of a process; undefined if there is none, or if it is a zombie. */
function startOf(pid: number): string | undefined {
  if (process.platform !== "linux") {
    const listed = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
    return listed.status === 0 ? listed.stdout.trim().replaceAll(/\W+/g, "_") : undefined;
  }
  const line = orEmpty(() => readFileSync(`/proc/${String(pid)}/stat`, "utf8"));
  // The second field is the name in parentheses and may contain spaces; state is the third field, start time the 22nd.
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
