import { Construct, type IConstruct } from "constructs";
import {
  constructTreeFile,
  isRelease,
  manifestFile,
  newestStableRelease,
  releases,
  type Release,
  type SourceLocation,
} from "../../model";
import type { NixValue } from "../../nix";
import { addErrorAt, Annotations } from "./annotations";
import { checkedScope, usableId } from "./arguments/scope";
import { callLocation, recordSource } from "./construct-source";
import { referenceIssue, releaseIssue } from "./flake-reference";
import { hasMark, mark, nearestWithMark } from "./marks";
import { checkFileName, checkLockFile } from "./names";
import { checkNesting } from "./nesting";
import { fallbackRelease, Nixpkgs, nixpkgsAt } from "./nixpkgs";
import { malformedPath, namesIn } from "./option-path";
import { refuseAsValue } from "./refuse-as-value";
import { checkNotSealed } from "./sealed";
import { declaredProps } from "./properties/declared-props";
import { formatValue } from "./properties/format-value";
import { checkProps } from "./properties/props-definition";
import { releaseFacts, type ReleaseFacts } from "./release-facts";

/**
 * An input of a flake.
 * @public
 */
export interface FlakeInput {
  /** Flake reference, such as `github:nix-community/disko`. */
  readonly url: string;
  /**
   * Inputs of this input that follow inputs of this flake (`inputs.<name>.follows`): maps each name there to a name here.
   * @example { nixpkgs: "nixpkgs" }
   */
  readonly follows?: Readonly<Record<string, string>>;
  /** Whether the input has a flake.nix; false for a plain source tree. Default: true. */
  readonly flake?: boolean;
}

/**
 * Properties of a {@link Flake}.
 * @public
 */
export interface FlakeProps {
  /** The nixpkgs that the flake targets; becomes the input `nixpkgs`. */
  readonly nixpkgs: Nixpkgs;
  /** `description` of the flake. Default: `NixOS installer images of <id>`. */
  readonly description?: string;
  /** Additional inputs, by name; a string is short for `{ url }`. Default: none. */
  readonly inputs?: Readonly<Record<string, string | FlakeInput>>;
  /** Additional outputs, by name. Default: none. */
  readonly outputs?: Readonly<Record<string, NixValue>>;
  /**
   * Adds the output `checks.<system>.<name>` with every host, as its ISO or system, and every package, for
   * engines that build them (see docs/how-to/many-hosts.md): `nix flake check`, garnix, buildbot-nix, nix-fast-build.
   * Default: false.
   */
  readonly checks?: boolean;
  /**
   * Adds the same as the output `hydraJobs.<system>.<name>`, which Hydra builds; see docs/how-to/many-hosts.md. Default: false.
   */
  readonly hydraJobs?: boolean;
  /**
   * The flake's lock file, relative to the project directory; commit it. Default: `flake.lock`. If an app has several
   * flakes, each needs its own lock file.
   */
  readonly lockFile?: string;
}

/** Nix passes the flake itself by this name. */
const reservedInput = {
  code: "flake-reference",
  message: 'an input cannot be named "self"',
  reason: "Nix passes the flake itself to its outputs by this name",
  fix: "rename the input",
};

/** An output that the program adds. */
export interface FlakeOutput {
  readonly path: readonly string[];
  readonly value: NixValue;
  /** The line that adds it. The file path is absolute. */
  readonly line: SourceLocation | undefined;
}

/**
 * A flake: the directory that Nix builds from. Its ID is the directory's name in the output directory.
 * @public
 */
export class Flake extends Construct {
  /** Whether a value is a flake. */
  static isFlake(value: unknown): value is Flake {
    return hasMark(value, "Flake");
  }

  /**
   * The flake that a construct belongs to.
   * @throws Error if the construct is outside of any flake
   */
  static of(construct: IConstruct): Flake {
    return flakeOf(construct);
  }

  /** The nixpkgs that the flake targets. */
  readonly nixpkgs: Nixpkgs;
  /** `description` of the flake. */
  readonly description: string;
  /** Lock file, relative to the project directory. */
  readonly lockFile: string;
  /** Whether the flake has the output `checks` with every host and package. */
  readonly checks: boolean;
  /** Whether the flake has the output `hydraJobs` with every host and package. */
  readonly hydraJobs: boolean;
  private readonly inputMap = new Map<string, FlakeInput>();
  private readonly defaultInputs = new Set<string>();
  private readonly outputList: FlakeOutput[] = [];

  constructor(scope: Construct, id: string, props: FlakeProps) {
    super(checkedScope(new.target.name, scope, id), usableId(new.target.name, scope, id));
    recordSource(this);
    checkFileName(this, id);
    this.checkReserved(id);
    checkNesting(this, "Flake", ["Host", "HostClass", "Flake"]);
    const checked = checkProps(declaredProps.Flake, props, { exact: new.target === Flake, explainsText: true });
    checked.report(this);
    props = checked.props;
    // Absent if it was refused.
    const { nixpkgs = Nixpkgs.release(fallbackRelease) } = props as Partial<FlakeProps>;
    const moved: unknown = this.node.tryGetContext("cdknix:release");
    this.nixpkgs = moved === undefined ? nixpkgs : nixpkgsAt(nixpkgs, moved as Release);
    this.description = props.description ?? `NixOS installer images of ${id}`;
    this.lockFile = props.lockFile ?? "flake.lock";
    checkLockFile(this, this.lockFile);
    this.checks = props.checks ?? false;
    this.hydraJobs = props.hydraJobs ?? false;
    this.inputMap.set("nixpkgs", { url: this.nixpkgs.reference });
    for (const [name, input] of Object.entries(props.inputs ?? {})) this.addInput(name, input);
    for (const [name, value] of Object.entries(props.outputs ?? {})) this.addOutput(name, value);
    this.checkNixpkgs(moved !== undefined);
  }

