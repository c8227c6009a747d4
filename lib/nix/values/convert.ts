import { isLeft, left, right, type Either } from "fp-ts/Either";
import type { BindingItem, Expression } from "../ast/ast";
import { stepOf, type Frame, type SetFrame, type ListFrame } from "./conversion-frame";
import { bindingOf, foldedBinding, joinComments } from "./fold-binding";
import { isPlainObject, objectRefusal } from "./object-refusal";
import { pathsAsNamed, type PathContext } from "./path-context";
import { OpenValues } from "./open-values";
import { interpolationInText, nameRefusal, scalarExpression, textExpression, textRefusal } from "./scalar";
import { isSecretContent, readSecret } from "./secret-content";
import {
  expressionMark,
  isFinished,
  isNixExpression,
  isUnconverted,
  type Content,
  type Refusal,
  type Unconverted,
  type ValuePath,
} from "./value";

/** A value that Nix cannot represent: where it is, why, and how to fix it. */
export interface ValueIssue extends Pick<Refusal, "reason" | "fix" | "code" | "what" | "value"> {
  readonly path: ValuePath;
}

const placeholder: Expression = { kind: "null" };

/** A converted value. */
export interface Converted {
  readonly expression: Expression;
  /** Whether it was data alone, so that it consists of texts, numbers, booleans, null, and lists and sets of these. */
  readonly isData: boolean;
}

/**
 * Converts a JavaScript value to a Nix expression, or returns all parts that Nix cannot represent. `path` is the
 * location of the value (`["props", "config"]`), which prefixes the path of each issue. Never throws.
 * @param paths decides how files of the user are written
 * @param omitsUndefined whether sets are omitted if all of their values are undefined, or such sets: an omitted property
 * leaves no trace, while an explicitly empty set stays. Not inside of lists and expressions. Default: only the undefined
 * attributes are omitted.
 */
export function convert(
  value: unknown,
  path: ValuePath = [],
  paths: PathContext = pathsAsNamed,
  omitsUndefined = false,
): Either<readonly ValueIssue[], Converted> {
  const conversion = new Conversion(path, paths, omitsUndefined);
  const expression = conversion.run(value);
  return conversion.issues.length > 0
    ? left(conversion.issues)
    : right({ expression, isData: !conversion.hasExpressions });
}

/** The same, if only the expression matters. */
export function toExpression(
  value: unknown,
  path?: ValuePath,
  paths?: PathContext,
  omitsUndefined?: boolean,
): Either<readonly ValueIssue[], Expression> {
  const converted = convert(value, path, paths, omitsUndefined);
  return isLeft(converted) ? converted : right(converted.right.expression);
}

class Conversion {
  readonly issues: ValueIssue[] = [];
  /** Whether a part of the value is an expression. */
  hasExpressions = false;
  private readonly open = new OpenValues();
  private top: Frame | undefined = undefined;
  private result: Expression = placeholder;
  /** Finished bindings of the sets that are being converted; those of the innermost set are last. */
  private readonly bindings: BindingItem[] = [];
  /** Finished values of the lists and wrappers, in the same order. */
  private readonly expressions: Expression[] = [];

  constructor(
    private readonly root: ValuePath,
    private readonly paths: PathContext,
    private readonly omitsUndefined: boolean,
  ) {}

  run(value: unknown): Expression {
    this.guarded(() => {
      this.enter(value);
    });
    while (this.top !== undefined) {
      // One `try` for many steps, so that only values that throw (a getter, a proxy) pay for it.
      this.guarded(() => {
        while (this.top !== undefined) this.step(this.top);
      });
    }
    return this.result;
  }

