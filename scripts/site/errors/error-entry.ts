import type { Issue } from "../../../lib/model";
import type { Failure } from "../../../lib/platform/failure";
import type { VirtualMachineError } from "../../../lib/platform/qemu/errors";

/** An error, warning, or note, as cdknix creates it. */
export type Problem = Failure | Issue | VirtualMachineError;

/** The written part of a page about a code. */
export interface ErrorText {
  readonly code: string;
  /** When the error occurs, as Markdown. The first sentence is also the summary in the index. */
  readonly meaning: string;
  /** The reason, as Markdown, if the message does not state it or there is more to know. */
  readonly why?: string;
  /** How to fix it, as Markdown, if the message does not state it or there is more to know. */
  readonly fix?: string;
}

/** Commands or lines that show the error, and those that repair it. */
export interface ErrorExample {
  readonly language: "sh" | "ts" | "json";
  readonly wrong: string;
  readonly right: string;
}

/** All about one code. */
export interface ErrorEntry extends ErrorText {
  /** Creates the error: one for each kind of message with this code. */
  readonly samples: () => Promise<readonly Problem[]>;
  readonly example: ErrorExample;
  /** The right lines of the example as a whole program, to compile. */
  readonly rightProgram?: string;
  /** Runs this program, and returns its issues; undefined if it is not a program of cdknix. */
  readonly issuesWhenRight?: () => readonly Issue[];
}

/** Errors of the same kind of cause, which the sidebar and the index list together. */
export interface ErrorArea {
  readonly title: string;
  /** The subject of these errors: one sentence. */
  readonly about: string;
  readonly entries: readonly ErrorEntry[];
}

type Samples = Problem | readonly Problem[] | Promise<Problem | readonly Problem[]>;

/** An error that a command reports, with a factory and the commands that show and repair it. */
export function byCommand(
  entry: ErrorText & {
    readonly samples: () => Samples;
    /** Commands that the user types, or lines of a file. */
    readonly shows: string;
    readonly repairs: string;
    /** Default: `sh`. */
    readonly language?: ErrorExample["language"];
  },
): ErrorEntry {
  const { samples, shows, repairs, language = "sh", ...text } = entry;
  return {
    ...text,
    samples: async () => [await samples()].flat(),
    example: { language, wrong: shows, right: repairs },
  };
}
