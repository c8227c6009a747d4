import { identifier, select } from "../ast/constructors";
import { hidden } from "./expression-value";
import { argumentRefusal } from "./helper-arguments";
import type { SecretProps } from "./named-secret";
import { isSecretContent, secretAsText } from "./secret-content";
import { expressionMark, type Content, type NixExpression } from "./value";

/** How `util.inspect` and `console.log` ask an object for its text; a registered symbol, so no import is needed. */
const inspect = Symbol.for("nodejs.util.inspect.custom");

/* eslint-disable prefer-rest-params -- a rest parameter would show in the types */

const parameters = {
  named: { name: "string", "props?": "set" },
  sops: { name: "string" },
  age: { name: "string" },
} as const;

/**
 * A secret by its name, never by its value. In an option, it becomes the path of the file where the running system finds
 * the secret; the value is in neither the flake, nor the Nix store, nor the ISO.
 *
 * As text (in a template, in JSON, on the console) it is `Secret(name)`. To put its path into a longer string, use
 * `nix.str`.
 * @public
 */
export class Secret implements NixExpression<string> {
  /**
   * A secret that is written to the medium: `synth flash --secrets DIR` and `synth seal` take it from the file `DIR/name`,
   * and the running system has it at `/run/cdknix/secrets/name` before any service starts. Requires an `IsoImage`.
   * @param name letters, digits, `.`, `_`, and `-`; at most 64
   * @param props who can read it. Default: only root
   */
  static named(name: string, props: SecretProps = {}): Secret {
    return Secret.of("named", arguments, () => ({ secret: { name, props: { ...props } } }));
  }

  /**
   * A secret of sops-nix (`sops.secrets.<name>`), by its path. The flake needs the input and the module of sops-nix.
   * Source: https://github.com/Mic92/sops-nix
   */
  static sops(name: string): Secret {
    return Secret.of("sops", arguments, () => select(identifier("config"), ["sops", "secrets", name, "path"]));
  }

  /**
   * A secret of agenix (`age.secrets.<name>`), by its path. The flake needs the input and the module of agenix.
   * Source: https://github.com/ryantm/agenix
   */
  static age(name: string): Secret {
    return Secret.of("age", arguments, () => select(identifier("config"), ["age", "secrets", name, "path"]));
  }

  /** A secret; if its arguments are wrong, its use is refused. */
  private static of(kind: keyof typeof parameters, args: ArrayLike<unknown>, content: () => Content): Secret {
    const refusal = argumentRefusal(`Secret.${kind}`, parameters[kind], Array.from(args));
    return new Secret(
      typeof args[0] === "string" ? args[0] : "?",
      refusal === undefined ? content() : { parts: [], build: () => refusal },
    );
  }

  /** The content of the expression. For internal use. */
  declare readonly [expressionMark]: Content;

  private constructor(
    /** Name of the secret. */
    readonly name: string,
    content: Content,
  ) {
    const asText = (): string => secretAsText(this.name);
    const display = { [inspect]: () => `Secret(${name})`, [Symbol.toPrimitive]: asText };
    Object.defineProperties(this, hidden({ ...display, [expressionMark]: content }));
    Object.freeze(this);
  }

  /** `Secret(name)`. */
  toString(): string {
    return secretAsText(this.name);
  }

  /** `Secret(name)`. */
  toJSON(): string {
    return secretAsText(this.name);
  }
}

/** Whether a secret is one of `Secret.named`, which a medium delivers. */
export const isNamedSecret = (secret: Secret): boolean => isSecretContent(secret[expressionMark]);
