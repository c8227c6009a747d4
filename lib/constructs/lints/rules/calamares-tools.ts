import { printExpression } from "../../../nix";
import { optionDefinitions } from "../../collect/options/option-definitions";
import type { HostDefinitions } from "../host-definitions";
import type { Lint } from "../lint";
import { isBoolean } from "../values";

const disable = "system.disableInstallerTools";
const packages = "environment.systemPackages";
const neededTools = ["nixos-generate-config", "nixos-install", "nixos-version"] as const;
/** Searched as a whole, because releases without it reject any option below. */
const switches = "system.tools";

/** Source: modules/nixos/main.py of calamares-nixos-extensions. */
export const calamaresTools: Lint = {
  code: "calamares-tools",
  severity: "warning",
  options: [disable, packages, switches],
  check: (host) => {
    const [profile] = host.profiles.filter(({ contents }) => contents.hasCalamares);
    if (profile === undefined || host.mayBeHidden(packages)) return [];
    const missing = neededTools.filter((tool) => !mayHave(host, tool));
    if (missing.length === 0) return [];
    return host
      .strongestOf(disable)
      .filter(({ value, isConditional }) => isBoolean(value, true) && !isConditional)
      .map(({ module }) => ({
        module,
        message: `Calamares lacks ${missing.join(", ")}`,
        value: missing.join(", "),
        reason: `Calamares, the graphical installer of the profile ${profile.name}, runs these programs`,
        fix: host.facts.hasToolSwitches
          ? "add them to tools of InstallerTools, or omit tools"
          : "omit tools of InstallerTools: it then keeps all tools of NixOS",
      }));
  },
};

function mayHave(host: HostDefinitions, tool: string): boolean {
  const own = host
    .definitionsOf(switches)
    .flatMap(({ value }) => optionDefinitions(value).filter(({ path }) => path[0] === tool));
  if (own.length > 0) return own.some(({ value }) => !isBoolean(value, false));
  return host.definitionsOf(packages).some(({ value }) => printExpression(value).includes(tool));
}
