import type { Expression } from "../ast/ast";
import * as ast from "../ast/constructors";
import { callProblem } from "./call-problem";
import { combined, expressionValue } from "./expression-value";
import { callingFile } from "./call-sites";
import { checkedHelpers, type HelperParameters } from "./helper-arguments";
import type { ProjectDirectoryOptions, ProjectFile, ProjectFileOptions, ProjectModuleOptions } from "./project-file";
import { reference, referenceTo, type NixReference } from "./reference";
import { indented, str } from "./template";
import type { NixDefinition, NixExpression, NixFunction, NixPath, NixValue } from "./value";

/** The type of an expression whose context does not determine its value. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- fits wherever an expression does
type Anything = any;

/**
 * The type expected by the context, against which the value is checked; prevents TypeScript from inferring it from the
 * value. Not TypeScript's own `NoInfer`, which rejects a set as a member of a union of lists and sets (TypeScript 5.9).
 */
type Given<T> = [T][T extends unknown ? 0 : never];

function fromLib(name: string): Expression {
  return ast.select(ast.identifier("lib"), name);
}

/** `lib.name values…`; the values add nothing to an error's path. */
function call<T>(name: string, ...values: readonly unknown[]): NixExpression<T> {
  return combined(
    values,
    (parts) => ast.apply(fromLib(name), ...parts),
    values.map(() => undefined),
  );
}

/** Not `instanceof`: a test sandbox has another `URL`. */
function projectFile(copies: ProjectFile["copies"], path: string | URL, options: unknown): NixExpression<NixPath> {
  return expressionValue({ copies, path: (path as URL | undefined)?.href ?? path, options, caller: callingFile() });
}

/** All expressions passed to a helper, in order; none can be missing, because each part is converted. */
function part(parts: readonly Expression[], index: number): Expression {
  return parts[index] ?? ast.nullLiteral();
}

/** The parameters of each helper. The options of files are checked where the files are copied. */
const parameters = {
  force: { value: "value" },
  default: { value: "value" },
  override: { priority: "number", value: "value" },
  imageMediaOverride: { value: "value" },
  before: { value: "value" },
  after: { value: "value" },
  order: { order: "number", value: "value" },
  when: { condition: "condition", value: "value" },
  merge: { "...values": "value" },
  str: { texts: "template", "...values": "value" },
  indented: { texts: "template", "...values": "value" },
  path: { text: "string" },
  file: { path: "value", "options?": "value" },
  directory: { path: "value", "options?": "value" },
  module: { path: "value", "options?": "value" },
  import: { file: "expression" },
  raw: { text: "string" },
  comment: { text: "string", value: "value" },
  reference: { name: "string" },
  expression: { expression: "set" },
  apply: { fn: "expression", "...args": "value" },
  select: { base: "expression", "...names": "string" },
  selectOr: { base: "expression", names: "strings", fallback: "value" },
  let: { bindings: "set", body: "value" },
  with: { scope: "expression", body: "value" },
  if: { condition: "condition", then: "value", otherwise: "value" },
  fn: { parameters: "strings", body: "value" },
} as const satisfies Readonly<Record<string, HelperParameters>>;

/**
 * The Nix language in option values, for what plain JavaScript data cannot express.
 * @public
 */
