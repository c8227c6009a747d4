import { Failure } from "./failure";

const notADirectory = {
  code: "not-a-directory",
  description: "a file exists where a directory is needed",
  fix: "move the file away",
};

/** Descriptions of failed system calls, by error code. */
const systemErrors: Readonly<Record<string, { code: string; description: string; fix: string }>> = {
  ENOSPC: { code: "disk-full", description: "no space left on the device", fix: "free some space (see df -h, df -i)" },
  EDQUOT: { code: "disk-full", description: "disk quota exceeded", fix: "free some space (see quota)" },
  EROFS: {
    code: "read-only",
    description: "the file system is read-only",
    fix: "choose another directory with --output",
  },
  EACCES: {
    code: "permission-denied",
    description: "permission denied",
    fix: "check the owner and mode of the directory",
  },
  EPERM: {
    code: "permission-denied",
    description: "operation not permitted",
    fix: "check the owner and mode of the directory",
  },
  EBUSY: {
    code: "directory-busy",
    description: "it is in use, perhaps as a mount point",
    fix: "unmount it, or choose another directory with --output",
  },
  EEXIST: notADirectory,
  ENOTDIR: notADirectory,
  ENAMETOOLONG: {
    code: "name-too-long",
    description: "the path is too long for the file system",
    fix: "use shorter names, or move the project to a directory with a shorter path",
  },
  EMFILE: { code: "too-many-files", description: "too many open files", fix: "raise the limit (see ulimit -n)" },
};

/** Converts a failed system call to a failure for the user; undefined if the error is not a known one. */
export function systemFailure(error: unknown, doing: string): Failure | undefined {
  const code = systemErrorCode(error);
  // EEXIST for a file that must not exist is unrelated to a file in place of a directory.
  const isOther = code === "EEXIST" && (error as NodeJS.ErrnoException).syscall !== "mkdir";
  const known = code === undefined || isOther ? undefined : systemErrors[code];
  if (known === undefined) return undefined;
  return new Failure({
    kind: "machine",
    code: known.code,
    message: `cannot ${doing}: ${known.description}`,
    fix: known.fix,
    details: (error as Error).message,
    cause: error,
  });
}

/** Descriptions of why something cannot be read, by error code. */
const readErrors: Readonly<Record<string, string>> = {
  EACCES: "this user may not read it",
  EIO: "the device reports an error",
  EISDIR: "it is a directory",
  ELOOP: "it is a symbolic link that leads to itself",
  ENAMETOOLONG: "its name or path is longer than file systems allow",
  ENOENT: "it does not exist",
  ENOTDIR: "a part of its path is not a directory",
  EPERM: "this user may not read it",
  ERR_INVALID_ARG_VALUE: "its path contains a null character",
};

/** Why something cannot be read. */
export function whyUnreadable(error: unknown): string {
  return readErrors[systemErrorCode(error) ?? ""] ?? (error instanceof Error ? error.message : String(error));
}

/** Whether a failure with this code concerns the machine, even if the program reports it. */
export function isMachineCode(code: string): boolean {
  return ["git-missing", "git-failed", ...Object.values(systemErrors).map((known) => known.code)].includes(code);
}

/** The code of a failed system call, such as `ENOSPC`. */
export function systemErrorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
