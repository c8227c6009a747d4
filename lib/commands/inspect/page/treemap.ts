/** A rectangle of a map, or a group of them. */
export interface Block {
  readonly name: string;
  /** Tooltip of several lines. */
  readonly title: string;
  /** Determines its area; for a group, the sum of its blocks. */
  readonly size: number;
  /** Hue of its color, from 0 to 360; null for gray. */
  readonly hue: number | null;
  /** The blocks of a group. */
  readonly blocks?: readonly Block[];
}

/** Size of a map in its own units. It scales to the available width. */
const [width, height] = [1200, 620];

/**
 * Draws a map of blocks with proportional areas as a self-contained SVG. The colors come from `pageStyle`.
 * @param label description for screen readers
 */
export async function treemapSvg(blocks: readonly Block[], label: string): Promise<string> {
  // An ES module, loaded only when needed.
  const { hierarchy, treemap } = await import("d3-hierarchy");
  const root = hierarchy<Block>({ name: "", title: "", size: 0, hue: null, blocks }, (block) => block.blocks)
    .sum(({ size, blocks: inner }) => (inner === undefined ? size : 0))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const laidOut = treemap<Block>()
    .size([width, height])
    .round(true)
    .paddingInner(2)
    .paddingTop(({ depth }) => (depth === 1 ? headerHeight : 0))(root);
  const shapes = laidOut.descendants().flatMap(({ data, depth, x0, x1, y0, y1, children }) => {
    const box = { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
    return depth === 0 || box.width < 1 || box.height < 1 ? [] : [shape(data, box, children !== undefined)];
  });
  return [
    `<svg class="map" viewBox="0 0 ${String(width)} ${String(height)}" role="img" aria-label="${escapeHtml(label)}">`,
    ...shapes,
    "</svg>",
  ].join("\n");
}

const headerHeight = 20;

const lineHeight = 15;

/** The average in the font of the style. */
const characterWidth = 6.6;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function shape({ name, title, hue }: Block, box: Box, isGroup: boolean): string {
  const kind = [isGroup ? "group" : "block", ...(hue === null ? ["gray"] : [])].join(" ");
  const style = hue === null ? "" : ` style="--hue:${String(Math.round(hue))}"`;
  const { x, y } = box;
  const rectangle = `<rect x="${String(x)}" y="${String(y)}" width="${String(box.width)}" height="${String(box.height)}"/>`;
  return `<g class="${kind}"${style}><title>${escapeHtml(title)}</title>${rectangle}${text(name, title, box, isGroup)}</g>`;
}

/** The name and, if it fits, the size, which is the second line of the title. */
function text(name: string, title: string, { x, y, width: wide, height: high }: Box, isGroup: boolean): string {
  const room = Math.floor((wide - 8) / characterWidth);
  if (room < 4 || high < lineHeight + 2) return "";
  const size = title.split("\n")[1] ?? "";
  const lines = isGroup ? [`${name}, ${size}`] : high < 2 * lineHeight + 6 ? [name] : [name, size];
  return lines
    .map((line, index) => {
      const shown = line.length > room ? `${line.slice(0, room - 1)}…` : line;
      return `<text x="${String(x + 4)}" y="${String(y + lineHeight * (index + 1))}">${escapeHtml(shown)}</text>`;
    })
    .join("");
}

/** Escapes text for HTML and SVG, between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
