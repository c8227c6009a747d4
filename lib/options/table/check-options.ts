import type { AttributeSet, Binding, Expression } from "../../nix";
import { optionName } from "../declarations/option-declaration";
import { editDistance, nearestName } from "../nearest-name";
import { describeType } from "../types/describe-type";
import { membersOf, type ListType, type OptionType } from "../types/option-type";
import type { OptionProblem } from "./option-problem";
import type { OptionLookup, TableNode, Unwrap } from "./option-table";
import { fits, shapeOf } from "./value-shape";

/**
 * Checks the option definitions of a module for what NixOS would reject or warn about: unknown options, values of the
 * wrong type, and read-only, removed, or renamed options. Skips values that only Nix can evaluate.
 */
export function checkOptions(config: Expression, lookup: OptionLookup, unwrap: Unwrap): readonly OptionProblem[] {
  const check = new Check(lookup, unwrap, []);
  check.group(lookup.table.root, config);
  return check.problems;
}

/** The location of a value: option names, followed by list positions. */
type Place = readonly (string | number)[];

class Check {
  readonly problems: OptionProblem[] = [];

  /**
   * @param place where the value is that is being checked: changed in place, because most values are right and need none
   */
  constructor(
    private readonly lookup: OptionLookup,
    private readonly unwrap: Unwrap,
    private readonly place: (string | number)[],
  ) {}

  /** Checks a value that should be a set of options. */
  group(node: TableNode, value: Expression): void {
    if (isWrapper(value)) for (const inner of this.unwrap(value)) this.set(node, inner);
    else this.set(node, value);
  }

  private set(node: TableNode, value: Expression): void {
    if (value.kind === "attributeSet") this.members(node, value, "closed");
    else if (shapeOf(value) !== undefined) {
      this.problems.push({ kind: "set", option: placeName(this.place), value, names: this.lookup.names(node) });
    }
  }

  /**
   * Checks the attributes of a set. An open set allows any name; if `element` is given, undeclared names must have
   * values of that type.
   */
  private members(node: TableNode, set: AttributeSet, kind: "closed" | "open", element?: OptionType): void {
    const isUnchecked = element === undefined || element.kind === "anything";
    if (kind === "open" && isUnchecked && node.below === undefined) return;
    for (const binding of set.bindings) {
      if (binding.kind !== "binding") continue;
      const [name] = binding.path;
      if (typeof name !== "string") continue;
      this.place.push(name);
      this.member(node, name, belowFirst(binding), kind, element);
      this.place.pop();
    }
  }

  private member(
    node: TableNode,
    name: string,
    value: Expression,
    kind: "closed" | "open",
    element: OptionType | undefined,
  ): void {
    const known = this.lookup.below(node, name);
    if (known?.type === undefined && known !== undefined && kind === "open") this.openGroup(known, value, element);
    else if (known !== undefined) this.named(known, value);
    else if (kind === "closed") this.unknown(node, value);
    else if (element !== undefined) this.value(element, this.lookup.below(node, "<name>") ?? empty, value);
  }

  /** Checks a set of options in a freeform set, which allows further names at every level. */
  private openGroup(node: TableNode, value: Expression, freeform: OptionType | undefined): void {
    if (node.outside === true) return;
    const element = freeform?.kind === "attributes" ? freeform.element : undefined;
    for (const inner of isWrapper(value) ? this.unwrap(value) : [value]) {
      if (inner.kind === "attributeSet") this.members(node, inner, "open", element);
    }
  }

  private named(node: TableNode, value: Expression): void {
    if (node.outside === true) return;
    if (node.type === undefined) {
      this.group(node, value);
      return;
    }
    const problem = (): Pick<OptionProblem, "option" | "value"> => ({ option: placeName(this.place), value });
    if (node.removal !== undefined) this.problems.push({ ...problem(), kind: "removed", advice: node.removal });
    else if (node.readOnly === true) this.problems.push({ ...problem(), kind: "read-only" });
    else {
      if (node.aliasOf !== undefined && node.renamed === true) {
        this.problems.push({ ...problem(), kind: "renamed", target: node.aliasOf });
      }
      this.ofTarget(this.lookup.target(node), value);
    }
  }

