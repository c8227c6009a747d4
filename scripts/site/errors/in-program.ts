import type { ErrorEntry, ErrorText, Problem } from "./error-entry";
import { completeProgram, runSample, type Given, type SampleProgram } from "./sample-program";

/** A mistake in a program that cdknix finds itself. */
export interface ProgramMistake extends ErrorText {
  /** The last construct that exists before the lines. Default: `class`. */
  readonly given?: Given;
  readonly wrong: string;
  readonly right: string;
  /** Further wrong lines with another message. */
  readonly also?: readonly string[];
  /** The same error of another part of cdknix. */
  readonly elsewhere?: () => Problem;
  /** Files of the project, by path. */
  readonly files?: SampleProgram["files"];
}

/** An error in a program, with the lines that cause it and the right ones. The page shows the lines that run. */
export function inProgram(mistake: ProgramMistake): ErrorEntry {
  const { given = "class", wrong, right, also = [], elsewhere, files = {}, ...text } = mistake;
  const issuesOf = (lines: string): ReturnType<typeof runSample>["issues"] =>
    runSample({ given, lines: withHost(lines, given), files }).issues;
  return {
    ...text,
    samples: () => {
      const found = [wrong, ...also].map((lines) => issuesOf(lines).filter(({ code }) => code === text.code));
      if (found.some((issues) => issues.length === 0)) throw new Error(`an example of ${text.code} does not show it`);
      return Promise.resolve([...found.flat(), ...(elsewhere === undefined ? [] : [elsewhere()])]);
    },
    example: { language: "ts", wrong: [wrong, ...also].join("\n\n"), right },
    rightProgram: completeProgram({ given, lines: withHost(right, given) }),
    issuesWhenRight: () => issuesOf(right),
  };
}

/** A class without a host would not be checked. */
function withHost(lines: string, given: Given): string {
  return given === "class" && !lines.includes("new Host(")
    ? `${lines}\nnew Host(flake, "lilith", { class: iso, system: "x86_64-linux" });`
    : lines;
}
