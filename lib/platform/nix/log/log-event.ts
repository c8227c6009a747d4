import { z } from "zod";
import { withoutColors } from "../../process/run-process";

/** An activity of Nix, as far as cdknix reports it. */
export type NixActivity =
  | { readonly type: "build"; readonly derivation: string; readonly machine: string }
  /** Copies a store path from another store, such as a binary cache. */
  | { readonly type: "copy"; readonly path: string; readonly from: string }
  /** Downloads a file. */
  | { readonly type: "transfer"; readonly url: string }
  /** Counts all builds, or all copies, of one command. */
  | { readonly type: "builds" | "copies" }
  | { readonly type: "other" };

/** Progress of an activity: a number of builds or paths; bytes for everything else. */
export interface NixProgress {
  readonly done: number;
  readonly expected: number;
  readonly running: number;
  readonly failed: number;
}

/** An event in the log of Nix. */
export type NixEvent =
  | { readonly kind: "start"; readonly id: string; readonly activity: NixActivity; readonly text: string }
  | { readonly kind: "stop"; readonly id: string }
  /** A line of a build log. */
  | { readonly kind: "log"; readonly id: string; readonly line: string }
  /** The phase that a build of nixpkgs' stdenv is in, such as `installPhase`. */
  | { readonly kind: "phase"; readonly id: string; readonly phase: string }
  | ({ readonly kind: "progress"; readonly id: string } & NixProgress)
  /** The total number of bytes of all transfers, or of all copies. */
  | { readonly kind: "expected"; readonly id: string; readonly of: "transfer" | "copy"; readonly bytes: number }
  /** A message for people without color codes; may have several lines. */
  | { readonly kind: "message"; readonly text: string };

const prefix = "@nix ";
const id = z.string();
const fields = z.array(z.union([z.string(), z.number()]));

/** https://github.com/NixOS/nix/blob/2.26.3/src/libutil/logging.cc: the JSON logger. Later versions add keys. */
const recordSchema = z.discriminatedUnion("action", [
  z.object({
    action: z.literal("start"),
    id,
    type: z.number(),
    text: z.string().catch(""),
    fields: fields.catch([]),
  }),
  z.object({ action: z.literal("stop"), id }),
  z.object({ action: z.literal("result"), id, type: z.number(), fields: fields.catch([]) }),
  z.object({ action: z.literal("msg"), msg: z.string() }),
]);

/**
 * Decodes a line of Nix's `--log-format internal-json`. Returns null for an event that is irrelevant or only known to a
 * later version of Nix, and undefined for a line that is not in this format because it bypassed Nix's logger.
 */
export function decodeLogLine(line: string): NixEvent | null | undefined {
  if (!line.startsWith(prefix)) return undefined;
  let json: unknown;
  try {
    // Identifiers have 64 bits; as JavaScript numbers, two adjacent ones would become equal. Quotes in strings are escaped.
    json = JSON.parse(line.slice(prefix.length).replace(/"(id|parent)":(\d+)/g, '"$1":"$2"'));
  } catch {
    return undefined;
  }
  const record = recordSchema.safeParse(json).data;
  switch (record?.action) {
    case "start":
      return {
        kind: "start",
        id: record.id,
        activity: activityOf(record.type, record.fields),
        text: withoutColors(record.text),
      };
    case "stop":
      return { kind: "stop", id: record.id };
    case "result":
      return resultOf(record.id, record.type, record.fields);
    case "msg":
      return { kind: "message", text: withoutColors(record.msg) };
    case undefined:
      return null;
  }
}

type Field = string | number;

/** ActivityType of https://github.com/NixOS/nix/blob/2.26.3/src/libutil/logging.hh. */
function activityOf(type: number, [first = "", second = ""]: readonly Field[]): NixActivity {
  switch (type) {
    case 100:
      return { type: "copy", path: String(first), from: String(second) };
    case 101:
      return { type: "transfer", url: String(first) };
    case 103:
      return { type: "copies" };
    case 104:
      return { type: "builds" };
    case 105:
      return { type: "build", derivation: String(first), machine: String(second) };
    default:
      return { type: "other" };
  }
}

/** ResultType of the same file. */
function resultOf(id: string, type: number, values: readonly Field[]): NixEvent | null {
  const [first = 0, second = 0, third = 0, fourth = 0] = values;
  switch (type) {
    case 101:
    case 107:
      return { kind: "log", id, line: withoutColors(String(first)) };
    case 104:
      return { kind: "phase", id, phase: String(first) };
    case 105:
      return {
        kind: "progress",
        id,
        done: Number(first),
        expected: Number(second),
        running: Number(third),
        failed: Number(fourth),
      };
    case 106:
      if (first !== 100 && first !== 101) return null;
      return { kind: "expected", id, of: first === 100 ? "copy" : "transfer", bytes: Number(second) };
    default:
      return null;
  }
}
