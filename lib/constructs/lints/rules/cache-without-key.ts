import type { HostDefinitions } from "../host-definitions";
import type { Lint } from "../lint";
import { isBoolean, settingItems } from "../values";

const caches = ["nix.settings.substituters", "nix.settings.extra-substituters"] as const;
const keys = ["nix.settings.trusted-public-keys", "nix.settings.extra-trusted-public-keys"] as const;
const signatures = "nix.settings.require-sigs";
const text = "nix.extraOptions";

/** Source: nix.conf(5), trusted-public-keys and require-sigs. */
export const cacheWithoutKey: Lint = {
  code: "cache-without-key",
  severity: "warning",
  options: [...caches, ...keys, signatures, text],
  check: (host) => {
    const isTrusted =
      [...keys, text].some((option) => host.definitionsOf(option).length > 0 || host.mayBeHidden(option)) ||
      host.definitionsOf(signatures).some(({ value }) => !isBoolean(value, true));
    return isTrusted ? [] : caches.flatMap((option) => untrusted(host, option));
  },
};

function untrusted(host: HostDefinitions, option: string): ReturnType<Lint["check"]> {
  return host.strongestOf(option).flatMap(({ module, value }) => {
    const [cache] = (settingItems(value) ?? []).filter(needsKey);
    if (cache === undefined) return [];
    return {
      module,
      message: `the binary cache ${cache} has no public key`,
      value: cache,
      reason: "Nix rejects all paths from a cache whose key it does not trust",
      fix: 'add the key to nix.settings.trusted-public-keys, or use NixSettings with caches: [{ url, publicKey: "…" }]',
    };
  });
}

/** False for caches whose paths need no signature, and for cache.nixos.org and its mirrors, whose key NixOS knows. */
function needsKey(cache: string): boolean {
  const isSigned = /^(?:https?|s3|ssh|ssh-ng|file):\/\//.test(cache) && !/[?&]trusted=(?:1|true)\b/.test(cache);
  return isSigned && !/^https?:\/\/cache\.nixos\.org\/?$/.test(cache) && !/\/nix-channels\/store\/?$/.test(cache);
}
