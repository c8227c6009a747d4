import { readFileSync } from "node:fs";
import * as path from "node:path";
import { createColors } from "picocolors";
import { renderProgress } from "../../../lib/cli/terminal/progress/render";
import {
  advance,
  enterPhase,
  initialState,
  totalOf,
  type ProgressState,
} from "../../../lib/cli/terminal/progress/state";
import type { RunEvent } from "../../../lib/pipeline/reporter";
import { decodeLogLine, type NixEvent } from "../../../lib/platform/nix/log/log-event";

const colors = createColors(false);

function eventsOf(name: string): readonly NixEvent[] {
  const file = path.resolve(__dirname, "../../platform/nix/log/nix-logs", `${name}.log`);
  return readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .flatMap((line) => decodeLogLine(line) ?? []);
}

/** A run that starts to build after three seconds, and then gets one event per second. */
function statesOf(events: readonly NixEvent[]): readonly ProgressState[] {
  let state = enterPhase(initialState, "synthesize", 0);
  state = enterPhase(state, "evaluate", 1);
  state = enterPhase(state, "build", 3);
  return events.map((event, index) => (state = advance(state, event, 3 + index)));
}

function screenAfter(name: string, isLast: (event: NixEvent) => boolean, rows = 24): string {
  const events = eventsOf(name);
  const index = events.findIndex(isLast);
  expect(index).toBeGreaterThan(0);
  return renderProgress(statesOf(events)[index]!, 4 + index, { rows, colors }).join("\n");
}

describe("the progress display", () => {
  it("shows phases, counts, running builds, and the end of the log", () => {
    expect(screenAfter("build", (event) => event.kind === "log" && event.line === "line 3")).toMatchInlineSnapshot(`
     "synthesize 1.0 s > evaluate 2.0 s > build 25 s
     1 of 2 built
        6.0 s build ok
              | /nix/store/9vwnchfzkxd5gj8zn20aibdwn7ib53kg-dep
              | line 1
              | line 2
              | line 3"
    `);
  });

  it("shows how much of an image is compressed, and how long it took last time", () => {
    const derivation = `/nix/store/${"a".repeat(32)}-nix-store.squashfs.drv`;
    const activity = { type: "build", derivation, machine: "" } as const;
    let state = enterPhase(initialState, "build", 0);
    state = advance(state, { kind: "start", id: "1", activity, text: "", estimate: 125, compression: "zstd 19" }, 0);
    state = advance(state, { kind: "log", id: "1", line: "unpacking" }, 5);
    const rendered = (now: number): string => renderProgress(state, now, { rows: 24, colors }).slice(1).join("\n");
    expect(rendered(10)).toMatchInlineSnapshot(`
     "    10 s build nix-store.squashfs (last time 2 min 05 s)
              | unpacking"
    `);
    state = advance(state, { kind: "log", id: "1", line: "compressing: 47%, 95200000 bytes written" }, 60);
    expect(rendered(60)).toMatchInlineSnapshot(`
     "1 min 00 s build nix-store.squashfs (47%, 95.2 MB written, last time 2 min 05 s)
              | unpacking"
    `);
  });

  it("shows the name and bytes of downloads, but not their transfers", () => {
    const screen = screenAfter("fetch", (event) => event.kind === "progress" && event.expected > 900_000);
    expect(screen).toMatchInlineSnapshot(`
     "synthesize 1.0 s > evaluate 2.0 s > fetch 36 s > build 9.0 s
     0 of 3 built, 1 of 2 fetched, 0.0 of 0.9 MB
        4.0 s fetch linux-firmware"
    `);
  });

  it("shows which hosts are evaluated, and how many of them, until they are built", () => {
    const progress = { kind: "progress", id: "evaluations", expected: 20, running: 0, failed: 0 } as const;
    const events: readonly RunEvent[] = [
      { kind: "start", id: "evaluations", activity: { type: "evaluations" } },
      { kind: "start", id: "evaluation 0", activity: { type: "evaluate", host: "desk-01" } },
      { kind: "start", id: "evaluation 1", activity: { type: "evaluate", host: "desk-02" } },
      { kind: "stop", id: "evaluation 0" },
      { ...progress, done: 1 },
      { kind: "start", id: "evaluation 2", activity: { type: "evaluate", host: "desk-03" } },
    ];
    let state = enterPhase(initialState, "evaluate", 0);
    for (const [second, event] of events.entries()) state = advance(state, event, second);
    const rendered = (): string => renderProgress(state, 7, { rows: 24, colors }).join("\n");
    expect(rendered()).toMatchInlineSnapshot(`
      "evaluate 7.0 s
      1 of 20 evaluated
         5.0 s evaluate desk-02
         2.0 s evaluate desk-03"
    `);
    state = enterPhase(
      advance(advance(state, { ...progress, done: 20 }, 8), { kind: "stop", id: "evaluation 1" }, 8),
      "build",
      8,
    );
    expect(rendered()).not.toContain("evaluated");
  });

  it("fits into the available rows", () => {
    const isFull = (event: NixEvent): boolean => event.kind === "log" && event.line === "badline 60";
    expect(screenAfter("failure", isFull, 8)).toMatchInlineSnapshot(`
     "synthesize 1.0 s > evaluate 2.0 s > build 1 min 14 s
     0 of 2 built
     1 min 02 s build bad
              | badline 59
              | badline 60"
    `);
    expect(screenAfter("failure", isFull, 3).split("\n").length).toBeLessThanOrEqual(3);
  });

  it("removes control characters from logs", () => {
    const state = statesOf([
      {
        kind: "start",
        id: "1",
        activity: { type: "build", derivation: "/nix/store/x.drv", machine: "" },
        text: "",
      },
      { kind: "log", id: "1", line: "a\tb\u001b]0;title\u0007\r\u0008c" },
    ]).at(-1)!;
    expect(renderProgress(state, 9, { rows: 24, colors }).at(-1)).toBe("         | a    b]0;titlec");
  });
});

describe("the state of a run", () => {
  it("counts builds and downloads of all Nix commands", () => {
    const state = statesOf([...eventsOf("build"), ...eventsOf("fetch")]).at(-1)!;
    expect(totalOf(state, "builds")).toEqual({ done: 3, expected: 3 });
    expect(totalOf(state, "copies")).toEqual({ done: 2, expected: 2 });
    expect(totalOf(state, "transfer").done).toBeGreaterThan(900_000);
    expect([...state.running]).toEqual([]);
  });

  it("is in the phase fetch while only downloads are running", () => {
    const phases = statesOf(eventsOf("fetch")).map(({ phase }) => phase);
    expect(phases.filter((phase, index) => phase !== phases[index - 1])).toEqual(["build", "fetch", "build"]);
  });

  it("does not count a build that failed", () => {
    expect(totalOf(statesOf(eventsOf("failure")).at(-1)!, "builds").done).toBe(0);
  });
});
