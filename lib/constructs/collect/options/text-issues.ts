import type { Issue } from "../../../model";
import { checkTextValues, type TextProblem } from "../../../options";
import type { ModulePart } from "./module-parts";
import { dataDefinitions } from "./option-definitions";

/** Reports text where NixOS takes a package or a path: in other languages, both are names in quotes. */
export function textIssues(parts: readonly ModulePart[]): readonly Issue[] {
  return parts.flatMap(({ module, place, definitions }) =>
    checkTextValues(definitions, dataDefinitions).map((problem): Issue => ({
      ...detailsOf({ ...problem, option: place + problem.option }),
      severity: "error",
      constructPath: module.constructPath,
      ...(module.source === undefined ? {} : { source: module.source }),
    })),
  );
}

/** The issues without those that say the same as these in general words. */
export function withoutTextIssues(issues: readonly Issue[], found: readonly Issue[]): readonly Issue[] {
  const reported = new Set(found.map(({ constructPath, value }) => `${constructPath} ${value ?? ""}`));
  return issues.filter(
    ({ code, constructPath, value }) => code !== "option-type" || !reported.has(`${constructPath} ${value ?? ""}`),
  );
}

type Details = Pick<Issue, "code" | "message" | "value" | "reason" | "fix">;

/** Options such as `fonts.packages` and `services.udev.packages` take paths, but only of packages. */
const namesPackages = /(?:packages?|storeContents|extraDependencies)(?:\[\d+\])?$/i;

function detailsOf({ option, text, expects: declared, isList }: TextProblem): Details {
  const expects = declared === "path" && namesPackages.test(option) && /^[\w-]+$/.test(text) ? "package" : declared;
  const value = JSON.stringify(text);
  const what = isList ? `a list of ${expects === "path" ? "paths" : "packages"}` : `a ${expects}`;
  const message = `${option} is text, but NixOS expects ${what}`;
  if (expects === "path" || (expects === "package or path" && /[./]/.test(text))) {
    return {
      code: "text-not-path",
      message,
      value,
      reason: "NixOS accepts text as a path only if it begins with a slash",
      fix: pathFix(text, isList),
    };
  }
  const meant = packageMeant(text);
  return {
    code: "text-not-package",
    message,
    value,
    reason: "a package is an attribute of pkgs; its name in quotes is only text",
    fix: meant === undefined ? "use a package, such as pkgs.git" : `use ${listed(meant, isList)}`,
  };
}

const listed = (expression: string, isList: boolean): string => (isList ? `[${expression}]` : expression);

/** The expression for a package that is written as text: `git`, `pkgs.git`, `nixpkgs#git`, or `${pkgs.git}`. */
function packageMeant(text: string): string | undefined {
  const [, inside] = /^\$\{(.*)\}$/.exec(text) ?? [];
  const name = (inside ?? text).trim().replace(/^(?:pkgs\.|nixpkgs[#.])/, "");
  if (!/^[\w+'-]+(?:\.[\w+'-]+)*$/.test(name)) return undefined;
  return name
    .split(".")
    .reduce((path, part) => (/^[A-Za-z_]\w*$/.test(part) ? `${path}.${part}` : `${path}["${part}"]`), "pkgs");
}

function pathFix(text: string, isList: boolean): string {
  const [, inside, rest = ""] = /^\$\{(pkgs\.[\w.-]+)\}(.*)$/.exec(text) ?? [];
  if (inside !== undefined) return `use ${listed(`nix.str\`\${${inside}}${rest}\``, isList)}`;
  if (text === "" || /[\s$:]/.test(text) || text.startsWith("~")) return "use a path that begins with a slash";
  const file = text.startsWith(".") ? text : `./${text}`;
  const call = file.endsWith("/") ? "nix.directory" : "nix.file";
  const fix = `use ${listed(`${call}(${JSON.stringify(file)})`, isList)}`;
  return text.startsWith(".") ? fix : `${fix} for a file of the project, or begin the path with a slash`;
}
