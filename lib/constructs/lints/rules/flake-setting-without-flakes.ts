import type { HostDefinitions } from "../host-definitions";
import type { Lint } from "../lint";
import { settingItems, shownValue, textOf } from "../values";

/**
 * Settings that Nix ignores with a warning while the feature is disabled, tested with Nix 2.26. The rule was added in
 * NixOS/nix#8196 in 2023, before the Nix of NixOS 24.05; Nix 2.8 does not have it.
 */
const settings = [
  ...(["accept-flake-config", "commit-lock-file-summary", "commit-lockfile-summary"] as const),
  ...(["flake-registry", "use-registries"] as const),
];
const features = ["nix.settings.experimental-features", "nix.settings.extra-experimental-features"] as const;
const text = "nix.extraOptions";

/** Source: `checkPhase` of nix.conf in nixos/modules/config/nix.nix. */
export const flakeSettingWithoutFlakes: Lint = {
  code: "flake-setting-without-flakes",
  severity: "warning",
  options: [...settings.map((name) => `nix.settings.${name}`), ...features, text],
  check: (host) =>
    mayHaveFlakes(host)
      ? []
      : settings.flatMap((name) =>
          host.definitionsOf(`nix.settings.${name}`).map(({ module, value }) => ({
            module,
            message: `nix.settings.${name} requires flakes, which are disabled`,
            value: shownValue(value),
            reason: "Nix ignores the setting with a warning, and NixOS fails to build a nix.conf with warnings",
            fix: 'add "flakes" to nix.settings.experimental-features, use NixSettings, or remove the setting',
          })),
        ),
};

function mayHaveFlakes(host: HostDefinitions): boolean {
  if ([...features, text].some((option) => host.mayBeHidden(option))) return true;
  return (
    features.some((option) =>
      host.definitionsOf(option).some(({ value }) => settingItems(value)?.includes("flakes") ?? true),
    ) || host.definitionsOf(text).some(({ value }) => textOf(value)?.includes("flakes") ?? true)
  );
}
