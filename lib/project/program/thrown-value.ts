import { inspect } from "node:util";

/** The message of what a program threw: of an error, with its name, or of anything else. */
export function thrownMessage(thrown: unknown): string {
  if (thrown instanceof Error) return errorMessage(thrown);
  if (typeof thrown !== "object" || thrown === null) return `the program threw ${String(thrown)}`;
  const { message } = thrown as { readonly message?: unknown };
  if (typeof message === "string" && message.trim() !== "") return message.trim();
  return `the program threw ${shortened(inspect(thrown, { breakLength: Infinity, depth: 2 }))}`;
}

/** Why an error was thrown: its causes, and the errors that it contains; undefined if it has none. */
export function causesOf(thrown: unknown): string | undefined {
  const causes = messagesBelow(thrown, mostCauses);
  return causes.length === 0 ? undefined : causes.join("; ");
}

const mostCauses = 5;
const longest = 500;

const shortened = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

function messagesBelow(thrown: unknown, most: number): readonly string[] {
  const found: string[] = [];
  const seen = new Set<unknown>([thrown]);
  const pending = directCauses(thrown);
  for (let next = pending.shift(); next !== undefined && found.length < most; next = pending.shift()) {
    const [cause] = next;
    if (seen.has(cause)) continue;
    seen.add(cause);
    found.push(shortened(cause instanceof Error ? errorMessage(cause) : causeText(cause)));
    pending.unshift(...directCauses(cause));
  }
  return found;
}

/** Each in a list, because a cause may be undefined. */
function directCauses(thrown: unknown): (readonly [unknown])[] {
  if (typeof thrown !== "object" || thrown === null) return [];
  const { cause, errors } = thrown as { readonly cause?: unknown; readonly errors?: unknown };
  const parts = thrown instanceof AggregateError && Array.isArray(errors) ? (errors as unknown[]) : [];
  return [...(cause === undefined ? [] : [cause]), ...parts].map((each) => [each] as const);
}

const causeText = (cause: unknown): string =>
  typeof cause === "string" ? cause : inspect(cause, { breakLength: Infinity, depth: 1 });

function errorMessage(error: Error): string {
  const message = error.message.trim();
  if (message === "") return error.name;
  return error.name === "Error" ? message : `${error.name}: ${message}`;
}
