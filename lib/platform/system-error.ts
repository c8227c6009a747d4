import { Failure } from "./failure";

const notADirectory = {
  code: "not-a-directory",
  says: "a file is in the place of a directory",
  fix: "move the file away",
};

/** How a failed call of the operating system is told; by its error code. */
const systemErrors: Readonly<Record<string, { code: string; says: string; fix: string }>> = {
  ENOSPC: { code: "disk-full", says: "no space is left on the device", fix: "free some space (see df -h, df -i)" },
  EDQUOT: { code: "disk-full", says: "the disk quota is used up", fix: "free some space (see quota)" },
  EROFS: { code: "read-only", says: "the file system is read-only", fix: "choose another directory with --output" },
  EACCES: { code: "permission-denied", says: "permission denied", fix: "check the owner and mode of the directory" },
  EPERM: {
    code: "permission-denied",
    says: "operation not permitted",
    fix: "check the owner and mode of the directory",
  },
  EBUSY: {
    code: "directory-busy",
    says: "it is in use, perhaps as a mount point",
    fix: "unmount it, or choose another directory with --output",
  },
  EEXIST: notADirectory,
  ENOTDIR: notADirectory,
  EMFILE: { code: "too-many-files", says: "too many files are open", fix: "raise the limit (see ulimit -n)" },
};

/** What a failed call of the operating system means for the user; undefined when it is not one that we know. */
export function systemFailure(error: unknown, doing: string): Failure | undefined {
  const code = systemErrorCode(error);
  // A file that was not to be there is another matter than one in the place of a directory.
  const isOther = code === "EEXIST" && (error as NodeJS.ErrnoException).syscall !== "mkdir";
  const known = code === undefined || isOther ? undefined : systemErrors[code];
  if (known === undefined) return undefined;
  return new Failure({
    kind: "machine",
    code: known.code,
    message: `cannot ${doing}: ${known.says}`,
    fix: known.fix,
    details: (error as Error).message,
    cause: error,
  });
}

/** Whether a failure of this code is for whoever keeps the machine, also when the program reports it. */
export function isMachineCode(code: string): boolean {
  return ["git-missing", "git-failed", ...Object.values(systemErrors).map((known) => known.code)].includes(code);
}

/** The code of a failed call of the operating system, such as `ENOSPC`. */
export function systemErrorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
