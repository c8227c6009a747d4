import { Failure, type FailureKind } from "../failure";
import { hasDebianPackages } from "../install-command";
import { operatingSystem } from "../operating-system";
import { describeProcess, type ProcessResult } from "../process/run-process";
import { daemonSocketSync, describeDenied, startDaemonFix } from "./daemon-socket";
import { nixFix } from "./nix-fix";

/** `nix` is not on the PATH. */
export function nixMissing(): Failure {
  return new Failure({
    kind: "machine",
    code: "nix-missing",
    message: "Nix is not installed: `nix` is not on the PATH",
    reason: "Nix evaluates the flake and builds the ISO",
    fix: nixFix("none"),
  });
}

/** `nix --version` does not work. */
export function nixBroken(run: ProcessResult): Failure {
  return new Failure({
    kind: "machine",
    code: "nix-broken",
    message: "`nix --version` prints no version",
    output: tail(run.stderr),
    details: describeProcess(run),
    cause: run.cause,
  });
}

/** A Nix command failed. */
export function nixFailed(kind: FailureKind, code: string, message: string, run: ProcessResult): Failure {
  const said = nixErrorText(run.stderr);
  const known = knownProblem(said ?? "");
  const problem = known ?? (run.signal === undefined ? undefined : crashes[run.signal]);
  return new Failure({
    kind: problem === undefined ? kind : "machine",
    code: problem?.code ?? code,
    message: run.signal === undefined ? message : `${message}: terminated by ${run.signal}`,
    output: known === undefined ? said : lastError(said ?? ""),
    wholeOutput: said,
    reason: problem?.reason,
    fix: problem?.fix,
    details: describeProcess(run),
    cause: run.cause,
  });
}

/** Nix succeeded, but its output cannot be parsed. */
export function nixOutputInvalid(run: ProcessResult, expected: string): Failure {
  return new Failure({
    kind: "unexpected",
    code: "nix-output-strange",
    message: `Nix did not print ${expected}`,
    output: tail(run.stdout),
    details: describeProcess(run),
  });
}

/** A problem of the machine, as a failure describes it. */
export interface MachineProblem {
  readonly code: string;
  readonly reason: string;
  readonly fix: string;
}

/** The problem of the machine in an error of Nix; undefined if it is not a known one. */
export function knownProblem(output: string): MachineProblem | undefined {
  const problem = knownProblems.find(({ sign }) => sign.test(output))?.problem;
  return typeof problem === "function" ? problem(output) : problem;
}

/** Signals that end Nix without an error message. */
const crashes: Readonly<Record<string, MachineProblem>> = {
  SIGSEGV: {
    code: "nix-crashed",
    reason: "old versions of Nix crash if their garbage collector runs while they copy nixpkgs",
    fix: "set GC_INITIAL_HEAP_SIZE=4G in the environment, or install a newer version of Nix",
  },
  SIGKILL: {
    code: "nix-killed",
    reason: "the kernel kills processes when memory runs out",
    fix: "free memory (evaluating a NixOS host takes about 1.1 GB), or evaluate one host at a time: --eval-jobs 1; see dmesg",
  },
};

/**
 * The installed Nix is older than a nixpkgs accepts.
 * @param accepted the newest release that it accepts, for people.
 */
export function nixRefusedByNixpkgs(accepted = "an older release"): MachineProblem {
  return {
    code: "nix-too-old",
    reason: "nixpkgs refuses to evaluate with older versions",
    fix: `install a newer Nix: ${nixFix()}; or build with this Nix: ${buildsWithOldNix(accepted)}`,
  };
}

/** Names everything that an old Nix builds: the offline base where it is available, and a release. */
export function buildsWithOldNix(accepted: string): string {
  return hasDebianPackages() ? `the offline base (--nixpkgs embedded) or ${accepted}` : accepted;
}

