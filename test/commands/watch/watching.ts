import { spawn, type ChildProcess } from "node:child_process";
import { bin } from "../../cli/project";

const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/** A `synth watch` that runs. */
export interface Watching {
  /** Waits until a run has ended and printed a text; returns everything printed since the last call. */
  readonly until: (text: string) => Promise<string>;
  /** Everything printed since the last call of `until`. */
  readonly rest: () => string;
  /** The output on stdout. */
  readonly results: () => string;
  /** Interrupts it like Ctrl-C; returns the exit code. */
  readonly interrupt: () => Promise<unknown>;
}

/** Starts `synth watch` in a project; it is killed after the test. */
export function watching(directory: string, args: readonly string[] = []): Watching {
  const child = spawn(process.execPath, [bin, "watch", ...args], { cwd: directory, stdio: ["ignore", "pipe", "pipe"] });
  started.push(child);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let [said, results] = ["", ""];
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stdout.on("data", (chunk: Buffer) => (results += chunk.toString()));
  return {
    until: async (text) => {
      while (!said.includes(text) || !said.endsWith("press Ctrl-C to stop)\n"))
        await new Promise((go) => setTimeout(go, 20));
      const all = said;
      said = "";
      return all;
    },
    rest: () => said,
    results: () => results,
    interrupt: () => {
      child.kill("SIGINT");
      return ended;
    },
  };
}
