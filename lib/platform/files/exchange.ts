import { spawnSync } from "node:child_process";
import { renameSync, rmSync } from "node:fs";
import { constants } from "node:os";

/**
 * Swaps two directories atomically: at any moment, also if this process is killed, either the old or the new one is in
 * place. On Linux this is renameat2(RENAME_EXCHANGE), which Node does not expose, so a program that is part of every
 * Debian calls it. Where that is not supported (other systems, some file systems), the old directory moves to
 * `previous` first, and {@link recoverSync} of the next run restores it if this one dies between the two renames.
 * Afterwards `fresh` or `previous` may hold the old directory: the caller removes both.
 */
export function exchangeSync(fresh: string, current: string, previous: string): void {
  if (process.platform === "linux" && exchangers.some((exchanger) => runExchanger(exchanger, fresh, current))) return;
  rmSync(previous, { recursive: true, force: true });
  renameSync(current, previous);
  try {
    renameSync(fresh, current);
  } catch (error) {
    renameSync(previous, current);
    throw error;
  }
}

/** A program that exchanges its last two arguments and exits with 0 or with the error number. */
interface Exchanger {
  readonly command: string;
  readonly args: readonly string[];
  /** Whether the exit code is the error number; otherwise the cause of a failure is unknown. */
  readonly reportsError: boolean;
}

/** Number of the renameat2 system call by Node's name of the architecture. */
const renameat2: Readonly<Record<string, number>> = {
  x64: 316,
  arm64: 276,
  riscv64: 276,
  ppc64: 357,
  s390x: 347,
  arm: 382,
};
const systemCall = renameat2[process.arch];
const currentDirectory = -100;
const renameExchange = 2;

const perlScript = `exit(syscall(${String(systemCall)}, ${currentDirectory}, $ARGV[0], ${currentDirectory}, $ARGV[1], ${renameExchange}) == 0 ? 0 : $! + 0)`;
const pythonScript = [
  "import ctypes, os, sys",
  "libc = ctypes.CDLL(None, use_errno=True)",
  "a, b = (os.fsencode(x) for x in sys.argv[1:3])",
  `sys.exit(0 if libc.syscall(${String(systemCall)}, ${currentDirectory}, a, ${currentDirectory}, b, ${renameExchange}) == 0 else ctypes.get_errno())`,
].join("\n");

const exchangers: readonly Exchanger[] = [
  // coreutils 9.5 and later; perl-base is on every Debian; python3 elsewhere.
  { command: "mv", args: ["--exchange", "--no-copy", "--no-target-directory", "--"], reportsError: false },
  ...(systemCall === undefined
    ? []
    : [
        { command: "perl", args: ["-e", perlScript, "--"], reportsError: true },
        { command: "python3", args: ["-c", pythonScript], reportsError: true },
      ]),
];

/** Error numbers that mean "exchange not supported"; all others concern the directories. */
const notSupported: ReadonlySet<number> = new Set([
  constants.errno.ENOSYS,
  constants.errno.EINVAL,
  constants.errno.EOPNOTSUPP,
]);

/** Whether the exchange succeeded; false if the next method should be tried. */
function runExchanger(exchanger: Exchanger, fresh: string, current: string): boolean {
  const run = spawnSync(exchanger.command, [...exchanger.args, fresh, current], { stdio: "ignore" });
  if (run.status === 0) return true;
  const number = run.status ?? 0;
  const known = Object.entries(constants.errno).find(([, value]) => value === number)?.[0];
  if (!exchanger.reportsError || run.error !== undefined || known === undefined || notSupported.has(number))
    return false;
  throw Object.assign(new Error(`${known}: exchange ${fresh} and ${current}`), { code: known, errno: -number });
}