export const nix = checkedHelpers(
  {
    /** `lib.mkForce`: overrides every definition without a priority of its own (priority 50). */
    force: <T = Anything>(value: NixDefinition<Given<T>>): NixExpression<T> => call("mkForce", value),
    /** `lib.mkDefault`: is overridden by every other definition (priority 1000). */
    default: <T = Anything>(value: NixDefinition<Given<T>>): NixExpression<T> => call("mkDefault", value),
    /** `lib.mkOverride`: the lowest priority wins; definitions without one have 100. */
    override: <T = Anything>(priority: number, value: NixDefinition<Given<T>>): NixExpression<T> =>
      call("mkOverride", priority, value),
    /** `lib.mkImageMediaOverride`: the priority that installation images use (priority 60). */
    imageMediaOverride: <T = Anything>(value: NixDefinition<Given<T>>): NixExpression<T> =>
      call("mkImageMediaOverride", value),
    /** `lib.mkBefore`: earlier in a merged list or string (order 500). */
    before: <T = Anything>(value: NixDefinition<Given<T>>): NixExpression<T> => call("mkBefore", value),
    /** `lib.mkAfter`: later in a merged list or string (order 1500). */
    after: <T = Anything>(value: NixDefinition<Given<T>>): NixExpression<T> => call("mkAfter", value),
    /** `lib.mkOrder`: at a given position in a merged list or string; definitions without one have 1000. */
    order: <T = Anything>(order: number, value: NixDefinition<Given<T>>): NixExpression<T> =>
      call("mkOrder", order, value),
    /** `lib.mkIf`: a definition that applies only under a condition. */
    when: <T = Anything>(condition: NixDefinition<boolean>, value: NixDefinition<Given<T>>): NixExpression<T> =>
      call("mkIf", condition, value),
    /** `lib.mkMerge`: several definitions of one option. */
    merge: <T = Anything>(...values: readonly NixDefinition<Given<T>>[]): NixExpression<T> =>
      combined(
        values,
        (parts) => ast.apply(fromLib("mkMerge"), ast.list(parts)),
        values.map((_, index) => index),
      ),
    str,
    indented,
    /**
     * A path literal, relative to the generated file that contains it: `nix.path("./x")`. Nothing is copied: for your own files,
     * use `nix.file`, `nix.directory`, and `nix.module`. Throws a RangeError if it is not a path.
     */
    path: (text: string): NixExpression<NixPath> => expressionValue(ast.path(text)),
    /**
     * A file of your project, copied into the flake: `nix.file("./motd")`. The value is its path there. Binary files and the
     * executable bit are kept; equal files are copied once. Anyone with the image can read files that it refers to. A file that
     * does not exist, is outside of the project and of the package that calls this function, or is not a regular file is reported
     * at synthesis (`file-not-copied`).
     * @param path relative to the project directory, or absolute: `path.join(__dirname, "motd")`, `new URL("motd", import.meta.url)`
     */
    file: (path: string | URL, options: ProjectFileOptions = {}): NixExpression<NixPath> =>
      projectFile("file", path, options),
    /**
     * A directory of your project, copied into the flake without the files that git ignores: `nix.directory("./overlay")`. The
     * value is its path there. Symbolic links within the directory are kept; others are replaced with what they lead to. Problems,
     * and more than 10,000 files or 100 MiB, are reported at synthesis (`file-not-copied`).
     * @param path relative to the project directory, or absolute
     */
    directory: (path: string | URL, options: ProjectDirectoryOptions = {}): NixExpression<NixPath> =>
      projectFile("directory", path, options),
    /**
     * A Nix file of your project with everything that its relative paths lead to below its own directory, copied into the flake:
     * `imports: [nix.module("./modules/base.nix")]`. A directory is copied as a whole, and needs a `default.nix`. The value is
     * the path of the file or directory. Paths that lead elsewhere, or nowhere, are reported at synthesis (`module-incomplete`).
     * @param path relative to the project directory, or absolute
     */
    module: (path: string | URL, options: ProjectModuleOptions = {}): NixExpression<NixPath> =>
      projectFile("module", path, options),
    /** `import file`: the value of a Nix file, which can be called: `nix.import(nix.file("./lib.nix"))({ lib })`. */
    import: (file: NixExpression): NixReference =>
      referenceTo({
        parts: [file],
        keys: [undefined],
        build: (parts) =>
          callProblem(ast.identifier("import"), parts) ?? ast.apply(ast.identifier("import"), part(parts, 0)),
      }),
    /** Nix source, inserted unchanged, for what nothing else expresses. You are responsible for its syntax. */
    raw: (text: string): NixExpression => expressionValue(ast.raw(text)),
    /** A value with a comment on the line above its binding. */
    comment: <T = Anything>(text: string, value: NixDefinition<Given<T>>): NixExpression<T> =>
      expressionValue({ parts: [value], keys: [undefined], build: (parts) => part(parts, 0), comment: text }),
    /** A variable by its name. Throws a RangeError if the name is not an identifier. */
    reference: (name: string): NixReference => reference(name),
    /** A finished expression as a value. */
    expression: (expression: Expression): NixReference => referenceTo(expression),
    /** `fn a b`. */
    apply: (fn: NixExpression, ...args: readonly NixValue[]): NixExpression =>
      combined(
        [fn, ...args],
        ([head = ast.nullLiteral(), ...rest]) => callProblem(head, rest) ?? ast.apply(head, ...rest),
        [undefined, ...args.map((_, index) => index)],
      ),
    /** `base.a.b`. */
    select: (base: NixExpression, ...names: readonly string[]): NixExpression =>
      combined([base], (parts) => ast.select(part(parts, 0), names), [undefined]),
    /** `base.a.b or fallback`. */
    selectOr: (base: NixExpression, names: readonly string[], fallback: NixValue): NixExpression =>
      combined([base, fallback], (parts) => ast.select(part(parts, 0), names, part(parts, 1)), [undefined, undefined]),
    /** `let name = value; … in body`. */
    let: <T = Anything>(
      bindings: Readonly<Record<string, NixValue>>,
      body: NixDefinition<Given<T>>,
    ): NixExpression<T> => {
      const names = Object.keys(bindings);
      return combined(
        [...Object.values(bindings), body],
        (parts) =>
          ast.letIn(
            names.map((name, index) => ast.binding(name, part(parts, index))),
            part(parts, names.length),
          ),
        [...names, undefined],
      );
    },
    /** `with scope; body`. */
    with: <T = Anything>(scope: NixExpression, body: NixDefinition<Given<T>>): NixExpression<T> =>
      combined([scope, body], (parts) => ast.withIn(part(parts, 0), part(parts, 1)), [undefined, undefined]),
    /** `if condition then … else …`. */
    if: <T = Anything>(
      condition: NixDefinition<boolean>,
      then: NixDefinition<Given<T>>,
      otherwise: NixDefinition<Given<T>>,
    ): NixExpression<T> =>
      combined(
        [condition, then, otherwise],
        (parts) => ast.ifThenElse(part(parts, 0), part(parts, 1), part(parts, 2)),
        [undefined, undefined, undefined],
      ),
    /** `a: b: body`, for a list of parameter names. Refer to them with `nix.reference`. */
    fn: (parameters: readonly string[], body: NixValue): NixExpression<NixFunction> => {
      const build = (inner: Expression): Expression =>
        parameters.reduceRight<Expression>((expression, name) => ast.lambda(name, expression), inner);
      build(ast.nullLiteral());
      return combined([body], (parts) => build(part(parts, 0)), [undefined]);
    },
  } as const,
  parameters,
);
