import * as E from "fp-ts/Either";
import { printExpression, toExpression } from "../../nix";
import { constructsOf, hasMark, NixosModule, type Host, type ModuleContext } from "../core";
import { BootConfig } from "./boot-config";

/** The installer profile enables RAID, and `BootConfig` disables it unless one asks for it, as any other module can. */
export function hasRaid(host: Host, context: ModuleContext): boolean {
  const constructs = constructsOf(host);
  const configs = constructs.filter((construct) => BootConfig.isBootConfig(construct));
  if (configs.length > 0 && !configs.some(({ raid }) => raid)) return false;
  return constructs.every((construct) => {
    if (BootConfig.isBootConfig(construct) && !construct.raid) return true;
    const isOther = NixosModule.isNixosModule(construct) && !hasMark(construct, "LiveFixes");
    return !isOther || !disablesRaid(construct, context);
  });
}

function disablesRaid(module: NixosModule, context: ModuleContext): boolean {
  try {
    const { boot } = module.render(context) as { readonly boot?: { readonly swraid?: { readonly enable?: unknown } } };
    const enable = toExpression(boot?.swraid?.enable ?? null);
    return E.isRight(enable) && /^(?:lib\.mk(?:Force|ImageMediaOverride) )?false$/.test(printExpression(enable.right));
  } catch {
    // Its own rendering reports the error.
    return false;
  }
}
