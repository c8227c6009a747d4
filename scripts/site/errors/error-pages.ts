import { lints } from "../../../lib/constructs/lints";
import { formatIssue } from "../../../lib/model";
import { formatFailure, isFailure } from "../../../lib/platform/failure";
import { VirtualMachineError } from "../../../lib/platform/qemu/errors";
import { blocks, code, codeBlock, table } from "../markdown";
import type { Page } from "../page";
import { errorAreas } from "./error-areas";
import type { ErrorArea, ErrorEntry, Problem } from "./error-entry";
import { baseProgram } from "./sample-program";

/** Generates the index of all codes and a page for each. The messages come from the code that reports them. */
export async function errorPages(): Promise<readonly Page[]> {
  const pages: Page[] = [{ ...page("index", "", indexText()), title: "Error codes", names: [] }];
  for (const area of errorAreas) {
    for (const entry of area.entries) {
      pages.push(page(entry.code, `Errors: ${area.title}`, await errorText(entry)));
    }
  }
  return pages;
}

function page(code: string, section: string, text: string): Page {
  return { file: `errors/${code}.md`, title: code, section, names: [code], text };
}

/** Formats a problem as cdknix prints it. */
export function printed(problem: Problem): string {
  if (isFailure(problem)) return formatFailure(problem);
  return VirtualMachineError.isVirtualMachineError(problem) ? problem.message : formatIssue(problem);
}

async function errorText(entry: ErrorEntry): Promise<string> {
  const messages = [...new Set((await entry.samples()).map(printed))];
  const { language, wrong, right } = entry.example;
  return blocks(
    `# ${code(entry.code)}`,
    entry.meaning,
    "## Message",
    ...messages.map((message) => codeBlock("txt", message)),
    entry.why === undefined ? "" : `## Why\n\n${entry.why}`,
    entry.fix === undefined ? "" : `## Fix\n\n${entry.fix}`,
    "## Example",
    language === "sh" ? "To see the error or its cause:" : "Wrong:",
    wrong.trim() === "" ? "The program contains nothing else." : codeBlock(language, wrong),
    language === "sh" ? "To repair it:" : "Right:",
    codeBlock(language, right),
    entry.issuesWhenRight === undefined ? "" : "The lines are additions to [this program](./index.md#examples).",
  );
}

function indexText(): string {
  return blocks(
    "# Error codes",
    "Each error, warning, and note of cdknix has a code in square brackets, such as `error[host-name]`. Its page shows the message, the reason, the fix, and an example. [Errors](../errors.md) describes the format of messages and how Nix errors are mapped to your code.",
    ...errorAreas.map(areaText),
    "## Lints",
    "Settings that NixOS accepts, but that have no effect on an installer or break it. [Lints](../lints/README.md) describes how they work.",
    table(
      ["Code", "Severity"],
      lints.map((lint) => [`[${code(lint.code)}](../lints/${lint.code}.md)`, lint.severity]),
    ),
    "## Examples",
    "The examples of mistakes in programs are additions to this program:",
    codeBlock("ts", baseProgram),
    "Constructs that an example does not define, such as `iso`, are those of this program; an example that defines a host or a class replaces the one here. Messages are those of the machine that generated these pages: on your machine, a fix names the commands of your operating system.",
  );
}

function areaText({ title, about, entries }: ErrorArea): string {
  return blocks(
    `## ${title}`,
    about,
    table(
      ["Code", "Meaning"],
      entries.map((entry) => [`[${code(entry.code)}](./${entry.code}.md)`, firstSentence(entry.meaning)]),
    ),
  );
}

function firstSentence(text: string): string {
  return /^[^]*?[.](?=\s|$)(?<!e\.g\.)/.exec(text)?.[0] ?? text;
}
