import type { Expression } from "../ast/ast";
import * as ast from "../ast/constructors";
import type { ProjectFile } from "./project-file";
import type { NamedSecret } from "./named-secret";
import { secretPath } from "./secret-content";
import type { Refusal, ValuePath } from "./value";

/** Decides how conversion writes paths; without it, files and secrets are written as the program names them. */
export interface PathContext {
  /** The expression for a file of the user, in the file that contains it. */
  readonly fileAt: (file: ProjectFile, path: ValuePath) => Expression;
  /** Called for each path literal. */
  readonly literalAt: (text: string, path: ValuePath) => void;
  /** The expression for a secret, or why there cannot be one. */
  readonly secretAt: (secret: NamedSecret, path: ValuePath) => Expression | Refusal;
  /** Called for each piece of raw source, which may contain path literals. */
  readonly rawAt: (source: string, path: ValuePath) => void;
  /** Called for each text with an interpolation that Nix will not evaluate, such as `${pkgs.hello}`. */
  readonly interpolationAt: (interpolation: string, text: string, path: ValuePath) => void;
}

/** Files and secrets are written as the program names them, for readers. */
export const pathsAsNamed: PathContext = {
  fileAt: ({ path }) => {
    const text = String(path);
    return ast.path(/^\.{0,2}\//.test(text) ? text : `./${text}`);
  },
  literalAt: () => undefined,
  secretAt: secretPath,
  rawAt: () => undefined,
  interpolationAt: () => undefined,
};