  /** The NixOS release that constructs of this flake target. */
  get release(): Release {
    return this.nixpkgs.release;
  }

  /** Facts about that release. */
  get releaseFacts(): ReleaseFacts {
    return releaseFacts(this.release);
  }

  /** The inputs by name, `nixpkgs` first. */
  get inputs(): ReadonlyMap<string, FlakeInput> {
    return this.inputMap;
  }

  /** The outputs added besides those of hosts and packages. */
  get outputs(): readonly { readonly path: readonly string[]; readonly value: NixValue }[] {
    return this.outputList;
  }

  /** Adds an input. Reports an error if an input of the same name exists. */
  addInput(name: string, input: string | FlakeInput): void {
    checkNotSealed(this, `the input ${name} is added`);
    const checked = checkProps(
      declaredProps.Flake,
      { nixpkgs: this.nixpkgs, inputs: { [name]: input } },
      { exact: true, explainsText: true },
    );
    checked.report(this);
    if (!checked.isValid) return;
    const added = typeof input === "string" ? { url: input } : input;
    const line = callLocation();
    const issue = name === "self" ? reservedInput : referenceIssue(`the URL of the input "${name}"`, added.url);
    if (issue !== undefined) {
      addErrorAt(this, issue, line);
      return;
    }
    if (this.inputMap.has(name) && !this.defaultInputs.delete(name)) {
      const fix = name === "nixpkgs" ? "remove it: the nixpkgs property already defines it" : "rename the second one";
      addErrorAt(this, { code: "duplicate-input", message: `the input "${name}" is defined twice`, fix }, line);
      return;
    }
    this.inputMap.set(name, added);
  }

  /**
   * Adds an input that a construct needs, unless the flake has one of this name. An input that the program adds, before or
   * after, is used instead.
   */
  addDefaultInput(name: string, input: string | FlakeInput): void {
    if (this.inputMap.has(name)) return;
    this.addInput(name, input);
    if (this.inputMap.has(name)) this.defaultInputs.add(name);
  }

  /**
   * Adds an output, such as `formatter.x86_64-linux`. Attribute sets are merged with the other outputs at synthesis; two
   * values at the same path, or a value inside another one, are an error.
   * @param path attribute path of the output: a dotted string, or a list of names if a name contains a dot
   */
  addOutput(path: string | readonly string[], value: NixValue): void {
    checkNotSealed(this, `the output ${typeof path === "string" ? path : path.join(".")} is added`);
    const line = callLocation();
    const names = typeof path === "string" ? namesIn(path) : path;
    if (names !== undefined && names.length > 0 && !names.includes("")) {
      this.outputList.push({ path: names, value, line });
      return;
    }
    const text = typeof path === "string" ? path : path.join(".");
    addErrorAt(this, malformedPath(text, "the path of an output", 'packages.x86_64-linux."a.b"'), line);
  }

  private checkReserved(id: string): void {
    if (id !== manifestFile && id !== constructTreeFile) return;
    Annotations.of(this).addError({
      code: "construct-id",
      message: `the ID ${JSON.stringify(id)} cannot be that of a flake`,
      value: JSON.stringify(id),
      reason: "the ID is the name of the flake's directory in the output, where cdknix writes a file of this name",
      fix: 'use another ID, such as "my-images"',
    });
  }

  private checkNixpkgs(wasMoved: boolean): void {
    const { reference, issues } = this.nixpkgs;
    for (const issue of issues) Annotations.of(this).addError(issue);
    const wrong = issues.length > 0 ? undefined : referenceIssue("the flake reference of nixpkgs", reference);
    if (wrong !== undefined) Annotations.of(this).addError(wrong);
    // Untyped programs can pass a number, or nothing.
    const requested: unknown = this.nixpkgs.requestedRelease;
    if (typeof requested === "string" && isRelease(requested)) {
      const differing = wasMoved ? undefined : releaseIssue(reference, requested);
      if (differing !== undefined) Annotations.of(this).addError(differing);
      return;
    }
    if (requested === "") {
      Annotations.of(this).addError({
        code: "unknown-release",
        message: "Nixpkgs.ref requires the release",
        reason: "constructs depend on facts about the release, and a flake reference does not name it",
        fix: `add it: Nixpkgs.ref(${JSON.stringify(this.nixpkgs.reference)}, { release: "${newestStableRelease}" })`,
      });
      return;
    }
    Annotations.of(this).addError({
      code: "unknown-release",
      message: `unknown NixOS release ${formatValue(requested)}`,
      value: formatValue(requested),
      reason: "constructs depend on facts about the release, and cdknix has none for this one",
      fix:
        typeof requested === "number" && isRelease(requested.toFixed(2))
          ? `write it as a string: "${requested.toFixed(2)}"`
          : `use one of ${releases.join(", ")}`,
    });
  }
}

/**
 * The flake that a construct belongs to, without a check of the argument.
 * @throws Error if the construct is outside of any flake
 */
export function flakeOf(construct: IConstruct): Flake {
  const flake = nearestWithMark(construct, "Flake");
  if (Flake.isFlake(flake)) return flake;
  throw new Error(
    `${construct.node.path || construct.constructor.name} is not inside a Flake: create it in the scope of a Flake, HostClass, or Host`,
  );
}
mark(Flake.prototype, "Flake");
refuseAsValue(Flake.prototype, () => "use self, the flake as Nix sees it");
