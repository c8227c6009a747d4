import { isatty } from "node:tty";
import { throwIfInterrupted } from "../../platform/process/interruption";
import { passphraseEmpty, passphrasesDiffer } from "./errors";
import { readLine } from "./read-line";

/**
 * Asks for a new passphrase, twice, without showing it. If stdin is not a terminal, reads its first line.
 * @throws a failure if it is empty, or if the two differ.
 */
export async function askPassphrase(): Promise<string> {
  const isTerminal = isatty(process.stdin.fd);
  const first = await ask(isTerminal ? "Passphrase for the secrets: " : "");
  if (first === "") throw passphraseEmpty();
  if (isTerminal && first !== (await ask("Again: "))) throw passphrasesDiffer();
  return first;
}

async function ask(question: string): Promise<string> {
  const line = await readLine(question, { hidden: true });
  throwIfInterrupted();
  return line ?? "";
}
