/** Name of the lock file in the directory of a flake. */
export const flakeLockFile = "flake.lock";
