import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { scratch } from "../../platform/files/scratch";
import { bin, project, type Project } from "../project";
import { runInTerminal, type TerminalRun } from "../terminal";

const options = ["a", "--nix-option", "substituters", ""];
const running: TerminalRun[] = [];

afterEach(() => {
  for (const terminal of running.splice(0)) terminal.close();
});

function start(args: readonly string[] = [], build = waitingBuild()): TerminalRun & Project & WaitingBuild {
  const made = project();
  const terminal = runInTerminal(made, [...options, ...args], build.env);
  running.push(terminal);
  return { ...made, ...terminal, ...build };
}

interface WaitingBuild {
  readonly env: Readonly<Record<string, string>>;
  /** A part of the builder's command line. */
  readonly mark: string;
  /** Lets the build finish. */
  readonly finish: () => void;
}

/** A build that prints three lines and waits. */
function waitingBuild(env: Readonly<Record<string, string>> = {}): WaitingBuild {
  const directory = scratch();
  chmodSync(directory, 0o755);
  const mark = path.join(directory, "finish");
  const line = "a line that is longer than a narrow terminal is wide, so that it would be broken";
  const wait = `for i in 1 2 3; do echo $i ${line}; done; until [ -e ${mark} ]; do sleep 0.2; done`;
  return {
    env: { ARGS: `script = "${wait}; mkdir -p $out/iso; echo > $out/iso/a.iso";`, ...env },
    mark,
    finish: () => {
      writeFileSync(mark, "");
    },
  };
}

function finishedBuild(): WaitingBuild {
  const build = waitingBuild();
  build.finish();
  return build;
}

/** The command lines of all processes that contain a text. */
function processesWith(text: string): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")];
      } catch {
        return [];
      }
    })
    .filter((line) => line.includes(text) && !line.includes("tmux") && !line.includes("ended with"));
}

const live = /^synthesize [\d.]+ s > lock [\d.]+ s > evaluate [\d.]+ s > build [\d.]+ s$/m;

