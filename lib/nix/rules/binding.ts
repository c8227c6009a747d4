import type { Binding, BindingItem, Expression, Inherit } from "../ast/ast";
import {
  group,
  hardline,
  hardspace,
  line,
  maybeBreak,
  nest,
  priority,
  separated,
  transparent,
  type Doc,
} from "../doc/builders";
import { quoted } from "../string-layout";
import { absorbed, isAbsorbedWith } from "./absorb";
import { applicationDoc } from "./application";
import { attributePathDoc, nameText, staticPathText } from "./attribute-name";
import { isLeaf, leafText } from "./leaf";
import { chainDoc, chainOperands } from "./operation";
import { isAbsorbable, isAbsorbableExpression, isTerm } from "./predicates";
import type { Printer } from "./syntax";

/** Longer paths may break after the `=`; up to this many plain names, a break would gain nothing. */
const shortPath = 4;

/** With at least this many names, `inherit` puts each name on its own line. */
const manyNames = 4;

/** Chains of these operators begin on the line of the `=` if their first or only other operand can. */
const compactOperators: ReadonlySet<string> = new Set(["//", "++", "+"]);

/** The bindings of a set or `let`, each on its own line, below its comment. */
export function bindingsDoc(items: readonly BindingItem[], print: Printer): Doc {
  const docs: Doc[] = [];
  for (const item of items) {
    if (docs.length > 0) docs.push(hardline);
    if (item.kind === "inherit") docs.push(inheritDoc(item, print));
    else {
      if (item.comment !== undefined) docs.push(commentDoc(item.comment));
      docs.push(bindingDoc(item, print));
    }
  }
  return docs;
}

function commentDoc(comment: string): Doc {
  const lines = comment.split(/[\r\n]+/).map((each) => each.trim());
  return lines.filter((each) => each !== "").map((each) => [`# ${each}`, hardline]);
}

function bindingDoc({ path, value }: Binding, print: Printer): Doc {
  const text = staticPathText(path);
  const isShort = isShortPath(path, text);
  if (text !== undefined) {
    const plain = plainValue(value);
    if (plain !== undefined) {
      const whole = `${text} = ${plain};`;
      if (whole.length <= print.width || (isShort && value.kind === "string")) return whole;
    }
    const open = openBlock(value, print);
    if (open !== undefined && (isShort || text.length + " = {".length <= print.width)) return [`${text} = `, open, ";"];
  }
  const right = isShort ? valueDoc(value, print) : farValueDoc(value, print);
  return group(attributePathDoc(path, print), nest(hardspace, "=", right), ";");
}

/**
 * Whether a path is so short that a line break after the `=` would gain nothing.
 * @param text its source, if it has no dynamic names
 */
export function isShortPath(path: Binding["path"], text: string | undefined): boolean {
  return text !== undefined && path.length <= shortPath && !text.includes('"');
}

/** The source of a value that cannot break; most bindings then need no layout. */
export function plainValue(value: Expression): string | undefined {
  if (value.kind === "string") {
    const { parts: texts } = value;
    if (texts.length === 0) return '""';
    const only = texts[0];
    return texts.length === 1 && typeof only === "string" ? quoted(only) : undefined;
  }
  if (isLeaf(value)) return value.kind === "path" ? undefined : leafText(value);
  if (value.kind === "list" && value.items.length === 0) return "[ ]";
  if (value.kind === "attributeSet" && value.bindings.length === 0 && !value.recursive) return "{ }";
  return undefined;
}

/** A value that takes several lines regardless of its width: a set, or a list of two or more items. */
function openBlock(value: Expression, print: Printer): Doc | undefined {
  if (value.kind === "list" && value.items.length > 1) return nest(print.term(value));
  if (value.kind !== "attributeSet" || value.bindings.length === 0 || isSingleInherit(value)) return undefined;
  return nest(print.wide(value));
}

function isSingleInherit(value: Expression): boolean {
  return value.kind === "attributeSet" && value.bindings.length === 1 && value.bindings[0]?.kind === "inherit";
}

/** The value after the `=` of a binding or the `?` of a default, with the preceding spacing. */
export function valueDoc(value: Expression, print: Printer): Doc {
  if (isSingleInherit(value)) return nest(hardspace, group(absorbed(value, print, false)));
  // The value's own spacing replaces the space.
  if (isAbsorbedWith(value)) return nest(group(absorbed(value, print, true, line)));
  if (value.kind === "lambda" && isAbsorbableExpression(value)) return nest(group(print.spaced(value)));
  if (isAbsorbableExpression(value)) return nest(hardspace, group(absorbed(value, print, true)));
  if (value.kind === "string" || value.kind === "indentedString" || value.kind === "path") {
    return nest(hardspace, group(print.plain(value)));
  }
  if (isTerm(value) || isWith(value)) return nest(group(line, print.plain(value)));
  if (value.kind === "apply") return nest(applicationDoc(value.fn, value.arguments, print, { startsLine: true }));
  if (value.kind === "binary" && compactOperators.has(value.operator)) {
    const [first, last, ...others] = chainOperands(value);
    if (first !== undefined && isTerm(first) && isAbsorbable(first)) return [hardspace, chainDoc(value, print, true)];
    if (first !== undefined && last !== undefined && others.length === 0 && isTerm(last) && isAbsorbable(last)) {
      const end = transparent(value.operator, hardspace, priority(print.wide(last)));
      return nest(group(line, print.plain(first), line, end));
    }
  }
  return nest(line, group(print.plain(value)));
}

function isWith(value: Expression): boolean {
  return value.kind === "with";
}

/** The value after the `=` of a long or quoted path: breaks the line if nothing else fits. */
function farValueDoc(value: Expression, print: Printer): Doc {
  const doc = valueDoc(value, print);
  return startsWithSpace(doc) ? [line, priority(withoutSpace(doc))] : [maybeBreak, priority(doc)];
}

function parts(doc: Doc): readonly Doc[] {
  if (typeof doc !== "string" && "type" in doc && doc.type === "nest") return parts(doc.body);
  return Array.isArray(doc) ? (doc as readonly Doc[]) : [doc];
}

function startsWithSpace(doc: Doc): boolean {
  return parts(doc)[0] === hardspace;
}

function withoutSpace(doc: Doc): Doc {
  const rest = parts(doc).slice(1);
  return typeof doc !== "string" && "type" in doc && doc.type === "nest" ? nest(...rest) : rest;
}

function inheritDoc({ names, from }: Inherit, print: Printer): Doc {
  const many = names.length >= manyNames;
  const between = many ? hardline : line;
  const end = many ? hardline : maybeBreak;
  const list = separated(
    between,
    names.map((name) => nameText(name)),
  );
  if (from === undefined) return group("inherit", names.length > 0 ? [between, nest(list, end, ";")] : ";");
  const source = group(line, print.plain({ kind: "parenthesized", inner: from }));
  return group("inherit", nest(source, names.length > 0 ? [between, list, end] : "", ";"));
}