  /** Checks the value of an option, or of the one that it is an alias of: NixOS does not use the type of an alias. */
  private ofTarget(target: TableNode | undefined, value: Expression): void {
    if (target === undefined) return;
    if (target.type === undefined) this.group(target, value);
    else this.value(this.lookup.type(target), target, value, this.lookup.description(target));
  }

  private value(type: OptionType, node: TableNode, value: Expression, description?: string): void {
    if (isWrapper(value)) for (const inner of this.unwrap(value)) this.typed(type, node, inner, description);
    else this.typed(type, node, value, description);
  }

  private typed(type: OptionType, node: TableNode, value: Expression, description: string | undefined): void {
    const shape = shapeOf(value);
    if (shape === undefined) return;
    if (type.kind !== "union" && fits(type, value, shape)) {
      this.deep(type, node, value);
      return;
    }
    const [first, ...others] = membersOf(type).filter((member) => fits(member, value, shape));
    if (first === undefined) {
      const expected = description ?? describeType(type);
      this.problems.push({ kind: "type", option: placeName(this.place), value, expected });
    } else if (others.length === 0) this.deep(first, node, value);
    else this.anyOf([first, ...others], node, value);
  }

  /** Checks a value that several types may match: one match is enough. */
  private anyOf(types: readonly OptionType[], node: TableNode, value: Expression): void {
    const found = types.map((type) => {
      const attempt = new Check(this.lookup, this.unwrap, this.place);
      attempt.deep(type, node, value);
      return attempt.problems;
    });
    if (!found.some((problems) => problems.length === 0)) this.problems.push(...(found[0] ?? []));
  }

  private deep(type: OptionType, node: TableNode, value: Expression): void {
    if (value.kind === "list" && type.kind === "list") this.elements(type, node, value.items);
    if (value.kind !== "attributeSet") return;
    if (type.kind === "submodule" && node.below !== undefined) this.members(node, value, "closed");
    else if (type.kind === "attributes") this.members(node, value, "open", type.element);
    else if (type.kind === "anything") this.members(node, value, "open");
  }

  private elements({ element }: ListType, node: TableNode, items: readonly Expression[]): void {
    const below = this.lookup.below(node, "*") ?? empty;
    for (const [index, item] of items.entries()) {
      this.place.push(index);
      this.value(element, below, item);
      this.place.pop();
    }
  }

  private unknown(node: TableNode, value: Expression): void {
    const place: Place = [...this.place];
    const name = String(place.at(-1));
    const parent = place.slice(0, -1);
    const sibling = lazily(() => {
      const names = this.lookup.names(node);
      return nearestName(name, names) ?? onlyLonger(name, names);
    });
    const meant = lazily(() =>
      this.isPath(node, name)
        ? nested(name, "…")
        : (this.withDots(node, place.map(String), value) ??
          (sibling() === undefined ? this.elsewhere(name, parent) : placeName([...parent, sibling() ?? ""]))),
    );
    const isMisspelled = lazily(() => {
      const wanted = name.toLowerCase();
      return this.lookup.names(node).some((known) => isOneLetterFrom(known.toLowerCase(), wanted));
    });
    // Found on demand: a problem with one of several tables often is none with another.
    this.problems.push({
      kind: "unknown",
      option: placeName(place),
      value,
      get meant() {
        return meant();
      },
      get isMisspelled() {
        return isMisspelled();
      },
    });
  }

  /** Whether a name is several names with dots, as in Nix. */
  private isPath(node: TableNode, name: string): boolean {
    const names = name.split(".");
    return (
      names.length > 1 &&
      names.reduce<TableNode | undefined>(
        (at, part) => (at === undefined ? undefined : (this.lookup.below(at, part) ?? this.lookup.below(at, "<name>"))),
        node,
      ) !== undefined
    );
  }

