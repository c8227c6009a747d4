import type { AttributeSet, List, Select } from "../ast/ast";
import {
  group,
  hardline,
  hardspace,
  lazy,
  line,
  maybeBreak,
  nest,
  separated,
  softbreak,
  softline,
  type Doc,
} from "../doc/builders";
import { applicationDoc } from "./application";
import { attributePathDoc } from "./attribute-name";
import { bindingsDoc } from "./binding";
import { assertDoc, ifDoc, letDoc, withDoc } from "./control";
import { enclosed } from "./enclosed";
import { lambdaDoc } from "./lambda";
import { isLeaf, leafText } from "./leaf";
import { binaryDoc, hasAttributeDoc, unaryDoc } from "./operation";
import { rawDoc } from "./raw";
import { stringDoc } from "./string";
import { argument, selectable, type Printer, type Syntax } from "./syntax";

/** Formats every kind of expression for lines of `width` columns, by the rules of nixfmt. */
export function createPrinter(width: number): Printer {
  const print: Printer = {
    width,
    plain: (syntax) => (isLeaf(syntax) ? leafText(syntax) : lazy(() => plainDoc(syntax, print))),
    spaced: (syntax) => (syntax.kind === "lambda" ? lazy(() => lambdaDoc(syntax, print, line)) : print.plain(syntax)),
    term: (syntax) => lazy(() => termDoc(syntax, print, false)),
    wide: (syntax) => lazy(() => termDoc(syntax, print, true)),
  };
  return print;
}

function termDoc(syntax: Syntax, print: Printer, wide: boolean): Doc {
  if (syntax.kind === "list") return listDoc(syntax, print);
  if (syntax.kind === "attributeSet") return setDoc(syntax, print, wide);
  return plainDoc(syntax, print);
}

function plainDoc(syntax: Syntax, print: Printer): Doc {
  if (isLeaf(syntax)) return leafText(syntax);
  switch (syntax.kind) {
    case "string":
    case "indentedString":
      return stringDoc(syntax, print);
    case "list":
      return group(listDoc(syntax, print));
    case "attributeSet":
      return setDoc(syntax, print, false);
    case "parenthesized":
      return group("(", nest(enclosed(syntax.inner, print)), ")");
    case "select":
      return selectDoc(syntax, print);
    case "hasAttribute":
      return hasAttributeDoc(syntax, print);
    case "lambda":
      return lambdaDoc(syntax, print, maybeBreak);
    case "apply":
      return applicationDoc(syntax.fn, syntax.arguments, print);
    case "let":
      return letDoc(syntax, print);
    case "with":
      return withDoc(syntax, print);
    case "if":
      return ifDoc(syntax, print);
    case "assert":
      return assertDoc(syntax, print);
    case "unary":
      return unaryDoc(syntax, print);
    case "binary":
      return binaryDoc(syntax, print);
    case "raw":
      return rawDoc(syntax);
  }
}

/** `[ a ]`; two or more items get a line each. */
function listDoc({ items }: List, print: Printer): Doc {
  if (items.length === 0) return "[ ]";
  const around = items.length > 1 ? hardline : line;
  const docs = items.map((item) => group(print.plain(argument(item))));
  return ["[", around, nest(separated(hardline, docs)), around, "]"];
}

/** `{ a = 1; }`; two or more bindings get a line each, and so does a single one if the set is wide. */
function setDoc({ recursive, bindings }: AttributeSet, print: Printer, wide: boolean): Doc {
  const open = recursive ? "rec {" : "{";
  if (bindings.length === 0) return `${open} }`;
  const around = wide ? hardline : line;
  return [open, around, nest(bindingsDoc(bindings, print)), around, "}"];
}

/** `base.a.b or fallback`. */
function selectDoc({ base, path, fallback }: Select, print: Printer): Doc {
  const from = selectable(base);
  const joint = from.kind === "parenthesized" ? softbreak : isName(from) ? "" : maybeBreak;
  const selection: Doc = [print.plain(from), joint, ".", attributePathDoc(path, print)];
  if (fallback === undefined) return selection;
  // `a.b or c.d or e` is right-associative, so a chain needs no parentheses.
  const last = fallback.kind === "select" ? fallback : argument(fallback);
  return [selection, softline, nest("or", hardspace, print.plain(last))];
}

function isName(syntax: Syntax): boolean {
  return isLeaf(syntax) || syntax.kind === "raw";
}
