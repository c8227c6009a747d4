import type { OptionTable } from "../../options";

/** What collecting needs from the world, handed in so that it stays free of effects. */
export interface SynthesisEnvironment {
  /** Directory that holds the program; source locations and files are relative to it. */
  readonly projectDirectory: string;
  /** Revision of the project: seven hexadecimal digits, or `dirty`. */
  readonly revision: string;
  /** Reads a text file, absolute or relative to the project directory; says why where it can't. */
  readonly readText: (file: string) => { readonly text: string } | { readonly problem: string };
  /** The options that `synth import` found, to check definitions against. Default: they are not checked. */
  readonly optionTable?: OptionTable | undefined;
}
