import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { bin, type Project } from "./project";

/** The command line in a real terminal emulator (tmux). */
export interface TerminalRun {
  /** The content of the screen, without empty lines at the end. */
  readonly screen: () => string;
  /** The same with escape sequences for colors. */
  readonly styled: () => string;
  /** Waits until the terminal shows something. */
  readonly until: (pattern: RegExp) => Promise<string>;
  readonly press: (key: string) => void;
  readonly resize: (columns: number, rows: number) => void;
  /** Waits until the command has ended and its exit code is in the last line. */
  readonly end: () => Promise<{ readonly code: number; readonly screen: string }>;
  readonly close: () => void;
}

const giveUpSeconds = 120;

/** Runs the command line in a terminal with 30 rows. */
export function runInTerminal(
  { directory }: Project,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  columns = 100,
): TerminalRun {
  // Its own server, without the user's configuration.
  const tmux = ["-L", `cdknix-${randomBytes(6).toString("hex")}`, "-f", "/dev/null"];
  const ask = (...words: readonly string[]): string => execFileSync("tmux", [...tmux, ...words], { encoding: "utf8" });
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const command = ["env", ...variables, process.execPath, bin, ...args].map(quoted).join(" ");
  const session = ["new-session", "-d", "-x", String(columns), "-y", "30", "-c", directory];
  ask(...session, `${command}; echo "ended with $?"; exec sleep 1000`);
  const screen = (): string => ask("capture-pane", "-p").trimEnd().replaceAll(directory, "<project>");
  const until = async (pattern: RegExp): Promise<string> => {
    for (let waited = 0; waited < giveUpSeconds; waited += 0.05) {
      const shown = screen();
      if (pattern.test(shown)) return shown;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the terminal never showed ${String(pattern)}, but:\n${screen()}`);
  };
  return {
    screen,
    styled: () => ask("capture-pane", "-p", "-e"),
    until,
    press: (key) => void ask("send-keys", key),
    resize: (columns, rows) => void ask("resize-window", "-x", String(columns), "-y", String(rows)),
    end: async () => {
      const shown = await until(/^ended with \d+$/m);
      return { code: Number(/^ended with (\d+)$/m.exec(shown)?.[1]), screen: shown };
    },
    close: () => void spawnSync("tmux", [...tmux, "kill-server"]),
  };
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
