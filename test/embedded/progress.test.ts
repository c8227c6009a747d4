import { execFile, spawn } from "node:child_process";
import { truncateSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { compressionProgress } from "../../lib/cli/terminal/progress/compression-progress";
import { scratch } from "../platform/files/scratch";

describe("the progress of a compression", () => {
  it("is how much the process has read, in lines that the progress display understands", async () => {
    const directory = scratch();
    const [input, image] = [path.join(directory, "input"), path.join(directory, "image")];
    writeFileSync(input, "");
    truncateSync(input, 300_000_000);
    writeFileSync(image, "x".repeat(1234));
    const reading = `fs.readFileSync(${JSON.stringify(input)}); setTimeout(() => undefined, 1500)`;
    const reader = spawn(process.execPath, ["-e", reading]);
    // Asynchronous: this process has to reap the reader when it ends.
    const { stdout } = await promisify(execFile)(
      "perl",
      ["embedded/build/progress.pl", String(reader.pid), image, "1000000000"],
      { timeout: 30_000 },
    );
    const lines = stdout.trimEnd().split("\n").map(compressionProgress);
    expect(lines.at(-1)).toEqual({ percent: expect.any(Number) as number, bytes: 1234 });
    expect(lines.at(-1)?.percent).toBeGreaterThanOrEqual(30);
    expect(lines.at(-1)?.percent).toBeLessThan(50);
  }, 30_000);
});
