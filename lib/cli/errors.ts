import { Failure } from "../platform/failure";

/** A command runs on Windows itself. */
export function windowsUnsupported(): Failure {
  return new Failure({
    kind: "machine",
    code: "windows-unsupported",
    message: "cdknix does not run on Windows itself, only in WSL",
    reason: "Nix, which builds the ISO, runs on Linux and macOS",
    fix: "run `wsl --install` in PowerShell, and install Node and the project inside WSL",
  });
}
