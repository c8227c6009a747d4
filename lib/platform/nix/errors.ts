import { Failure, type FailureKind } from "../failure";
import { describeProcess, type ProcessResult } from "../process/run-process";

/** There is no `nix` on the path. */
export function nixMissing(installCommand: string | undefined): Failure {
  return new Failure({
    kind: "machine",
    code: "nix-missing",
    message: "Nix is not installed: there is no `nix` on the PATH",
    reason: "Nix evaluates the tree and builds the ISO",
    fix: installCommand ?? "install it as https://nixos.org/download says",
  });
}

/** `nix --version` does not work. */
export function nixBroken(run: ProcessResult): Failure {
  return new Failure({
    kind: "machine",
    code: "nix-broken",
    message: "`nix --version` does not tell a version",
    output: tail(run.stderr),
    details: describeProcess(run),
    cause: run.cause,
  });
}

/** A command of Nix failed while it did something of the given kind. */
export function nixFailed(kind: FailureKind, code: string, message: string, run: ProcessResult): Failure {
  const said = nixErrorText(run.stderr);
  const known = knownTroubles.find(({ sign }) => sign.test(said ?? ""));
  const crash = run.signal === undefined ? undefined : crashes[run.signal];
  return new Failure({
    kind: known?.kind ?? (crash === undefined ? kind : "machine"),
    code: known?.code ?? crash?.code ?? code,
    message: run.signal === undefined ? message : `${message}: ${run.signal} ended it`,
    output: said,
    reason: known?.reason ?? crash?.reason,
    fix: known?.fix ?? crash?.fix,
    details: describeProcess(run),
    cause: run.cause,
  });
}

/** Nix did what it was told, and what it printed cannot be understood. */
export function nixOutputStrange(run: ProcessResult, expected: string): Failure {
  return new Failure({
    kind: "unexpected",
    code: "nix-output-strange",
    message: `Nix did not print ${expected}`,
    output: tail(run.stdout),
    details: describeProcess(run),
  });
}

interface Trouble {
  readonly code: string;
  readonly reason: string;
  readonly fix: string;
}

/** Ends of Nix that say nothing by themselves. */
const crashes: Readonly<Record<string, Trouble>> = {
  SIGSEGV: {
    code: "nix-crashed",
    reason: "old versions of Nix crash when their garbage collector runs while they copy nixpkgs",
    fix: "set GC_INITIAL_HEAP_SIZE=4G in the environment, or install a newer Nix",
  },
  SIGKILL: {
    code: "nix-killed",
    reason: "the system kills what takes too much memory",
    fix: "free memory (evaluating nixpkgs takes about 1.3 GB), see dmesg",
  },
};

/** Troubles of the machine, by how the operating system words them within Nix's messages. */
const knownTroubles: readonly (Trouble & { readonly sign: RegExp; readonly kind: FailureKind })[] = [
  {
    sign: /is required to build '|required system or feature not available/i,
    kind: "machine",
    code: "system-missing",
    reason: "this machine does not build for that system, or not with these features, and no builder that answers does",
    fix: "name a builder that does, such as --builders 'ssh-ng://root@builder aarch64-linux'; synth doctor looks at all",
  },
  {
    sign: /unable to start any build/,
    kind: "machine",
    code: "no-builder",
    reason: "this machine is set to build nothing itself (max-jobs = 0), and no builder takes what is left",
    fix: "see synth doctor for the builders, or let this machine build: --nix-option max-jobs auto",
  },
  {
    sign: /lacks a (?:valid )?signature|lacks a signature by a trusted key|is not a trusted user/,
    kind: "machine",
    code: "not-trusted",
    reason: "a store takes what it cannot check only from users that it trusts",
    fix: "add the user that logs in there to trusted-users of its nix.conf, or sign what is copied",
  },
  {
    sign: /No space left on device|database or disk is full/,
    kind: "machine",
    code: "disk-full",
    reason: "no space is left on a device that Nix writes to",
    fix: "free some space, perhaps by nix-collect-garbage (see df -h, df -i)",
  },
  {
    sign: /Read-only file system/,
    kind: "machine",
    code: "read-only",
    reason: "Nix cannot write a file system that is mounted read-only",
    fix: "give Nix a store that it can write with --store",
  },
  {
    sign: /(?:creating directory|opening lock file|big lock|changing ownership|daemon-socket).*(?:Permission denied|Operation not permitted)/,
    kind: "machine",
    code: "store-not-writable",
    reason: "this user may not write the Nix store, and no Nix daemon runs",
    fix: 'use a store of your own with --store "$HOME/nix", or install the daemon',
  },
  {
    sign: /Could(?:n't| not) (?:resolve host|connect)|Failed to connect|Network is unreachable|Connection timed out/,
    kind: "machine",
    code: "network-missing",
    reason: "Nix cannot reach the network",
    fix: "connect this machine, or build on the offline base with --nixpkgs embedded",
  },
  {
    sign: /Cannot allocate memory|out of memory/i,
    kind: "machine",
    code: "out-of-memory",
    reason: "evaluating nixpkgs takes about 1.3 GB",
    fix: "free memory, or add swap",
  },
];

/** From Nix's stderr the errors, without what it said before on its way. */
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

const showTraceHint = "(use '--show-trace' to show detailed location information)";

const shownLines = 40;

function tail(text: string): string | undefined {
  const lines = text.trim().split("\n");
  if (lines[0] === "" && lines.length === 1) return undefined;
  const left = lines.length - shownLines;
  return (left > 0 ? [`(${left} lines before)`, ...lines.slice(left)] : lines).join("\n");
}