/** Problems of the machine, recognized by operating system messages in the output of Nix. */
const knownProblems: readonly {
  readonly sign: RegExp;
  readonly problem: MachineProblem | ((output: string) => MachineProblem);
}[] = [
  {
    sign: /is required to build '|required system or feature not available/i,
    problem: (output) => ({
      code: "system-missing",
      reason: "neither this machine nor a reachable builder supports that system or those features",
      fix: builderFix(/(?:a|Required system:) '([\w-]+)' with features/.exec(output)?.[1] ?? "x86_64-linux"),
    }),
  },
  // nixpkgs, default.nix: with another nixpkgs than the release's own, cdknix cannot know before.
  { sign: /This version of Nixpkgs requires/i, problem: () => nixRefusedByNixpkgs() },
  {
    sign: /unable to start any build/,
    problem: {
      code: "no-builder",
      reason: "local builds are disabled (max-jobs = 0), and no builder accepts the remaining builds",
      fix: "run `synth doctor` to check the builders, or enable local builds: --nix-option max-jobs auto",
    },
  },
  {
    sign: /lacks a (?:valid )?signature|lacks a signature by a trusted key|is not a trusted user/,
    problem: {
      code: "not-trusted",
      reason: "a store accepts unsigned paths only from trusted users",
      fix: "add the login user to trusted-users in the nix.conf of that machine, or sign the paths",
    },
  },
  {
    sign: /No space left on device|database or disk is full/,
    problem: {
      code: "disk-full",
      reason: "a device that Nix writes to is full",
      fix: "free some space, for example with nix-collect-garbage (see df -h, df -i)",
    },
  },
  {
    sign: /Read-only file system/,
    problem: {
      code: "read-only",
      reason: "Nix cannot write to a file system that is mounted read-only",
      fix: "pass a writable store with --store",
    },
  },
  {
    sign: /cannot connect to (?:socket|daemon) at '[^']*': (?:Connection refused|No such file or directory)/,
    problem: () => ({
      code: "daemon-not-running",
      reason: "no Nix daemon answers on this socket",
      fix: startDaemonFix(),
    }),
  },
  {
    sign: /(?:creating directory|opening lock file|big lock|changing ownership|set permissions|\/nix\/var|daemon-socket).*(?:Permission denied|Operation not permitted)/,
    problem: storeNotWritable,
  },
  {
    sign: /Could(?:n't| not) (?:resolve host|connect)|Failed to connect|Network is unreachable|Connection timed out/,
    problem: () => ({
      code: "network-missing",
      reason: "Nix cannot reach the network",
      fix: `connect this machine to the network${hasDebianPackages() ? ", or build on the offline base with --nixpkgs embedded" : ""}`,
    }),
  },
  {
    sign: /Cannot allocate memory|out of memory/i,
    problem: {
      code: "out-of-memory",
      reason: "evaluating a NixOS host takes about 1.1 GB",
      fix: "free memory, add swap, or evaluate one host at a time: --eval-jobs 1",
    },
  },
];

/** A daemon that this user may not use looks to Nix as if there were none, or as a file that cannot be read. */
function storeNotWritable(): MachineProblem {
  const socket = daemonSocketSync();
  if (socket.state === "denied") return { code: "daemon-not-accessible", ...describeDenied(socket) };
  return {
    code: "store-not-writable",
    reason: "this user cannot write to the Nix store, and no Nix daemon is running",
    fix: startDaemonFix(),
  };
}

/** How to get a builder for a system: on macOS, one in a virtual machine comes with nixpkgs. */
function builderFix(system: string): string {
  const remote = `add a builder that does, such as --builders 'ssh-ng://root@builder ${system}'; \`synth doctor\` checks all builders`;
  return operatingSystem().family === "macos"
    ? `run a Linux builder in a virtual machine (see the how-to guide "Build on macOS"), or ${remote}`
    : remote;
}

/** The errors in Nix's stderr, without the output before them. */
export function nixErrorText(stderr: string): string | undefined {
  const lines = stderr.split("\n");
  const first = lines.findIndex((line) => line.startsWith("error:"));
  const said = lines
    .slice(Math.max(0, first))
    .filter((line) => line !== showTraceHint)
    .join("\n")
    .trim();
  return said === "" ? undefined : said;
}

/** The last error in a text: what went wrong, without the trace that newer versions of Nix print before it. */
function lastError(said: string): string {
  const lines = said.split("\n");
  const at = lines.map((line) => /^\s*error: \S/.test(line)).lastIndexOf(true);
  if (at === -1) return said;
  const indent = /^\s*/.exec(lines[at] ?? "")?.[0] ?? "";
  return lines
    .slice(at)
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()))
    .join("\n");
}

const showTraceHint = "(use '--show-trace' to show detailed location information)";

const shownLines = 40;

function tail(text: string): string | undefined {
  const lines = text.trim().split("\n");
  if (lines[0] === "" && lines.length === 1) return undefined;
  const left = lines.length - shownLines;
  return (left > 0 ? [`(${left} lines before)`, ...lines.slice(left)] : lines).join("\n");
}
