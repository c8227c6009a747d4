import { chmodSync, mkdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { runProcess, type ProcessResult } from "../../../lib/platform/process/run-process";
import { put, scratch } from "../../platform/files/scratch";

const scripts = path.join(__dirname, "../../../lib/constructs/offline-installer/scripts");
const parts = ["interface", "disks", "choose", "secrets", "check", "steps", "unattended", "main"];

/** A place for the program that installs: its /run and /mnt are directories here, and no other process sees its mounts. */
export interface InstallerPlace {
  readonly directory: string;
  /** Runs lines of bash with all functions of the program. */
  readonly run: (lines: string) => Promise<ProcessResult>;
}

/**
 * @param data the data of the installer
 * @param disks the disks of the machine, as `read_disks` describes them
 * @param commands programs that would change this machine, or that it does not have, as lines of bash
 */
export function installerPlace(
  data: object,
  disks: readonly object[],
  commands: Readonly<Record<string, string>>,
): InstallerPlace {
  const directory = scratch();
  const text = parts.map((part) => readFileSync(path.join(scripts, `${part}.sh`), "utf8")).join("");
  const functions = text
    .replaceAll(/(?<=[\s="])\/run\//g, `${directory}/run/`)
    .replace(/^root=\/mnt$/m, `root=${directory}/mnt`)
    .replace(/^main "\$@"$/m, "");
  put(directory, {
    functions,
    "installer.json": JSON.stringify(data),
    "run/cdknix-install/disks.json": JSON.stringify(disks),
  });
  mkdirSync(path.join(directory, "mnt"));
  for (const [name, lines] of Object.entries(commands)) {
    put(directory, { [`bin/${name}`]: `#!/usr/bin/env bash\n${lines}\n` });
    chmodSync(path.join(directory, "bin", name), 0o755);
  }
  const run: InstallerPlace["run"] = (lines) => {
    put(directory, { program: `set -o errexit -o nounset -o pipefail\nsource functions\ntarget=web-1\n${lines}\n` });
    return runProcess({
      argv: ["unshare", "--mount", "bash", "program"],
      cwd: directory,
      env: { PATH: `${directory}/bin:${process.env.PATH!}`, CDKNIX_INSTALLER_DATA: `${directory}/installer.json` },
    });
  };
  return { directory, run };
}
