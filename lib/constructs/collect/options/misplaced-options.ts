import type { Issue } from "../../../model";
import type { ModulePart } from "./module-parts";

/**
 * Reports options next to `config` or `options` in a module, which NixOS rejects without naming the construct.
 * Source: lib/modules.nix of nixpkgs, `unifyModuleSyntax`.
 */
export function misplacedOptions(parts: readonly ModulePart[]): readonly Issue[] {
  return parts.flatMap(({ module, place, misplaced }): readonly Issue[] => {
    if (misplaced.length === 0) return [];
    const { constructPath, source } = module;
    return [
      {
        severity: "error",
        code: "misplaced-options",
        constructPath,
        message: `${place === "" ? "the module" : place.replace(/\.$/, "")} has options next to config or options: ${misplaced.join(", ")}`,
        reason: "if a module has one of these two, NixOS accepts options only in config",
        fix: "omit config, also in paths such as config.networking.hostName; or move all options into it",
        ...(source === undefined ? {} : { source }),
      },
    ];
  });
}
