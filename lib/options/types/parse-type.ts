import { namedType } from "./named-types";
import { anything, union, type EnumValue, type OptionType } from "./option-type";
import { javaScriptPattern } from "./string-pattern";

/** A type parsed from its description. */
export interface ParsedType {
  readonly type: OptionType;
  /** Parts of the description that name no known type; they are treated as types that accept anything. */
  readonly unknown: readonly string[];
}

/**
 * Parses descriptions such as `null or (list of string)`. Parts that cannot be parsed are treated as types that accept
 * anything, so that an unknown description never rejects a value. Source: lib/types.nix of nixpkgs, which writes the
 * descriptions.
 */
export function parseTypeDescription(description: string): ParsedType {
  const parser = new Parser(description.trim());
  const type = parser.alternatives();
  return parser.isAtEnd ? { type, unknown: parser.unknown } : { type: anything, unknown: [description] };
}

class Parser {
  readonly unknown: string[] = [];
  private position = 0;

  constructor(private readonly text: string) {}

  get isAtEnd(): boolean {
    return this.position === this.text.length;
  }

  /** `a or b`; `a, or b` after a description that would otherwise consume the rest; `a or b convertible to it`. */
  alternatives(): OptionType {
    const members = [this.phrase()];
    for (;;) {
      this.take(/^ convertible to it/);
      if (this.take(/^ or a (?:non-empty )?list of them(?: for duplicate keys)?/) !== undefined) {
        members.push({ kind: "list", element: union(members) });
      } else if (this.take(/^,? or /) === undefined) return union(members);
      else members.push(this.phrase());
    }
  }

  private phrase(): OptionType {
    const type = this.composite();
    // `string (with check: non-empty)`: the parentheses after a type describe more than can be checked here.
    while (this.rest.startsWith(" (")) this.skipGroup(1);
    return type;
  }

  private composite(): OptionType {
    if (this.take(/^(?:lazy )?attribute set of /) !== undefined) return { kind: "attributes", element: this.phrase() };
    if (this.take(/^section of an INI file \(attrs of /) !== undefined) {
      const element = this.alternatives();
      this.take(/^\)/);
      return { kind: "attributes", element };
    }
    if (this.take(/^open submodule of /) !== undefined) {
      // Names that it does not declare have values of the freeform type.
      const freeform = this.phrase();
      return freeform.kind === "attributes" ? freeform : anything;
    }
    if (this.take(/^list of /) !== undefined) return { kind: "list", element: this.phrase() };
    if (this.take(/^non-empty (?=\(?list of )/) !== undefined) {
      const list = this.phrase();
      return list.kind === "list" ? { ...list, isFilled: true } : list;
    }
    if (this.take(/^function that evaluates to a\(n\) /) !== undefined) {
      this.phrase();
      return { kind: "function" };
    }
    if (this.take(/^pair of /) !== undefined) return { kind: "list", element: this.phrase() };
    if (this.take(/^tuple of(?= \()/) !== undefined) return { kind: "list", element: anything };
    if (this.take(/^one of /) !== undefined) return this.values();
    if (this.take(/^value (?=["\d-]|true|false|null|<null>)/) !== undefined) return this.values();
    if (this.take(/^string matching the pattern /) !== undefined) {
      const pattern = javaScriptPattern(this.takeUntilEnd());
      return pattern === undefined ? { kind: "string" } : { kind: "string", pattern };
    }
    const named = namedType(this.rest);
    if (named !== undefined) {
      this.position += named.length;
      return named.type;
    }
    return this.rest.startsWith("(") ? this.group() : this.unknownName();
  }

  private group(): OptionType {
    const start = this.position++;
    const type = this.alternatives();
    if (this.take(/^\)/) !== undefined) return type;
    this.position = start;
    this.unknown.push(this.skipGroup(0));
    return anything;
  }

  private values(): OptionType {
    const values: EnumValue[] = [];
    do {
      const value = this.value();
      if (value === undefined) return this.unknownName();
      values.push(value);
    } while (this.take(/^, (?!or )/) !== undefined);
    return { kind: "enum", values };
  }

  /**
   * A value as Nix prints it. Nix does not escape quotes inside a string, so the string ends where the list continues.
   */
  private value(): EnumValue | undefined {
    const text = this.take(/^"(?:.*?)"(?=, |,? or | \(singular|\)| convertible|$)/s);
    if (text !== undefined) return text.slice(1, -1);
    const number = this.take(/^-?\d+(?:\.\d+)?(?=[ ,)]|$)/);
    if (number !== undefined) return Number(number);
    const word = this.take(/^(?:true|false|null|<null>)(?=[ ,)]|$)/);
    return word === undefined ? undefined : word === "true" ? true : word === "false" ? false : null;
  }

  private unknownName(): OptionType {
    this.unknown.push(this.takeUntilEnd());
    return anything;
  }

  /** Takes everything up to the next type, or to the end of the surrounding one. */
  private takeUntilEnd(): string {
    const start = this.position;
    let depth = 0;
    for (; !this.isAtEnd; this.position++) {
      const character = this.text[this.position];
      if (character === "\\") this.position++;
      else if (character === "(" || character === "[") depth++;
      else if ((character === ")" || character === "]") && --depth < 0) break;
      else if (depth <= 0 && /^(?:,? or | convertible to it)/.test(this.rest)) break;
    }
    this.position = Math.min(this.position, this.text.length);
    return this.text.slice(start, this.position);
  }

  /** Takes everything from an opening parenthesis, at `offset` from here, to the matching closing one. */
  private skipGroup(offset: number): string {
    const start = this.position;
    this.position += offset + 1;
    this.takeUntilClosed();
    return this.text.slice(start, this.position);
  }

  private takeUntilClosed(): void {
    for (let depth = 1; !this.isAtEnd && depth > 0; this.position++) {
      if (this.text[this.position] === "(") depth++;
      if (this.text[this.position] === ")") depth--;
    }
  }

  private get rest(): string {
    return this.text.slice(this.position);
  }

  private take(pattern: RegExp): string | undefined {
    const found = pattern.exec(this.rest)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }
}
