import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { repository } from "../site/repository";
import { readScreens, textOf, type Run, type Screen } from "./screens";

// Draws docs/terminal.svg, an animated picture of a recording: draw.ts DIRECTORY. `record.sh` makes the recording.

const [columns, rows] = [96, 24];
const [characterWidth, lineHeight, fontSize] = [8.4, 18, 14];
const [margin, titleHeight] = [16, 34];
const height = rows * lineHeight;

/** Number of screens that are shown while a command runs. */
const screensPerCommand = 14;
/** Seconds for which a screen is shown: while a command runs, at a prompt, and at the end of the picture. */
const seconds = { running: 0.5, prompt: 1.2, last: 8 };

interface Frame {
  readonly screen: Screen;
  readonly seconds: number;
}

function lastLine({ lines }: Screen): string {
  const texts = lines.map(textOf).filter((line) => line !== "");
  return texts.at(-1) ?? "";
}

function hasPrompt(screen: Screen): boolean {
  return /^(?:~\/cdknix\$|\[nixos@lilith:.*\]\$)/.test(lastLine(screen));
}

/** Removes screens with the spinner of npm, and screens that show the same text as the one before. */
function withoutSpinner(screens: readonly Screen[]): readonly Screen[] {
  let before = "";
  return screens.filter((screen) => {
    const text = screen.lines.map(textOf).join("\n");
    if (/^[\u2800-\u28ff]$/.test(lastLine(screen)) || text === before) return false;
    before = text;
    return true;
  });
}

/** Selects the screens to show: all with a prompt, and a few while a command runs. */
function framesOf(screens: readonly Screen[]): readonly Frame[] {
  const frames: Frame[] = [];
  let running: Screen[] = [];
  for (const screen of withoutSpinner(screens)) {
    if (!hasPrompt(screen)) running.push(screen);
    else {
      frames.push(...sample(running).map((one) => ({ screen: one, seconds: seconds.running })));
      frames.push({ screen, seconds: screen === screens.at(-1) ? seconds.last : seconds.prompt });
      running = [];
    }
  }
  return frames;
}

/** Selects screens of a command, more of them near its start, where new lines appear. */
function sample(screens: readonly Screen[]): readonly Screen[] {
  const indices = Array.from({ length: screensPerCommand }, (_, index) =>
    Math.round((index / (screensPerCommand - 1)) ** 2 * (screens.length - 1)),
  );
  return [...new Set(indices)].flatMap((index) => screens[index] ?? []);
}

/** Gives each distinct line an id, because most lines stay the same from frame to frame. */
class LineIds {
  private readonly ids = new Map<string, string>();

  idOf(line: readonly Run[]): string {
    const markup = line.map(runMarkup).join("");
    const id = this.ids.get(markup) ?? `l${this.ids.size.toString(36)}`;
    this.ids.set(markup, id);
    return id;
  }

  get definitions(): string {
    return [...this.ids].map(([markup, id]) => `<g id="${id}">${markup}</g>`).join("\n");
  }
}

function runMarkup({ column, text, color, bold, dim }: Run): string {
  const start = text.length - text.trimStart().length;
  const shown = text.trim();
  const length = Array.from(shown).length;
  const attributes = [
    `x="${number((column + start) * characterWidth)}"`,
    // Keeps columns aligned in any font.
    `textLength="${number(length * characterWidth)}"`,
    ...(color === undefined ? [] : [`fill="${color}"`]),
    ...(bold ? ['font-weight="700"'] : []),
    ...(dim ? ['opacity=".65"'] : []),
  ];
  return `<text ${attributes.join(" ")}>${escaped(shown)}</text>`;
}

function svg(frames: readonly Frame[]): string {
  const ids = new LineIds();
  const strip = frames.map(({ screen: { lines } }, frame) =>
    lines
      .map((line, row) => [line, frame * height + row * lineHeight] as const)
      .filter(([line]) => line.length > 0)
      .map(([line, y]) => `<use href="#${ids.idOf(line)}" y="${String(y)}"/>`)
      .join(""),
  );
  const total = frames.reduce((sum, frame) => sum + frame.seconds, 0);
  let elapsed = 0;
  const steps = frames.map((frame, index) => {
    const percent = number((elapsed / total) * 100);
    elapsed += frame.seconds;
    return `${percent}%{transform:translateY(${String(-index * height)}px)}`;
  });
  const width = columns * characterWidth + 2 * margin;
  const whole = height + titleHeight + 2 * margin;
  const end = `translateY(${String(-(frames.length - 1) * height)}px)`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${number(width)} ${String(whole)}" width="${number(width)}" role="img" aria-label="A terminal: npm run example builds an ISO, synth vm boots it, and the booted system shows its own flake">`,
    "<style>",
    `text { font: ${String(fontSize)}px ui-monospace, "SFMono-Regular", Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; }`,
    `#strip { animation: play ${number(total)}s step-end infinite; transform: ${end}; }`,
    `@keyframes play { ${steps.join(" ")} }`,
    "@media (prefers-reduced-motion: reduce) { #strip { animation: none; } }",
    "</style>",
    `<rect width="100%" height="100%" rx="10" fill="#1b212c"/>`,
    ...["#f2777a", "#f2c97d", "#8fd18b"].map(
      (fill, index) => `<circle cx="${String(22 + index * 20)}" cy="20" r="6" fill="${fill}"/>`,
    ),
    `<defs>\n${ids.definitions}\n</defs>`,
    `<svg x="${String(margin)}" y="${String(titleHeight + margin)}" width="${number(columns * characterWidth)}" height="${String(height)}" overflow="hidden">`,
    `<g transform="translate(0 ${String(fontSize)})" fill="#d8dee9"><g id="strip">\n${strip.join("\n")}\n</g></g>`,
    "</svg>",
    "</svg>",
    "",
  ].join("\n");
}

function number(value: number): string {
  return String(Number(value.toFixed(2)));
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

const [directory = ""] = process.argv.slice(2);
writeFileSync(path.join(repository, "docs", "terminal.svg"), svg(framesOf(readScreens(directory))));
