import type { IConstruct } from "constructs";
import type { SourceLocation, UnresolvedPath } from "../../../model";
import type { ValuePath } from "../../../nix";

/** A path literal that leads to a file of the flake. */
export interface Literal {
  readonly construct: IConstruct;
  readonly text: string;
  readonly path: ValuePath;
  /** The helper with which the program writes it. */
  readonly helper: "path" | "raw";
  /** Where it leads, relative to the flake's directory. */
  readonly target: string;
  /** The line with it, if it is not that of the construct. */
  readonly source: SourceLocation | undefined;
}

/** A text with an interpolation that Nix does not evaluate. */
export interface TextInterpolation {
  readonly construct: IConstruct;
  readonly interpolation: string;
  readonly text: string;
  readonly path: ValuePath;
}

/** A relative path in a copied Nix file that was not followed. */
export interface Loose {
  readonly construct: IConstruct;
  readonly path: UnresolvedPath;
  /** Name of the Nix file, relative to the project directory. */
  readonly file: string;
  /** Where it leads, relative to the flake's directory. */
  readonly target: string;
}
