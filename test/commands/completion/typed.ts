import { spawn } from "node:child_process";

/**
 * Types lines into an interactive shell in its own terminal, each after the shell has shown the expected text.
 * @returns the full output of the terminal
 */
export async function typeInto(
  shell: string,
  cwd: string,
  lines: readonly { readonly after: string; readonly keys: string }[],
): Promise<string> {
  const child = spawn("script", ["--quiet", "--flush", "--command", shell, "/dev/null"], {
    cwd,
    // script kills its whole process group when it exits.
    detached: true,
    env: { ...process.env, TERM: "dumb" },
  });
  let shown = "";
  let next = 0;
  let from = 0;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    shown += text;
    for (let line = lines[next]; line !== undefined; line = lines[next]) {
      const at = shown.indexOf(line.after, from);
      if (at < 0) return;
      from = at + line.after.length;
      next += 1;
      child.stdin.write(line.keys);
    }
  });
  await new Promise((resolve) => child.on("close", resolve));
  return shown;
}
