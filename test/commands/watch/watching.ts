import { spawn, type ChildProcess } from "node:child_process";
import { bin } from "../../cli/project";

const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/** A `synth watch` that runs. */
export interface Watching {
  /** Waits until everything is done and a text was said since the last time; tells what was said. */
  readonly until: (text: string) => Promise<string>;
  /** What was printed as results. */
  readonly results: () => string;
  /** Ends it as Ctrl-C does; tells the exit code. */
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
      while (!said.includes(text) || !said.endsWith("Ctrl-C ends it\n")) await new Promise((go) => setTimeout(go, 20));
      const all = said;
      said = "";
      return all;
    },
    results: () => results,
    interrupt: () => {
      child.kill("SIGINT");
      return ended;
    },
  };
}
