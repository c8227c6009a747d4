import {
  describeProcess,
  runProcess,
  type ProcessRequest,
  type ProcessResult,
} from "../../lib/platform/process/run-process";

/** Runs a program to its end; throws with everything it said when it fails. */
export async function run(argv: ProcessRequest["argv"], options: Omit<ProcessRequest, "argv">): Promise<ProcessResult> {
  const result = await runProcess({ argv, ...options });
  if (result.exitCode !== 0) throw new Error(`${describeProcess(result)}\n${result.stdout}${result.stderr}`);
  return result;
}

/** Runs the command line of a copy of the project. Its progress goes to the log of the tests when it fails. */
export function synth(project: string, ...args: readonly string[]): Promise<ProcessResult> {
  return run([process.execPath, "bin/cdknix.js", ...args], { cwd: project });
}
