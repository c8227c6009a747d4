import { Construct, type IConstruct } from "constructs";
import { isRelease, releases, type Release } from "../../model";
import type { NixValue } from "../../nix";
import { Annotations } from "./annotations";
import { recordSource } from "./construct-source";
import { hasMark, mark, nearestWithMark } from "./marks";
import { checkFileName } from "./names";
import type { Nixpkgs } from "./nixpkgs";
import { releaseFacts, type ReleaseFacts } from "./release-facts";

/**
 * An input of a flake.
 * @public
 */
export interface FlakeInput {
  /** Flake reference, such as `github:nix-community/disko`. */
  readonly url: string;
  /**
   * Inputs of this input that are to be the same as inputs of this flake: name there to name here.
   * @example { nixpkgs: "nixpkgs" }
   */
  readonly follows?: Readonly<Record<string, string>>;
  /** False for a source tree without a flake.nix. Default: true. */
  readonly flake?: boolean;
}

/**
 * Properties of a {@link Flake}.
 * @public
 */
export interface FlakeProps {
  /** The nixpkgs that the flake is written for; becomes the input `nixpkgs`. */
  readonly nixpkgs: Nixpkgs;
  /** `description` of the flake. Default: `NixOS installer images of <id>`. */
  readonly description?: string;
  /** Further inputs, by name; a text is short for `{ url }`. Default: none. */
  readonly inputs?: Readonly<Record<string, string | FlakeInput>>;
  /** Further outputs, by name. Default: none. */
  readonly outputs?: Readonly<Record<string, NixValue>>;
  /**
   * The flake's lock file, relative to the project directory; commit it. Default: `flake.lock`. An app with several
   * flakes names one for each.
   */
  readonly lockFile?: string;
}

/**
 * A flake: the directory that Nix builds from. Its id becomes the directory's name below the output directory.
 * @public
 */
export class Flake extends Construct {
  /** Whether a value is a flake. */
  static isFlake(value: unknown): value is Flake {
    return hasMark(value, "Flake");
  }

  /**
   * The flake that a construct belongs to.
   * @throws Error when the construct is outside of any flake
   */
  static of(construct: IConstruct): Flake {
    const flake = nearestWithMark(construct, "Flake");
    if (!Flake.isFlake(flake)) {
      throw new Error(
        `${construct.node.path || construct.constructor.name} is not inside a Flake: make it with a Flake, a HostClass or a Host as its scope.`,
      );
    }
    return flake;
  }

  /** The nixpkgs that the flake is written for. */
  readonly nixpkgs: Nixpkgs;
  /** `description` of the flake. */
  readonly description: string;
  /** Lock file, relative to the project directory. */
  readonly lockFile: string;
  private readonly inputMap = new Map<string, FlakeInput>();
  private readonly outputList: { readonly path: readonly string[]; readonly value: NixValue }[] = [];

  constructor(scope: Construct, id: string, props: FlakeProps) {
    super(scope, id);
    recordSource(this);
    checkFileName(this);
    this.nixpkgs = props.nixpkgs;
    this.description = props.description ?? `NixOS installer images of ${id}`;
    this.lockFile = props.lockFile ?? "flake.lock";
    this.inputMap.set("nixpkgs", { url: props.nixpkgs.reference });
    for (const [name, input] of Object.entries(props.inputs ?? {})) this.addInput(name, input);
    for (const [name, value] of Object.entries(props.outputs ?? {})) this.addOutput(name, value);
    this.checkRelease();
  }

  /** The NixOS release that constructs of this flake write for. */
  get release(): Release {
    return this.nixpkgs.release;
  }

  /** What holds on that release. */
  get releaseFacts(): ReleaseFacts {
    return releaseFacts(this.release);
  }

  /** The inputs by name, `nixpkgs` first. */
  get inputs(): ReadonlyMap<string, FlakeInput> {
    return this.inputMap;
  }

  /** The outputs that were added to those of hosts and packages. */
  get outputs(): readonly { readonly path: readonly string[]; readonly value: NixValue }[] {
    return this.outputList;
  }

  /** Adds an input. A second one of the same name is an error. */
  addInput(name: string, input: string | FlakeInput): void {
    if (this.inputMap.has(name)) {
      Annotations.of(this).addError({
        code: "duplicate-input",
        message: `the input "${name}" is defined twice`,
        fix: name === "nixpkgs" ? "the nixpkgs property defines it" : "give the second one another name",
      });
      return;
    }
    this.inputMap.set(name, typeof input === "string" ? { url: input } : input);
  }

  /**
   * Adds an output, such as `formatter.x86_64-linux`.
   * @param path attribute path of the output: a name, or a list of names where one holds a dot
   */
  addOutput(path: string | readonly string[], value: NixValue): void {
    this.outputList.push({ path: typeof path === "string" ? path.split(".") : path, value });
  }

  private checkRelease(): void {
    if (isRelease(this.nixpkgs.requestedRelease)) return;
    Annotations.of(this).addError({
      code: "unknown-release",
      message: "this NixOS release is not known",
      value: `"${this.nixpkgs.requestedRelease}"`,
      reason: "constructs write what is right for a release, so it has to be one that cdknix knows the facts of",
      fix: `use one of ${releases.join(", ")}`,
    });
  }
}
mark(Flake.prototype, "Flake");
