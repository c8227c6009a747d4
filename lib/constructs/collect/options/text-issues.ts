import type { Issue } from "../../../model";
import { checkTextValues, type TextProblem } from "../../../options";
import type { ModulePart } from "./module-parts";
import { dataDefinitions } from "./option-definitions";
import { packageMeant, type OwnPackages } from "./package-meant";

/** The issues with text and paths in options that take other values. */
export interface TextIssues {
  readonly issues: readonly Issue[];
  /** Whether one of them is about an option, or a part of its value, in a module. */
  readonly concern: (part: ModulePart, option: string) => boolean;
}

/**
 * Reports text and paths where NixOS takes a package, a path, or a function: in other languages, they are names in quotes.
 * @param own the flake's own packages
 */
export function textIssues(parts: readonly ModulePart[], own: OwnPackages): TextIssues {
  const found = new Map<ModulePart, readonly TextProblem[]>();
  for (const part of parts) {
    const problems = checkTextValues(part.definitions, dataDefinitions);
    if (problems.length > 0) found.set(part, problems);
  }
  return {
    issues: [...found].flatMap(([part, problems]) => problems.map((problem) => issueOf(part, problem, own))),
    concern: (part, option) => (found.get(part) ?? []).some((problem) => overlap(problem.option, option)),
  };
}

function issueOf({ module, place }: ModulePart, found: TextProblem, own: OwnPackages): Issue {
  const problem = { ...found, option: place + found.option };
  const details =
    problem.given === "text"
      ? textDetails(problem, own)
      : problem.given === "path"
        ? pathDetails(problem)
        : inputDetails(problem);
  const { constructPath, source } = module;
  return { ...details, severity: "error", constructPath, ...(source === undefined ? {} : { source }) };
}

function overlap(left: string, right: string): boolean {
  const [shorter, longer] = left.length < right.length ? [left, right] : [right, left];
  return longer.startsWith(shorter) && (longer.length === shorter.length || /[.[]/.test(longer[shorter.length] ?? ""));
}

type Details = Pick<Issue, "code" | "message" | "value" | "reason" | "fix">;

/** Options that take paths, but only of packages: `fonts.packages`, `services.printing.drivers`. */
const namesPackages =
  /(?:packages?|storeContents|extraDependencies|drivers|plugins|extensions|backends|firmware|fonts|modules|themes|dynctrl|services\.(?:udev|offlineimap|protonmail-bridge)\.path)(?:\[\d+\])?$/i;

/** Text that is certainly the source of an expression. */
const isExpression = (text: string): boolean => /^(?:\$\{)?(?:pkgs|nixpkgs|config|inputs|self)[.#]/.test(text);

function textDetails(problem: TextProblem, own: OwnPackages): Details {
  const { option, text, expects: declared, isList } = problem;
  const isPackage =
    declared === "path" &&
    namesPackages.test(option) &&
    (/^[\w-]+$/.test(text) || (isExpression(text) && !text.includes("/")));
  const expects = isPackage ? "package" : declared;
  const message = `${option} is text, but NixOS expects ${kindOf(expects, isList)}`;
  const details = { message, value: JSON.stringify(text) };
  if (expects === "function") {
    const file = /^[./~<]/.test(text) ? text : `./${text}`;
    return { code: "not-a-function", ...details, ...adviceOnFunction(option, file, "nix.file") };
  }
  if (expects === "path" || (expects === "package or path" && /[./]/.test(text) && !isExpression(text))) {
    return {
      code: "text-not-path",
      ...details,
      reason: "NixOS accepts text as a path only if it begins with a slash",
      fix: pathFix(text, option, isList),
    };
  }
  const meant = packageMeant(text, option, own);
  return {
    code: "text-not-package",
    ...details,
    reason: "a package is an attribute of pkgs; its name in quotes is only text",
    fix: meant === undefined ? "use a package, such as pkgs.git" : `use ${listed(meant, isList)}`,
  };
}

function kindOf(expects: TextProblem["expects"], isList: boolean): string {
  return isList ? `a list of ${expects === "path" ? "paths" : "packages"}` : `a ${expects}`;
}

/** A file or directory in the flake is no package. */
function pathDetails({ option, text, expects, isList }: TextProblem): Details {
  const details = { message: `${option} is a path, but NixOS expects ${kindOf(expects, isList)}`, value: text };
  const [, copier = "nix.path", file = ""] = /^(nix\.\w+)\("(.*)"\)$/.exec(text) ?? [];
  if (expects === "function") return { code: "not-a-function", ...details, ...adviceOnFunction(option, file, copier) };
  return {
    code: "path-not-package",
    ...details,
    reason: "a file of the flake is no package until a function of nixpkgs makes one from it",
    fix: `for a package that the file defines, use ${listed(`pkgs.callPackage(${text}, {})`, isList)}`,
  };
}

/** A flake as a whole. */
function inputDetails({ option, text, expects }: TextProblem): Details {
  const isPackage = expects === "package";
  return {
    code: isPackage ? "not-a-package" : "not-a-function",
    message: `${option} is a flake input, but NixOS expects a ${expects}`,
    value: text,
    reason: `a flake has ${isPackage ? "packages" : "overlays"} as outputs`,
    fix: isPackage
      ? `use one of its packages, such as ${text}.packages["x86_64-linux"].default`
      : `use one of its overlays, such as ${text}.overlays.default`,
  };
}

function adviceOnFunction(option: string, file: string, copier: string): Pick<Details, "reason" | "fix"> {
  if (!option.startsWith("nixpkgs.overlays")) {
    return { reason: "NixOS calls it", fix: 'use a Nix function: nix.fn(["ps"], …)' };
  }
  const isFile = /^[./]/.test(file) && !/[\s$]/.test(file);
  return {
    reason: "an overlay is a function; the file with the function has to be imported",
    fix: isFile ? `use nix.import(${copier}(${JSON.stringify(file)}))` : 'use nix.import(nix.file("./overlay.nix"))',
  };
}

const listed = (expression: string, isList: boolean): string => (isList ? `[${expression}]` : expression);

/** Options with secrets, which must not be in the flake: anyone with the image can read it. */
const namesSecret = /(?:password|passwd|secret|token|credential|private|environment)\w*(?:\[\d+\])?$/i;

function pathFix(text: string, option: string, isList: boolean): string {
  const [, inside, rest = ""] = /^\$\{(pkgs\.[\w.-]+)\}(.*)$/.exec(text) ?? /^(pkgs\.[\w.-]+)(\/.*)$/.exec(text) ?? [];
  if (inside !== undefined) return `use ${listed(`nix.str\`\${${inside}}${rest}\``, isList)}`;
  if (namesSecret.test(option)) {
    return 'use a path on the machine, such as "/run/secrets/name": anyone with the image can read files in the flake';
  }
  if (text === "" || /[\s$:]/.test(text) || text.startsWith("~")) return "use a path that begins with a slash";
  const file = text.startsWith(".") ? text : `./${text}`;
  const call = file.endsWith("/") ? "nix.directory" : "nix.file";
  const fix = `use ${listed(`${call}(${JSON.stringify(file)})`, isList)}`;
  return text.startsWith(".") ? fix : `${fix} for a file of the project, or begin the path with a slash`;
}
