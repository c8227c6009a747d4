import type { Issue } from "../../../model";
import { issueText } from "./diagnostic";
import { repositoryPath } from "./repository-path";

const commands = { error: "error", warning: "warning", info: "notice" } as const;

/** Formats an issue as a workflow command of GitHub Actions, which shows it at the line in a pull request. */
export function githubAnnotation(issue: Issue): string {
  const { source, code, severity } = issue;
  const place: Readonly<Record<string, string>> =
    source === undefined
      ? {}
      : { file: repositoryPath(source.file), line: String(source.line), col: String(source.column) };
  const properties = Object.entries({ ...place, title: code }).map(
    ([name, value]) => `${name}=${escapeProperty(value)}`,
  );
  return `::${commands[severity]} ${properties.join(",")}::${escapeData(issueText(issue))}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
