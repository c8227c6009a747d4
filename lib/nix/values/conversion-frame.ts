import type { Unconverted } from "./value";

/**
 * The state of converting one set, list, or wrapper. Frames form an explicit stack, so that depth costs memory, not
 * call stack.
 */
export type Frame = SetFrame | ListFrame;

interface AnyFrame {
  readonly parent: Frame | undefined;
  /** Position of the next value. */
  next: number;
  /** Number of finished bindings, or expressions, of the frames around it. */
  readonly start: number;
  comment: string | undefined;
  failed: boolean;
}

export interface SetFrame extends AnyFrame {
  readonly kind: "set";
  readonly source: Readonly<Record<string, unknown>>;
  readonly keys: readonly string[];
  /** Whether it is omitted if it has keys, but none with a value. */
  readonly omitsUndefined: boolean;
}

export interface ListFrame extends AnyFrame {
  readonly kind: "list";
  readonly source: object;
  readonly values: readonly unknown[];
  readonly wrapper: Unconverted | undefined;
}

/** The name or position of the value that is being converted; undefined for the only value of a wrapper. */
export function stepOf(frame: Frame): string | number | undefined {
  const position = frame.next - 1;
  if (frame.kind === "set") return frame.keys[position];
  return frame.wrapper === undefined ? position : frame.wrapper.keys?.[position];
}
