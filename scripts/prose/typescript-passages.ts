import * as ts from "typescript";
import { commentPassages } from "./comment-passages";
import { blank, blankCharacter, type Passage } from "./passage";

/** The prose of a TypeScript file: comments, docstrings, and string literals, without the code in them. */
export function typescriptPassages(text: string): readonly Passage[] {
  const source = ts.createSourceFile("file.ts", text, ts.ScriptTarget.Latest, true);
  const passages = [...commentPassages(text, commentRanges(source)), ...stringPassages(source)];
  return passages.sort((a, b) => a.start - b.start);
}

function commentRanges(source: ts.SourceFile): readonly ts.CommentRange[] {
  const { text } = source;
  const ranges = new Map<number, ts.CommentRange>();
  const visit = (node: ts.Node): void => {
    // Docstrings are found as comments before a token, too.
    if (ts.isJSDoc(node)) return;
    const children = node.getChildren(source);
    children.forEach(visit);
    if (children.length > 0) return;
    const before = ts.getLeadingCommentRanges(text, node.pos) ?? [];
    const after = ts.getTrailingCommentRanges(text, node.end) ?? [];
    for (const range of [...before, ...after]) ranges.set(range.pos, range);
  };
  visit(source);
  return [...ranges.values()].sort((a, b) => a.pos - b.pos);
}

function stringPassages(source: ts.SourceFile): readonly Passage[] {
  const passages: Passage[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    const { texts, code } = operands(node);
    if (texts.length > 0) passages.push(stringPassage(texts, source));
    if (texts.length > 0) code.forEach(visit);
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return passages;
}

/** The text and the code of a literal, of a template, or of several that `+` joins. */
function operands(node: ts.Node): { readonly texts: readonly ts.Node[]; readonly code: readonly ts.Node[] } {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return { texts: [node], code: [] };
  if (ts.isTemplateExpression(node)) {
    const { head, templateSpans } = node;
    return {
      texts: [head, ...templateSpans.map(({ literal }) => literal)],
      code: templateSpans.map(({ expression }) => expression),
    };
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken)
    return { texts: [], code: [node] };
  const [left, right] = [operands(node.left), operands(node.right)];
  return { texts: [...left.texts, ...right.texts], code: [...left.code, ...right.code] };
}

function stringPassage(texts: readonly ts.Node[], source: ts.SourceFile): Passage {
  const start = texts[0]?.getStart(source) ?? 0;
  let text = "";
  for (const part of texts) {
    const from = part.getStart(source);
    const between = source.text.slice(start + text.length, from);
    // Between two literals that `+` joins, there is nothing to read.
    text += /^[\s+]*$/.test(between) ? between.replaceAll("+", " ") : blank(between, /[\s\S]+/g);
    const [opening, closing] = [/^(?:["'`]|\})/, /(?:["'`]|\$\{)$/];
    const mark = (match: string): string => (/["'`]/.test(match) ? " " : blankCharacter.repeat(match.length));
    text += part.getText(source).replace(opening, mark).replace(closing, mark);
  }
  // A line break that is escaped separates words, too.
  text = text.replace(/\\n/g, " \n");
  text = blank(text, /(`+)[^`]+\1|https?:\/\/\S+/g);
  return { kind: /\S\s+\S/.test(text) ? "string" : "word", text, start };
}
