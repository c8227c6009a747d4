import {
  describeProcess,
  runProcess,
  type ProcessRequest,
  type ProcessResult,
} from "../../lib/platform/process/run-process";

/** Runs a program and waits for it; throws with its complete output if it fails. */
export async function run(argv: ProcessRequest["argv"], options: Omit<ProcessRequest, "argv">): Promise<ProcessResult> {
  const result = await runProcess({ argv, ...options });
  if (result.exitCode !== 0) throw new Error(`${describeProcess(result)}\n${result.stdout}${result.stderr}`);
  return result;
}

/** Runs the command line of a copy of the project. If it fails, its progress is written to the log of the tests. */
export function synth(project: string, ...args: readonly string[]): Promise<ProcessResult> {
  return run([process.execPath, "bin/cdknix.js", ...args], { cwd: project });
}
