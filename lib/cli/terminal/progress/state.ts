import type { DeviceActivity, EvaluationActivity, Phase, RunEvent } from "../../../pipeline/reporter";
import type { NixActivity, NixProgress } from "../../../platform/nix/log/log-event";
import { derivationName, storeName } from "../../../platform/nix/store-path";
import { compressionProgress } from "./compression-progress";

/** An evaluation, a build, a download, or a device write in progress. */
export interface Running {
  readonly activity:
    | (NixActivity & { readonly type: "build" | "copy" | "transfer" })
    | (EvaluationActivity & { readonly type: "evaluate" })
    | DeviceActivity;
  /** When it started, in seconds of the caller's clock. */
  readonly since: number;
  /** In bytes; both 0 while unknown. */
  readonly done: number;
  readonly expected: number;
  /** The last lines of a build's log. */
  readonly log: readonly string[];
  /** The stdenv phase of a build. */
  readonly phase: string | undefined;
  /** How long the same build took last time, in seconds; undefined if unknown. */
  readonly estimate?: number | undefined;
  /** How much of an image's file system is compressed, in percent; `done` is the size of the result. */
  readonly percent?: number;
}

/** The progress of a run. */
export interface ProgressState {
  /** The current phase, and when it started. */
  readonly phase: Phase | undefined;
  readonly since: number;
  /** Seconds spent in each phase before `since`. */
  readonly spent: Readonly<Partial<Record<Phase, number>>>;
  readonly running: ReadonlyMap<string, Running>;
  /** The build that most recently wrote to its log. */
  readonly lastLogged: string | undefined;
  /** The counts of evaluations, builds, paths, and bytes, by the activity that reports them; each Nix command has its own. */
  readonly counters: ReadonlyMap<string, Counter>;
  /** How many bytes each Nix command expects to transfer. */
  readonly transfers: ReadonlyMap<string, number>;
}

interface Counter extends NixProgress {
  readonly of: "evaluations" | "builds" | "copies" | "transfer";
}

/** How many lines of each build log are kept to be shown. */
const keptLogLines = 8;

export const initialState: ProgressState = {
  phase: undefined,
  since: 0,
  spent: {},
  running: new Map(),
  lastLogged: undefined,
  counters: new Map(),
  transfers: new Map(),
};

/** Enters a phase, or continues it. */
export function enterPhase(state: ProgressState, phase: Phase, now: number): ProgressState {
  if (state.phase === phase) return state;
  return { ...state, phase, since: now, spent: spentAt(state, now) };
}

/** Seconds spent in each phase up to now. */
export function spentAt({ phase, since, spent }: ProgressState, now: number): ProgressState["spent"] {
  return phase === undefined ? spent : { ...spent, [phase]: (spent[phase] ?? 0) + now - since };
}

/** Applies an event to the state. */
export function advance(state: ProgressState, event: RunEvent, now: number): ProgressState {
  switch (event.kind) {
    case "start":
      return fetchOrBuild(start(state, event, now), now);
    case "stop":
      return fetchOrBuild({ ...state, running: without(state.running, event.id) }, now);
    case "log": {
      const compression = compressionProgress(event.line);
      if (compression !== undefined) {
        return change(state, event.id, () => ({ percent: compression.percent, done: compression.bytes }));
      }
      return change(
        { ...state, lastLogged: state.running.has(event.id) ? event.id : state.lastLogged },
        event.id,
        ({ log }) => ({
          log: [...log, event.line].slice(-keptLogLines),
        }),
      );
    }
    case "phase":
      return change(state, event.id, () => ({ phase: event.phase }));
    case "progress":
      return count(
        change(state, event.id, () => ({ done: event.done, expected: event.expected })),
        event,
      );
    case "expected":
      return event.of === "copy" ? state : { ...state, transfers: new Map(state.transfers).set(event.id, event.bytes) };
    case "message":
      return state;
  }
}

/** The total of evaluations, builds, paths, or transferred bytes over all Nix commands. */
export function totalOf({ counters, transfers }: ProgressState, of: Counter["of"]): { done: number; expected: number } {
  const all = [...counters.values()].filter((counter) => counter.of === of);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  const done = sum(all.map((counter) => counter.done));
  const known = of === "transfer" ? sum([...transfers.values()]) : 0;
  return { done, expected: Math.max(done, known, sum(all.map(({ expected }) => expected))) };
}

function start(state: ProgressState, event: RunEvent & { readonly kind: "start" }, now: number): ProgressState {
  const { id, activity } = event;
  const none = { done: 0, expected: 0, running: 0, failed: 0 };
  const isCounted =
    activity.type === "evaluations" ||
    activity.type === "builds" ||
    activity.type === "copies" ||
    activity.type === "transfer";
  const counters = isCounted ? new Map(state.counters).set(id, { of: activity.type, ...none }) : state.counters;
  if (!isShown(activity)) return { ...state, counters };
  const entry: Running = {
    activity,
    since: now,
    done: 0,
    expected: 0,
    log: [],
    phase: undefined,
    ...estimateOf(event),
  };
  return { ...state, counters, running: new Map(state.running).set(id, entry) };
}

function estimateOf(event: RunEvent & { readonly kind: "start" }): Pick<Running, "estimate"> {
  return "estimate" in event ? { estimate: event.estimate } : {};
}

function isShown(activity: NixActivity | DeviceActivity | EvaluationActivity): activity is Running["activity"] {
  return ["evaluate", "build", "copy", "transfer", "write", "verify"].includes(activity.type);
}

/** Builds and downloads alternate: the phase is `fetch` while only downloads are running. */
function fetchOrBuild(state: ProgressState, now: number): ProgressState {
  if (state.phase !== "fetch" && state.phase !== "build") return state;
  const types = [...state.running.values()].map(({ activity }) => activity.type);
  if (types.includes("build")) return enterPhase(state, "build", now);
  return types.length > 0 ? enterPhase(state, "fetch", now) : state;
}

function change(state: ProgressState, id: string, to: (entry: Running) => Partial<Running>): ProgressState {
  const entry = state.running.get(id);
  return entry === undefined
    ? state
    : { ...state, running: new Map(state.running).set(id, { ...entry, ...to(entry) }) };
}

function count(state: ProgressState, event: NixProgress & { readonly id: string }): ProgressState {
  const counter = state.counters.get(event.id);
  if (counter === undefined) return state;
  const { done, expected, running, failed } = event;
  return { ...state, counters: new Map(state.counters).set(event.id, { ...counter, done, expected, running, failed }) };
}

function without<V>(map: ReadonlyMap<string, V>, id: string): ReadonlyMap<string, V> {
  const rest = new Map(map);
  rest.delete(id);
  return rest;
}

/** The name of the host that is evaluated, of the package that is built or fetched, or of the device that is written. */
export function nameOf({ activity }: Pick<Running, "activity">): string {
  switch (activity.type) {
    case "evaluate":
      return activity.host;
    case "build": {
      const name = derivationName(activity.derivation);
      return activity.machine === "" ? name : `${name} on ${activity.machine}`;
    }
    case "copy":
      return storeName(activity.path);
    case "transfer":
      return activity.url;
    case "write":
    case "verify":
      return activity.device;
  }
}

/** Whether a transfer belongs to a copy, which is shown itself, or is too small to show. */
export function isPartOfCopy({ activity }: Pick<Running, "activity">): boolean {
  return activity.type === "transfer" && /\.narinfo$|\/nar\/|\/nix-cache-info$/.test(activity.url);
}
