import { apply, identifier, nullLiteral, select } from "../ast/constructors";
import { callProblem } from "./call-problem";
import { conversions, expressionValue, hidden } from "./expression-value";
import { expressionMark, isFinished, type Content, type NixExpression, type NixValue } from "./value";

/**
 * A Nix name used from TypeScript. A property selects an attribute (`pkgs.hello`, `pkgs["a-b"]`), a call applies a
 * function (`lib.optional(config.a, 1)` is `lib.optional config.a 1`).
 *
 * Every property is an attribute, except those that JavaScript uses to recognize promises and matchers (`then`,
 * `asymmetricMatch`, `$$typeof`, `nodeType`, `constructor`, `prototype`): select these with `nix.select`.
 * @public
 */
export interface NixReference extends NixExpression {
  // Actually a NixReference; with `noUncheckedIndexedAccess` that type would include undefined at each dot.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
  readonly [attribute: string]: any;
  (...args: readonly NixValue[]): NixReference;
}

/** Properties that JavaScript, promises, and test tools look up on any value; they never select an attribute. */
const protocols = new Set(["then", "asymmetricMatch", "$$typeof", "nodeType", "constructor", "prototype"]);

/** A reference to the value of a piece of Nix. */
export function referenceTo(content: Content): NixReference {
  // An arrow function: unlike other functions it has no `prototype`, which a proxy could not hide.
  const target = (): void => undefined;
  const own = conversions(() => content);
  Object.defineProperties(target, hidden({ ...own, [expressionMark]: content }));
  const handler: ProxyHandler<typeof target> = {
    get: (_, key) => {
      if (key === expressionMark) return content;
      if (typeof key === "symbol") return own[key];
      return protocols.has(key) ? undefined : referenceTo(selection(content, key));
    },
    has: (_, key) => key === expressionMark,
    apply: (_target, _self, args: readonly NixValue[]) => referenceTo(application(content, args)),
    set: () => false,
    defineProperty: () => false,
    deleteProperty: () => false,
  };
  return new Proxy(target, handler) as unknown as NixReference;
}

function selection(content: Content, name: string): Content {
  if (isFinished(content)) return select(content, name);
  return { parts: [expressionValue(content)], build: ([base = nullLiteral()]) => select(base, name) };
}

function application(content: Content, args: readonly NixValue[]): Content {
  return {
    parts: [expressionValue(content), ...args],
    // The function adds nothing to an error's path; its arguments add their position if there are several.
    keys: [undefined, ...args.map((_, index) => (args.length > 1 ? index : undefined))],
    build: ([fn = nullLiteral(), ...rest]) => callProblem(fn, rest) ?? apply(fn, ...rest),
  };
}

/** A reference to a variable. Throws a RangeError if the name is not an identifier. */
export function reference(name: string): NixReference {
  return referenceTo(identifier(name));
}

/**
 * The package set.
 * @public
 */
export const pkgs: NixReference = reference("pkgs");
/**
 * The library of nixpkgs.
 * @public
 */
export const lib: NixReference = reference("lib");
/**
 * The finished configuration of the host.
 * @public
 */
export const config: NixReference = reference("config");
/**
 * The options that modules declare.
 * @public
 */
export const options: NixReference = reference("options");
/**
 * The flake's inputs.
 * @public
 */
export const inputs: NixReference = reference("inputs");
/**
 * The flake itself.
 * @public
 */
export const self: NixReference = reference("self");
/**
 * The directory of NixOS's own modules.
 * @public
 */
export const modulesPath: NixReference = reference("modulesPath");
/**
 * The functions built into Nix.
 * @public
 */
export const builtins: NixReference = reference("builtins");