  /**
   * The option that is meant if a name that the user chooses has dots, but no quotes: `virtualHosts."example.org".root` for
   * `virtualHosts.example.org.root`.
   * @param node the options below such a name
   * @param place path of the unknown name
   */
  private withDots(node: TableNode, place: readonly string[], value: Expression): string | undefined {
    const around = place.slice(0, -2);
    const above = this.lookup.at(around);
    if (above === undefined || this.lookup.below(above, "<name>") === undefined) return undefined;
    const names = place.slice(-2);
    for (let inner = value; inner.kind === "attributeSet";) {
      const [binding, another] = inner.bindings;
      const name = binding?.kind === "binding" ? binding.path[0] : undefined;
      if (binding?.kind !== "binding" || typeof name !== "string") return undefined;
      if (this.lookup.below(node, name) !== undefined) return placeName([...around, names.join("."), name]);
      if (another !== undefined) return undefined;
      names.push(name);
      inner = belowFirst(binding);
    }
    return undefined;
  }

  /**
   * Finds an option of this name at a deeper level, such as boot.loader.timeout for boot.timeout, if there is only one.
   */
  private elsewhere(name: string, parent: Place): string | undefined {
    const scope = parent.slice(0, 1).map(String);
    let level = [{ node: this.lookup.at(scope) ?? empty, path: scope }];
    while (level.length > 0) {
      const next = level.flatMap(({ node, path }) =>
        this.lookup
          .names(node)
          .map((below) => ({ node: this.lookup.below(node, below) ?? empty, path: [...path, below] })),
      );
      const [first, second] = next.filter(({ node, path }) => isCurrent(node) && sameName(path.at(-1), name));
      if (first !== undefined) return second === undefined ? optionName(first.path) : undefined;
      level = next;
    }
    return undefined;
  }
}

const empty: TableNode = {};

const wrappers: ReadonlySet<string> = new Set(["apply", "binary", "if", "let", "with"]);

/** Whether a value may contain others that it chooses, joins, or gives a priority. */
const isWrapper = ({ kind }: Expression): boolean => wrappers.has(kind);

/** The value of a binding's first name: of `a.b = 1`, that of `a`. */
function belowFirst({ path, value }: Binding): Expression {
  if (path.length === 1) return value;
  const inner: Binding = { kind: "binding", path: path.slice(1), value };
  return { kind: "attributeSet", recursive: false, bindings: [inner] };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

const isOneLetterFrom = (known: string, wanted: string): boolean =>
  Math.abs(known.length - wanted.length) <= 1 && editDistance(wanted, known) <= 1;
/** The name that is the only one to begin with another, or to be the beginning of it. */
function onlyLonger(name: string, names: readonly string[]): string | undefined {
  const found = names.filter((known) => known.startsWith(name) || name.startsWith(known));
  return name.length >= 4 && found.length === 1 ? found[0] : undefined;
}

/** Nested objects in TypeScript. */
const nested = (name: string, value: string): string => {
  const names = name.split(".").map((part) => (/^[A-Za-z_]\w*$/.test(part) ? part : JSON.stringify(part)));
  return names.reduceRight(
    (inner, part, index) => (index === 0 ? `${part}: ${inner}` : `{ ${part}: ${inner} }`),
    value,
  );
};

const sameName = (left: string | undefined, right: string): boolean => left?.toLowerCase() === right.toLowerCase();
const isCurrent = ({ type, aliasOf, removal }: TableNode): boolean =>
  type !== undefined && aliasOf === undefined && removal === undefined;

function placeName(place: Place): string {
  const names = place.map((part) => (typeof part === "number" ? `[${String(part)}]` : optionName([part])));
  return names.reduce((text, part) => (text === "" || part.startsWith("[") ? text + part : `${text}.${part}`), "");
}
