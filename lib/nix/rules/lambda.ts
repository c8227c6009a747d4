import type { Expression, Formal, Formals, Lambda, Parameter } from "../ast/ast";
import {
  group,
  hardline,
  hardspace,
  line,
  nest,
  priority,
  separated,
  trailing,
  type Doc,
  type Spacing,
} from "../doc/builders";
import { absorbed, isAbsorbedWith } from "./absorb";
import { valueDoc } from "./binding";
import { isAbsorbable, isAbsorbableExpression, isTerm } from "./predicates";
import type { Printer } from "./syntax";

/** Functions with more plain parameters than this put their body on its own line. */
const fewParameters = 2;

/**
 * `parameter: body`. Consecutive plain parameters stay together; the body begins on their line if it can. `lead` comes
 * first.
 */
export function lambdaDoc(lambda: Lambda, print: Printer, lead: Spacing): Doc {
  if (typeof lambda.parameter !== "string") return patternLambda(lambda.parameter, lambda.body, print);
  let head = `${lambda.parameter}:`;
  let { body } = lambda;
  let depth = 1;
  while (body.kind === "lambda" && typeof body.parameter === "string") {
    head += ` ${body.parameter}:`;
    depth += 1;
    body = body.body;
  }
  if (isAbsorbedWith(body)) return group(lead, head, priority(absorbed(body, print, false, line)));
  if (isAbsorbableExpression(body)) return group(lead, head, hardspace, priority(absorbed(body, print, false)));
  return group(lead, head, depth <= fewParameters ? line : hardline, print.plain(body));
}

function patternLambda(parameter: Formals, body: Expression, print: Printer): Doc {
  const head = [parameterDoc(parameter, print), ":", line];
  return isTerm(body) && isAbsorbable(body) ? [head, group(print.wide(body))] : [head, print.plain(body)];
}

/** Patterns of up to two names without defaults may stay on one line; longer ones put each name on its own line. */
function isFlat({ names }: Formals): boolean {
  return names.length <= 2 && names.every((each) => each.default === undefined);
}

function parameterDoc(parameter: Exclude<Parameter, string>, print: Printer): Doc {
  const as = parameter.as === undefined ? "" : `@${parameter.as}`;
  if (parameter.names.length === 0 && !parameter.ellipsis) return `{ }${as}`;
  const between = isFlat(parameter) ? line : hardline;
  const last = parameter.names.length - 1;
  const docs = parameter.names.map((each, index): Doc => {
    const isLast = index === last && !parameter.ellipsis;
    // Outside of the group of the name and its default, which may fit even if the pattern does not.
    return isLast ? [formalDoc(each, "", print), trailing(",")] : formalDoc(each, ",", print);
  });
  if (parameter.ellipsis) docs.push("...");
  return [group("{", between, nest(separated(between, docs)), between, "}"), as];
}

function formalDoc(formal: Formal, comma: Doc, print: Printer): Doc {
  if (formal.default === undefined) return [formal.name, comma];
  return group(formal.name, hardspace, nest("?", valueDoc(formal.default, print)), comma);
}
