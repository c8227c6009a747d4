import { spawn } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { bin, project } from "./project";

/** A run whose program ignores all signals, and the exit code with which it ends. */
async function running(): Promise<{ readonly kill: (signal: NodeJS.Signals) => void; readonly end: Promise<unknown> }> {
  const program = `
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.stderr.write("ignored\\n"));
    process.stderr.write("started\\n");
    setInterval(() => {}, 1000);
  `;
  const { directory } = project({ "main.js": program });
  const child = spawn(process.execPath, [bin, "--no-build"], { cwd: directory, stdio: ["ignore", "ignore", "pipe"] });
  const end = new Promise((resolve) => child.once("close", resolve));
  await new Promise<void>((resolve) => {
    child.stderr.on("data", (text: Buffer) => {
      if (text.toString().includes("started")) resolve();
    });
  });
  return { kill: (signal) => child.kill(signal), end };
}

describe("a signal", () => {
  it("ends a run at the second time, even if the program ignores it, with the exit code of the first", async () => {
    const { kill, end } = await running();
    kill("SIGINT");
    await setTimeout(700);
    kill("SIGTERM");
    expect(await end).toBe(130);
  });

  it("that npm passes on, after the terminal has sent it, is not the second one", async () => {
    const { kill, end } = await running();
    kill("SIGINT");
    await setTimeout(50);
    kill("SIGINT");
    expect(await Promise.race([end, setTimeout(300, "running")])).toBe("running");
    await setTimeout(500);
    kill("SIGINT");
    expect(await end).toBe(130);
  });
});
