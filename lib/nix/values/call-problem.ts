import type { Expression } from "../ast/ast";
import { expressionMeant, memberPath } from "../member-path";
import type { Refusal, ValuePath } from "./value";

/** Functions that read a file, by the position of its argument. Sources: the Nix manual; lib/ of nixpkgs. */
const readers: Readonly<Record<string, number>> = {
  callPackage: 0,
  callPackageWith: 1,
  callPackages: 0,
  callPackagesWith: 1,
  cleanSource: 0,
  fileContents: 0,
  filterSource: 1,
  hashFile: 1,
  import: 0,
  importJSON: 0,
  importTOML: 0,
  readDir: 0,
  readFile: 0,
};

/** Functions that evaluate the file. */
const evaluators = new Set(["callPackage", "callPackageWith", "callPackages", "callPackagesWith", "import"]);

/** Functions of a package, or of a list of packages. Source: lib/meta.nix and lib/strings.nix of nixpkgs. */
const ofPackages = new Set(["getBin", "getDev", "getExe", "getExe'", "getLib", "makeBinPath", "makeLibraryPath"]);

/** Arguments of nixpkgs' builders that are lists of packages. */
const packageLists = new Set([
  "buildInputs",
  "checkInputs",
  "depsBuildBuild",
  "nativeBuildInputs",
  "nativeCheckInputs",
  "propagatedBuildInputs",
  "propagatedNativeBuildInputs",
  "runtimeInputs",
]);

/** Such arguments of single builders. */
const packageListsOf: Readonly<Record<string, string>> = {
  buildEnv: "paths",
  mkShell: "packages",
  mkShellNoCC: "packages",
  symlinkJoin: "paths",
};

/** Arguments of builders that are files, or lists of files. */
const fileArguments = new Set(["lockFile", "patches", "src"]);

/** The problem with a call of a function that takes a file or a package, with a text in its place. */
export function callProblem(fn: Expression, args: readonly Expression[]): Refusal | undefined {
  const name = nameOf(fn);
  if (name === undefined) return undefined;
  const position = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (position !== undefined) {
    const text = textOf(args[position]);
    if (text !== undefined) return { ...notAFile(name, text), part: position + 1 };
  }
  const [first] = args;
  if (name === "withPackages" && first?.kind === "list") {
    return {
      code: "not-a-function",
      what: "passes a list to withPackages, which takes a function",
      reason: "the packages are attributes of the argument that it passes to the function",
      fix: 'use nix.fn(["ps"], nix.with(nix.reference("ps"), [nix.reference("requests")]))',
      part: 1,
    };
  }
  if (ofPackages.has(name)) return packagesIn(first, name, [], 1);
  if (first?.kind !== "attributeSet") return undefined;
  for (const binding of first.bindings) {
    const last = binding.kind === "binding" ? binding.path.at(-1) : undefined;
    if (binding.kind !== "binding" || typeof last !== "string") continue;
    const below = binding.path.map(String);
    const problem =
      packageLists.has(last) || packageListsOf[name] === last
        ? packagesIn(binding.value, name, below, 1)
        : fileArguments.has(last)
          ? relativeFilesIn(binding.value, name, below)
          : undefined;
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function nameOf(fn: Expression): string | undefined {
  if (fn.kind === "identifier") return fn.name;
  const name = fn.kind === "select" ? fn.path.at(-1) : undefined;
  // Other sets have functions of this name too.
  const isImport =
    name === "import" && !(fn.kind === "select" && fn.base.kind === "identifier" && fn.base.name === "builtins");
  return typeof name === "string" && !isImport ? name : undefined;
}

/** The text of a string without interpolations. */
function textOf(value: Expression | undefined): string | undefined {
  if (value?.kind !== "string" && value?.kind !== "indentedString") return undefined;
  return value.parts.every((part) => typeof part === "string") ? value.parts.join("") : undefined;
}

function notAFile(name: string, text: string): Refusal {
  const isAbsolute = text.startsWith("/");
  const file = isAbsolute || text.startsWith(".") ? text : `./${text}`;
  const copier =
    text.endsWith(".nix") || !evaluators.has(name) ? (name === "readDir" ? "directory" : "file") : "module";
  return {
    code: "text-not-path",
    what: `passes a string to ${name}, which takes a path`,
    value: JSON.stringify(text),
    reason: isAbsolute
      ? "a flake cannot read files outside of it"
      : "Nix does not interpret a string as a relative path",
    fix: `copy it into the flake: nix.${copier}(${JSON.stringify(file)}${isAbsolute ? ", { allowOutside: true }" : ""})`,
  };
}

/** The texts in a list of packages, or in place of one. */
function packagesIn(value: Expression | undefined, name: string, below: ValuePath, part: number): Refusal | undefined {
  const items = value?.kind === "list" ? value.items : [];
  const [index, text] = [value, ...items].flatMap((item, position) => {
    const found = textOf(item);
    return found === undefined || found.startsWith("/") ? [] : [[position - 1, found] as const];
  })[0] ?? [-1, undefined];
  if (text === undefined) return undefined;
  const meant = expressionMeant(text);
  const isWhole = index < 0;
  const isList = isWhole && below.length > 0;
  return {
    code: "text-not-package",
    what: `is text, but ${name} expects ${isList ? "a list of packages" : "a package"}`,
    value: JSON.stringify(text),
    reason: "a package is an attribute of pkgs; its name in quotes is only text",
    fix:
      meant === undefined
        ? "use a package, such as pkgs.git"
        : `use ${isList ? `[${memberPath(meant)}]` : memberPath(meant)}`,
    part,
    below: isWhole ? below : [...below, index],
  };
}

/** Relative paths as text; other text may be an address, or a file that the builder creates. */
function relativeFilesIn(value: Expression, name: string, below: ValuePath): Refusal | undefined {
  const items = value.kind === "list" ? value.items : [value];
  for (const [index, item] of items.entries()) {
    const text = textOf(item);
    if (text === undefined || !/^\.{1,2}(?:\/|$)/.test(text)) continue;
    const copier = below.at(-1) === "src" && !/\.\w+$/.test(text) ? "directory" : "file";
    return {
      code: "text-not-path",
      what: `is text, but ${name} expects a path`,
      value: JSON.stringify(text),
      reason: "Nix does not interpret a string as a relative path",
      fix: `use nix.${copier}(${JSON.stringify(text)})`,
      part: 1,
      below: value.kind === "list" ? [...below, index] : below,
    };
  }
  return undefined;
}