describe("a terminal", () => {
  it("shows phases, running builds, and the end of the log, and at the end only the permanent lines", async () => {
    const { until, end, finish } = start();
    const during = await until(/\| 3 a line/);
    expect(during).toMatch(live);
    expect(during).toMatch(/^0 of 1 built$/m);
    expect(during).toMatch(/^ +[\d.]+ s build iso-a$/m);
    finish();
    const { code, screen } = await end();
    expect(code).toBe(0);
    expect(screen).not.toMatch(/ built$|a line| > /m);
    const facts = /^a {2}a\.iso {2}0\.0 MB\n {2}sha256 [0-9a-f]{64}\n {2}checksum in cdk\.out\.images\/a\n/m;
    expect(screen).toMatch(facts);
    expect(screen.slice(screen.search(facts))).toMatch(/\ndone in [^:]+: built 1, fetched 0\n\/nix\//);
  });

  it("says what a compression is for, shows its percentage, and how long it took last time", async () => {
    const made = project();
    const args = ["squashfs", ...options.slice(1)];
    const build = (text: string): WaitingBuild => {
      const { env, ...rest } = waitingBuild();
      const script = `echo compressing: 47%, 95200000 bytes written; until [ -e ${rest.mark} ]; do sleep 0.2; done`;
      const attributes = `script = "${script}; mkdir -p $out/iso; echo ${text} > $out/iso/a.iso"; compression = "zstd -Xcompression-level 19";`;
      return { ...rest, env: { ...env, HOSTS: "squashfs", ARGS: attributes } };
    };
    const first = build("1");
    const started = runInTerminal(made, args, first.env);
    running.push(started);
    const shown = await started.until(/\(47%, /);
    expect(shown).toMatch(/^synth: compressing the file system of the image with zstd 19$/m);
    expect(shown).toMatch(/^ +[\d.]+ s build iso-squashfs \(47%, 95\.2 MB written\)$/m);
    expect(shown).not.toContain("compressing: 47%");
    // Only builds of at least five seconds get an estimate.
    await new Promise((resolve) => setTimeout(resolve, 5000));
    first.finish();
    expect((await started.end()).code).toBe(0);
    const second = build("2");
    second.finish();
    const { stderr } = made.run(args, second.env);
    expect(stderr).toMatch(/^synth: compressing the file system of the image with zstd 19 \(last time [5-9]\.\d s\)$/m);
  });

  it("has no wrapped lines with 40 columns, and no remains after it is resized", async () => {
    const { until, resize, end, finish } = start();
    await until(/\| 3 a line/);
    resize(40, 20);
    const narrow = (await until(/\| 3 a line that is longer tha…$/m)).split("\n");
    expect(narrow.filter((line) => line.includes("build iso-a"))).toHaveLength(1);
    expect(narrow.filter((line) => line.startsWith("…"))).toHaveLength(1);
    expect(narrow.filter((line) => line.includes("broken") || /^\S*narrow terminal/.test(line))).toEqual([]);
    resize(90, 24);
    const wide = await until(/\| 3 a line that is longer than a narrow terminal is wide/);
    expect(wide.match(new RegExp(live, "gm"))).toHaveLength(1);
    expect(wide.match(/build iso-a$/gm)).toHaveLength(1);
    finish();
    expect((await end()).screen).not.toMatch(/a line|build iso-a/);
  });

  it("stops everything at Ctrl-C, with exit code 130 and no partial state", async () => {
    const { directory, until, press, end, mark } = start();
    await until(/\| 3 a line/);
    expect(processesWith(mark).length).toBeGreaterThan(0);
    press("C-c");
    const { code, screen } = await end();
    expect(code).toBe(130);
    expect(screen).toMatch(/^synth: interrupted\n/m);
    expect(screen).not.toMatch(/error|a line| > /);
    expect(processesWith(mark)).toEqual([]);
    expect(processesWith(directory)).toEqual([]);
    expect(readdirSync(directory).filter((name) => name.includes("staging"))).toEqual([]);
    expect(existsSync(`${directory}/result`)).toBe(false);
  });

  it("has colors only without NO_COLOR", async () => {
    const plain = start([], waitingBuild({ NO_COLOR: "1" }));
    await plain.until(/\| 3 a line/);
    const colored = start();
    await colored.until(/\| 3 a line/);
    expect([plain, colored].map((terminal) => terminal.styled().includes("\u001b[1m"))).toEqual([false, true]);
  });

  it("shows nothing with --quiet, and permanent lines with --ci", async () => {
    const quiet = await start(["--quiet"], finishedBuild()).end();
    expect(quiet).toEqual({ code: 0, screen: expect.stringMatching(/^\/nix\/store\/\S+\nended with 0$/) as string });
    const ci = await start(["--ci"], finishedBuild()).end();
    expect(ci.screen).toMatch(/^synth: building iso-a$/m);
    expect(ci.screen).not.toMatch(live);
  });

  it("shows build logs with --verbose", async () => {
    const { screen } = await start(["--verbose"], finishedBuild()).end();
    expect(screen).toMatch(/^iso-a> 1 a line/m);
  });
});

describe("a run that is interrupted by another process", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("by %s stops its child processes", async (signal, code) => {
    const made = project();
    const { env, mark } = waitingBuild();
    const child = spawn(process.execPath, [bin, ...options, "-v"], {
      cwd: made.directory,
      env: { ...process.env, ...env },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await new Promise<void>((resolve) => {
      child.stderr.on("data", (chunk: Buffer) => {
        if (chunk.toString().includes("3 a line")) resolve();
      });
    });
    child.kill(signal);
    expect(await ended).toBe(code);
    expect(processesWith(mark)).toEqual([]);
    // The lock is released, and the same build works.
    expect(made.run(["--no-build"]).code).toBe(0);
  });

  it("while the program is running stops the program", async () => {
    const mark = `sleep 98765.${String(process.pid)}`;
    const made = project({ "cdk.json": JSON.stringify({ app: `${mark}; true` }) });
    const child = spawn(process.execPath, [bin, "--no-build"], { cwd: made.directory, stdio: "ignore" });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    while (processesWith(mark).length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(processesWith(mark)).toEqual([]);
    expect(readdirSync(made.directory)).not.toContain("cdk.out");
  });
});

describe("the link to a result", () => {
  it("does not change if a build is interrupted", async () => {
    const made = project();
    expect(made.run(options).code).toBe(0);
    const before = readlinkSync(`${made.directory}/result`);
    const terminal = runInTerminal(made, options, waitingBuild().env);
    running.push(terminal);
    await terminal.until(/\| 3 a line/);
    terminal.press("C-c");
    expect((await terminal.end()).code).toBe(130);
    expect(readlinkSync(`${made.directory}/result`)).toBe(before);
    expect(spawnSync("test", ["-e", before]).status).toBe(0);
  });
});
