import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { bin, project } from "../../cli/project";
import { put } from "../../platform/files/scratch";

const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

interface Watching {
  /** Waits until a run has ended and printed a text; returns everything printed since the last call. */
  readonly until: (text: string) => Promise<string>;
  /** The output on stdout. */
  readonly results: () => string;
  /** Interrupts it like Ctrl-C; returns the exit code. */
  readonly interrupt: () => Promise<unknown>;
}

function watching(directory: string, args: readonly string[] = []): Watching {
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
    results: () => results,
    interrupt: () => {
      child.kill("SIGINT");
      return ended;
    },
  };
}

describe("synth watch", () => {
  it("generates the flake again when the program or cdk.json changes, survives an error, and exits with 130", async () => {
    const { directory } = project();
    const program = readFileSync(path.join(directory, "main.js"), "utf8");
    const { until, results, interrupt } = watching(directory);
    const text = (): string => readFileSync(path.join(directory, "cdk.out/dot/text"), "utf8");
    await until("3 added");
    put(directory, { "main.js": "throw new Error('oh dear')" });
    await until("error[program-threw]: oh dear");
    expect(text()).toBe("x");
    put(directory, { "main.js": program.replace('?? "x"', '?? "new"') });
    await until("main.js changed");
    expect(text()).toBe("new");
    put(directory, { "cdk.json": '{ "app": "TEXT=configured node main.js" }' });
    await until("cdk.json changed");
    expect(text()).toBe("configured");
    expect(results()).toBe("");
    expect(await interrupt()).toBe(130);
  }, 60_000);

  it("watches the files that cdk.json includes and does not exclude", async () => {
    const { directory } = project({
      "cdk.json": '{ "app": "node main.js", "watch": { "include": ["src/**", "main.js"], "exclude": ["src/*.md"] } }',
      "src/used": "",
      "other/file": "",
    });
    const { until, interrupt } = watching(directory);
    await until("3 added");
    // Changes close together are reported together, so a change that is not watched would be reported with the next one.
    put(directory, { "other/file": "changed", "src/notes.md": "changed", "src/used": "changed" });
    expect(await until("changed")).toMatch(/^synth: src\/used changed$/m);
    expect(await interrupt()).toBe(130);
  }, 60_000);

  it("does not watch its own output, or the default output of earlier runs", async () => {
    const { directory } = project();
    const { until, interrupt } = watching(directory, ["--output", "other"]);
    await until("3 added");
    const program = readFileSync(path.join(directory, "main.js"), "utf8");
    put(directory, { "cdk.out.images/a/a.iso": "", "other.images/a/a.iso": "", "main.js": `${program}\n` });
    expect(await until("changed")).toMatch(/^synth: main\.js changed$/m);
    expect(await interrupt()).toBe(130);
  }, 60_000);

  it("builds with --build, prints the ISO of each build, and survives a failed build", async () => {
    const { directory } = project();
    const config = (args: string): string =>
      `{ "app": "HOSTS=a ARGS='${args}' node main.js", "nixpkgs": "./nixpkgs", "nix": { "options": { "sandbox": false, "substituters": "" } } }`;
    put(directory, { "cdk.json": config("") });
    const { until, results, interrupt } = watching(directory, ["--build"]);
    await until("building a");
    put(directory, { "cdk.json": config('script = \\"echo no luck >&2; exit 1\\";') });
    expect(await until("error[")).toContain("no luck");
    put(directory, { "cdk.json": config('script = \\"mkdir -p $out/iso; echo second > $out/iso/a.iso\\";') });
    await until("building a");
    const isos = results().trimEnd().split("\n");
    expect(isos.map((iso) => readFileSync(iso, "utf8"))).toEqual(["a\n", "second\n"]);
    expect(await interrupt()).toBe(130);
  }, 120_000);
});
