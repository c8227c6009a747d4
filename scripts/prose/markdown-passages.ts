import { blank, space, type Passage, type PassageKind } from "./passage";

/** The prose of a Markdown file: headings, paragraphs and list items, and table cells, without code, links, and HTML. */
export function markdownPassages(text: string): readonly Passage[] {
  let prose = blank(text, /^( *)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1\2 *$/gm);
  prose = blank(prose, /<!--[\s\S]*?-->/g);
  prose = blank(prose, /(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g);
  prose = blank(prose, /\]\([^)\s]+\)|\]\[[^\]\n]*\]|^\[[^\]\n]+\]: .*$|<[^<>\n]+>|https?:\/\/\S+/gm);
  // An indented block of code follows an empty line.
  prose = blank(prose, /(?<=\n\n)(?: {4}[^\n]*\n)+/g);
  prose = space(prose, /!?\[|\*\*|(?<=^|\s)[*_](?=\S)|(?<=\S)[*_](?=\s|$)/gm);
  return [...prose.matchAll(/[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*/g)].flatMap((block) =>
    blockPassages(block[0], block.index),
  );
}

/** Splits a block at lines that begin something new: a heading, a list item, a table row, a key of front matter. */
function blockPassages(block: string, start: number): readonly Passage[] {
  const passages: Passage[] = [];
  for (const part of block.matchAll(/[^\n]+(?:\n(?!\s*(?:#|[-*] |\d+\. |\||[a-z]+: |- ))[^\n]+)*/g)) {
    const [text] = part;
    const at = start + part.index;
    const [lead = ""] = /^\s*(?:#+ |(?:[-*]|\d+\.) |(?:- )?[a-z]+: (?=\S))?/.exec(text) ?? [];
    if (/^\s*\|/.test(text)) passages.push(...cells(text, at));
    else passages.push({ kind: kindOf(lead), text: text.slice(lead.length), start: at + lead.length });
  }
  return passages;
}

function kindOf(lead: string): PassageKind {
  return lead.includes("#") ? "heading" : "paragraph";
}

function cells(row: string, start: number): readonly Passage[] {
  return [...row.matchAll(/(?<=\|\s*)[^|\s][^|\n]*/g)].map((cell) => ({
    kind: "cell",
    text: cell[0],
    start: start + cell.index,
  }));
}
