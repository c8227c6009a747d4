import { bin, runIn, type Run } from "../../cli/project";

/** Runs a shell script in its own mount namespace, where it can mount anything. */
export function withMounts(directory: string, script: string): Run {
  const node = JSON.stringify(process.execPath);
  const prelude = `set -e; synth() { ${node} ${JSON.stringify(bin)} "$@"; }`;
  return runIn(directory, ["unshare", "--map-root-user", "--mount", "sh", "-c", `${prelude}; ${script}`]);
}
