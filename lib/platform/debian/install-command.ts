import { readFileSync } from "node:fs";
import * as path from "node:path";

/** The command that installs a Debian package; undefined if this is not Debian or a derivative. */
export function installCommand(debianPackage: string): string | undefined {
  try {
    const release = readFileSync(path.join("/etc", "os-release"), "utf8");
    const isDebian = /^ID(?:_LIKE)?=.*\b(?:debian|ubuntu)\b/m.test(release);
    const prefix = process.getuid?.() === 0 ? "" : "sudo ";
    return isDebian ? `${prefix}apt-get install ${debianPackage}` : undefined;
  } catch {
    return undefined;
  }
}