  /** Runs user code (getters, proxies) that may throw, and records an exception at the path that was read. */
  private guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.refuse({ reason: `reading the value failed: ${messageOf(error)}`, fix: "use plain data" });
      this.deliver(placeholder);
    }
  }

  private step(frame: Frame): void {
    const index = frame.next++;
    if (frame.kind === "list") {
      if (index < frame.values.length) this.enter(frame.values[index]);
      else this.finishList(frame);
      return;
    }
    const key = frame.keys[index];
    if (key === undefined) {
      this.finishSet(frame);
      return;
    }
    const value = frame.source[key];
    if (value !== undefined) this.enter(value);
  }

  private enter(value: unknown): void {
    if (typeof value === "string") {
      const interpolation = interpolationInText(value);
      if (interpolation !== undefined) this.paths.interpolationAt(interpolation, value, this.here());
      this.accept(textExpression(value));
      return;
    }
    if (typeof value === "boolean" || typeof value === "number" || value === null) {
      this.accept(scalarExpression(value));
      return;
    }
    const isPlain = typeof value === "object" && isPlainObject(value);
    if (!isPlain && isNixExpression(value)) {
      this.enterExpression(value);
      return;
    }
    if (typeof value !== "object") {
      this.accept(scalarExpression(value));
      return;
    }
    if (this.open.has(value)) {
      this.accept({ reason: "the value contains itself", fix: "Nix data cannot be cyclic: break the cycle" });
      return;
    }
    if (Array.isArray(value)) {
      this.enterList(value, value, undefined);
      return;
    }
    const refusal = isPlain ? undefined : objectRefusal(value);
    if (refusal === undefined) this.enterSet(value as Readonly<Record<string, unknown>>);
    else this.accept(refusal);
  }

  private enterExpression(value: object & { readonly [expressionMark]: Content }): void {
    const content = value[expressionMark];
    this.hasExpressions = true;
    if (!isUnconverted(content)) {
      this.accept(this.leaf(content));
      return;
    }
    if (this.open.has(content)) {
      this.accept({ reason: "the value contains itself", fix: "Nix data cannot be cyclic: break the cycle" });
      return;
    }
    this.enterList(content, content.parts, content);
  }

  private leaf(content: Exclude<Content, Unconverted>): Expression | Refusal {
    if (isSecretContent(content)) {
      const secret = readSecret(content);
      return "reason" in secret ? secret : this.paths.secretAt(secret, this.here());
    }
    if (!isFinished(content)) return this.paths.fileAt(content, this.here());
    if (content.kind === "raw") {
      const refusal = textRefusal(content.text);
      if (refusal === undefined) this.paths.rawAt(content.text, this.here());
      return refusal ?? content;
    }
    const literal = pathText(content);
    if (literal !== undefined) this.paths.literalAt(literal, this.here());
    return content;
  }

  private enterSet(source: Readonly<Record<string, unknown>>): void {
    this.open.add(source);
    const parent = this.top;
    const start = this.bindings.length;
    const omitsUndefined = parent === undefined ? this.omitsUndefined : parent.kind === "set" && parent.omitsUndefined;
    const keys = Object.keys(source);
    this.top = { kind: "set", parent, source, keys, omitsUndefined, next: 0, start, comment: undefined, failed: false };
  }

  private enterList(source: object, values: readonly unknown[], wrapper: Unconverted | undefined): void {
    this.open.add(source);
    const parent = this.top;
    const start = this.expressions.length;
    this.top = { kind: "list", parent, source, values, wrapper, next: 0, start, comment: undefined, failed: false };
  }

  private finishSet(frame: SetFrame): void {
    this.leave(frame);
    const bindings = this.bindings.slice(frame.start);
    this.bindings.length = frame.start;
    const isOmitted = frame.omitsUndefined && bindings.length === 0 && frame.keys.length > 0;
    if (isOmitted && this.top !== undefined) return;
    this.deliver({ kind: "attributeSet", recursive: false, bindings }, frame.comment, true);
  }

  private finishList(frame: ListFrame): void {
    this.leave(frame);
    const { wrapper } = frame;
    const expressions = this.expressions.slice(frame.start);
    this.expressions.length = frame.start;
    if (wrapper === undefined) {
      this.deliver({ kind: "list", items: expressions }, frame.comment);
      return;
    }
    const built = frame.failed ? placeholder : wrapper.build(expressions);
    const comment = joinComments(wrapper.comment, frame.comment);
    if ("kind" in built) {
      this.deliver(built, comment);
      return;
    }
    const { part = -1, below = [], ...refusal } = built;
    this.refuse(refusal, [wrapper.keys?.[part] ?? [], below].flat());
    this.deliver(placeholder);
  }

  private leave(frame: Frame): void {
    this.open.removeLast();
    this.top = frame.parent;
  }

  private accept(answer: Expression | Refusal): void {
    if ("kind" in answer) {
      this.deliver(answer);
      return;
    }
    this.refuse(answer);
    this.deliver(placeholder);
  }

  /** Passes a finished expression to the list, set, or wrapper that contains it. */
  private deliver(expression: Expression, comment?: string, ownSet = false): void {
    const frame = this.top;
    if (frame === undefined) {
      this.result = expression;
    } else if (frame.kind === "list") {
      this.expressions.push(expression);
      if (comment !== undefined) frame.comment = joinComments(frame.comment, comment);
    } else {
      const key = frame.keys[frame.next - 1] ?? "";
      const refusal = nameRefusal(key);
      if (refusal !== undefined) this.refuse(refusal);
      this.bindings.push((ownSet ? foldedBinding : bindingOf)(key, expression, comment));
    }
  }

  private refuse(refusal: Omit<Refusal, "part" | "below">, below: ValuePath = []): void {
    for (let frame = this.top; frame !== undefined; frame = frame.parent) frame.failed = true;
    this.issues.push({ ...refusal, path: [...this.here(), ...below] });
  }

  /** The location of the value that is being converted. */
  private here(): ValuePath {
    const steps: (string | number)[] = [];
    for (let frame = this.top; frame !== undefined; frame = frame.parent) {
      const step = stepOf(frame);
      if (step !== undefined) steps.push(step);
    }
    return [...this.root, ...steps.reverse()];
  }
}

/** The text of a path: a literal, or one with characters that a literal cannot have, as in `./. + "/a b"`. */
function pathText(content: Expression): string | undefined {
  if (content.kind === "path") return content.text;
  if (content.kind !== "binary" || content.left.kind !== "path" || content.right.kind !== "string") return undefined;
  const [rest = ""] = content.right.parts;
  if (typeof rest !== "string") return undefined;
  return (content.left.text === "/." ? "" : content.left.text.replace("./", "")) + rest;
}

function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return "an error without a message";
  }
}
