import { memberPath } from "../../../nix";
import type { IssueDetails } from "../../core";

type Advice = Pick<IssueDetails, "reason" | "fix">;

/** Why a flake cannot evaluate `/x`, `~/x`, or `<nixpkgs/x>`, and what to write instead, in a program or in a Nix module. */
export function impurePathAdvice(text: string, language: "TypeScript" | "Nix"): Advice {
  const isNix = language === "Nix";
  if (text.startsWith("/")) {
    if (/^\/(?:run|var|proc|sys|dev|tmp)(?:\/|$)/.test(text)) {
      return {
        reason: "Nix evaluates a flake before the system runs, and reads no files outside of it",
        fix: "have the system read the file at run time: pass its path as a string",
      };
    }
    const name = text.replace(/^.*\//, "./");
    const call = text.endsWith(".nix") ? "nix.module" : "nix.file";
    return {
      reason: "Nix reads no files outside of a flake when it evaluates one",
      fix: isNix
        ? "move the file next to this one, and write ./ before its name"
        : `copy the file into the project, and from there into the flake: ${call}(${JSON.stringify(name)})`,
    };
  }
  if (!text.startsWith("<")) {
    return {
      reason: "a flake cannot read files of your home directory",
      fix: isNix
        ? "move the file next to this one, and write ./ before its name"
        : "move the file into the project, and copy it into the flake: nix.file(…)",
    };
  }
  const [name = "", ...rest] = text.slice(1, -1).split("/");
  return { reason: "Nix has no search path (NIX_PATH) when it evaluates a flake", fix: fixOf(name, rest, isNix) };
}

function fixOf(name: string, rest: readonly string[], isNix: boolean): string {
  const string = (base: string, names: readonly string[]): string =>
    isNix ? `"\${${base}}/${names.join("/")}"` : `nix.str\`\${${base}}/${names.join("/")}\``;
  if (name !== "nixpkgs") {
    const input = isNix ? `inputs.${name}` : memberPath(["inputs", name]);
    return `add ${name} to the inputs of the Flake, and use ${input}${isNix ? ", with inputs in the arguments of the module" : ""}`;
  }
  const [first, second, ...module] = rest;
  if (first === "nixos" && second === "modules" && module.length > 0) {
    return `use ${string("modulesPath", module)}${isNix ? ", with modulesPath in the arguments of the module" : ""}`;
  }
  return rest.length === 0 ? "use pkgs" : `use ${string("inputs.nixpkgs", rest)}`;
}
