import { isFailure } from "../../../platform/failure";
import { asRoot, hasDebianPackages } from "../../../platform/install-command";
import { pingStore } from "../../../platform/nix/remote/ping-store";
import { skippedWithoutNix, type Check, type Examined, type Finding } from "../finding";
import { inputAddresses } from "./input-addresses";

/** Enough for a slow proxy, and short for a person who waits. */
const limitSeconds = 15;

/** Nix retries downloads for a quarter of a minute by default. */
const once = ["--option", "download-attempts", "1", "--option", "connect-timeout", "5"];

/** A host that a build fetches from, and what it fetches there. */
interface Source {
  readonly address: string;
  readonly purpose: (typeof purposes)[number];
}

const purposes = ["inputs", "caches"] as const;

/** A host that does not answer. */
interface Unreachable {
  readonly source: Source;
  readonly reason: string;
}

/**
 * Checks that the hosts of the flake's inputs and the binary caches can be reached. Nix itself connects, so that proxies and
 * certificates count as in a build.
 */
export const checkNetwork: Check = async (examined) => {
  const { nix, onOfflineBase, settings } = examined;
  const found = (message: string): Finding => ({ check: "network", status: "ok", message });
  if (isFailure(nix)) return skippedWithoutNix("network");
  if (settings.offline === true) return found("not needed: the build is offline");
  // The offline base uses no binary cache, and apt has its own proxies and certificates.
  const sources = [...inputSources(examined), ...(onOfflineBase ? [] : cacheSources(examined))];
  const unchecked = onOfflineBase
    ? `not checked: apt's mirrors (to check, run ${asRoot("apt-get update")})`
    : undefined;
  if (sources.length === 0) return found(unchecked ?? "not needed: nothing is fetched over the network");
  const tool = { ...nix, args: [...nix.args, ...once] };
  const answers = await Promise.all(
    sources.map(async (source): Promise<readonly Unreachable[]> => {
      const answer = await pingStore(tool, source.address, limitSeconds);
      // Any answer over HTTP shows that the host is reachable.
      if (answer.answers || /does not appear to be a binary cache|HTTP error [1-5]/.test(answer.reason)) return [];
      return [{ source, reason: answer.reason }];
    }),
  );
  const failed = answers.flat();
  if (failed.length === 0) {
    return found(
      [`reachable: ${sources.map(hostOf).join(", ")}`, ...(unchecked === undefined ? [] : [unchecked])].join("; "),
    );
  }
  return purposes.flatMap((purpose) => {
    const unreachable = failed.filter(({ source }) => source.purpose === purpose);
    return unreachable.length === 0 ? [] : [describeUnreachable(purpose, unreachable, examined)];
  });
};

function describeUnreachable(
  purpose: Source["purpose"],
  unreachable: readonly Unreachable[],
  { onOfflineBase }: Examined,
): Finding {
  const isInput = purpose === "inputs";
  const hosts = unreachable.map(({ source, reason }) => `${hostOf(source)} (${shortened(reason)})`);
  return {
    check: "network",
    status: isInput ? "error" : "warning",
    message: `cannot reach ${hosts.join(", ")}`,
    reason: isInput
      ? `Nix fetches ${onOfflineBase ? "inputs" : "nixpkgs and the other inputs"} of the flake from there`
      : "without its binary caches, Nix builds everything from source",
    fix: isInput
      ? onOfflineBase || !hasDebianPackages()
        ? "connect this machine to the network, or set https_proxy"
        : "connect this machine to the network, set https_proxy, or build on the offline base with --nixpkgs embedded"
      : "connect this machine to the network, set https_proxy, or remove the cache from nix.conf and cdk.json",
  };
}

/** An error of Nix without the address and curl's error number. */
function shortened(reason: string): string {
  return reason.replace(/^error: (?:unable to download '[^']*': )?/, "").replace(/ \(\d+\)(?: .*)?$/, "");
}

const hostOf = ({ address }: Source): string => new URL(address).host;

function inputSources(examined: Examined): readonly Source[] {
  return inputAddresses(examined).map((address): Source => ({ address, purpose: "inputs" }));
}

function cacheSources({ settings, config }: Examined): readonly Source[] {
  const words = settings.options?.substituters ?? config.get("substituters") ?? "";
  const caches = settings.substituters ?? words.split(" ");
  const known = [...new Set(caches)].filter((address) => /^https?:\/\//.test(address));
  return known.map((address): Source => ({ address: address.replace(/\?.*$/s, ""), purpose: "caches" }));
}
