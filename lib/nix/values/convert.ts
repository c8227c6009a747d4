import { left, right, type Either } from "fp-ts/Either";
import type { Binding, BindingItem, Expression } from "../ast/ast";
import { objectRefusal } from "./object-refusal";
import { pathsAsNamed, type PathContext } from "./path-context";
import { interpolationInText, scalarExpression, textRefusal } from "./scalar";
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

/**
 * The state of converting one list, set, or wrapper. Frames form an explicit stack, so that depth costs memory, not
 * call stack.
 */
interface Frame {
  readonly parent: Frame | undefined;
  readonly source: object;
  readonly keys: readonly string[] | undefined;
  readonly values: readonly unknown[] | undefined;
  readonly wrapper: Unconverted | undefined;
  next: number;
  readonly expressions: Expression[];
  readonly bindings: BindingItem[];
  comment: string | undefined;
  failed: boolean;
}

const placeholder: Expression = { kind: "null" };

/**
 * Converts a JavaScript value to a Nix expression, or returns all parts that Nix cannot represent. `path` is the
 * location of the value (`["props", "config"]`), which prefixes the path of each issue. Never throws.
 * @param paths decides how files of the user are written
 */
export function toExpression(
  value: unknown,
  path: ValuePath = [],
  paths: PathContext = pathsAsNamed,
): Either<readonly ValueIssue[], Expression> {
  const conversion = new Conversion(path, paths);
  const expression = conversion.run(value);
  return conversion.issues.length > 0 ? left(conversion.issues) : right(expression);
}

class Conversion {
  readonly issues: ValueIssue[] = [];
  private readonly open = new Set<object>();
  private top: Frame | undefined = undefined;
  private result: Expression = placeholder;

  constructor(
    private readonly root: ValuePath,
    private readonly paths: PathContext,
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
    if (frame.keys !== undefined) {
      const key = frame.keys[index];
      if (key === undefined) {
        this.finishSet(frame);
        return;
      }
      const value = (frame.source as Record<string, unknown>)[key];
      if (value !== undefined) this.enter(value);
      return;
    }
    const values = frame.values ?? [];
    if (index < values.length) this.enter(values[index]);
    else this.finishList(frame);
  }

  private enter(value: unknown): void {
    const interpolation = typeof value === "string" ? interpolationInText(value) : undefined;
    if (interpolation !== undefined) this.paths.interpolationAt(interpolation, String(value), this.here());
    if (typeof value === "string" || typeof value === "boolean" || typeof value === "number" || value === null) {
      this.accept(scalarExpression(value));
      return;
    }
    if (isNixExpression(value)) {
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
      this.push(value, undefined, value, undefined);
      return;
    }
    const refusal = objectRefusal(value);
    if (refusal !== undefined) {
      this.accept(refusal);
      return;
    }
    this.push(value, Object.keys(value), undefined, undefined);
  }

  private enterExpression(value: object & { readonly [expressionMark]: Content }): void {
    const content = value[expressionMark];
    if (!isUnconverted(content)) {
      this.accept(this.leaf(content));
      return;
    }
    if (this.open.has(content)) {
      this.accept({ reason: "the value contains itself", fix: "Nix data cannot be cyclic: break the cycle" });
      return;
    }
    this.push(content, undefined, content.parts, content);
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
    if (content.kind === "path") this.paths.literalAt(content.text, this.here());
    return content;
  }

  private push(
    source: object,
    keys: readonly string[] | undefined,
    values: readonly unknown[] | undefined,
    wrapper: Unconverted | undefined,
  ): void {
    this.open.add(source);
    this.top = {
      parent: this.top,
      source,
      keys,
      values,
      wrapper,
      next: 0,
      expressions: [],
      bindings: [],
      comment: undefined,
      failed: false,
    };
  }

  private finishSet(frame: Frame): void {
    this.leave(frame);
    this.deliver({ kind: "attributeSet", recursive: false, bindings: frame.bindings }, frame.comment, true);
  }

  private finishList(frame: Frame): void {
    this.leave(frame);
    const { wrapper, expressions } = frame;
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
    this.open.delete(frame.source);
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
    } else if (frame.keys === undefined) {
      frame.expressions.push(expression);
      if (comment !== undefined) frame.comment = joinComments(frame.comment, comment);
    } else {
      const key = frame.keys[frame.next - 1] ?? "";
      const refusal = textRefusal(key);
      if (refusal !== undefined) this.refuse({ ...refusal, reason: `${refusal.reason} (in an attribute name)` });
      frame.bindings.push(ownSet ? folded(key, expression, comment) : bindingOf([key], expression, comment));
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
      const position = frame.next - 1;
      const step = frame.keys?.[position] ?? (frame.wrapper === undefined ? position : frame.wrapper.keys?.[position]);
      if (step !== undefined) steps.push(step);
    }
    return [...this.root, ...steps.reverse()];
  }
}

function bindingOf(path: Binding["path"], value: Expression, comment: string | undefined): Binding {
  return comment === undefined ? { kind: "binding", path, value } : { kind: "binding", path, value, comment };
}

/** Folds `a = { b = 1; }` to `a.b = 1`. Only for sets created here, whose path arrays are not shared. */
function folded(key: string, expression: Expression, comment: string | undefined): Binding {
  const only =
    expression.kind === "attributeSet" && expression.bindings.length === 1 ? expression.bindings[0] : undefined;
  if (only?.kind !== "binding") return bindingOf([key], expression, comment);
  const path = only.path as Binding["path"][number][];
  path.unshift(key);
  return bindingOf(path, only.value, joinComments(comment, only.comment));
}

function joinComments(first: string | undefined, second: string | undefined): string | undefined {
  if (first === undefined) return second;
  return second === undefined ? first : `${first}\n${second}`;
}

function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return "an error without a message";
  }
}
