import * as path from "node:path";
import { isFailure } from "../../../platform/failure";
import { pingStore } from "../../../platform/nix/remote/ping-store";
import { flakeLockFile } from "../../../project/lock-file/lock-file-name";
import { readLockFileSync, type Attributes } from "../../../project/lock-file/lock-file";
import { skippedWithoutNix, type Check, type Examined, type Finding } from "../finding";

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
  const skipped = (reason: string): Finding => ({ check: "network", status: "ok", message: `not needed: ${reason}` });
  if (isFailure(nix)) return skippedWithoutNix("network");
  if (onOfflineBase) return skipped("the offline base consists of packages from apt");
  if (settings.offline === true) return skipped("the build is offline");
  const sources = [...inputSources(examined), ...cacheSources(examined)];
  if (sources.length === 0) return skipped("nothing is fetched over the network");
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
    return { check: "network", status: "ok", message: `reachable: ${sources.map(hostOf).join(", ")}` };
  }
  return purposes.flatMap((purpose) => {
    const unreachable = failed.filter(({ source }) => source.purpose === purpose);
    return unreachable.length === 0 ? [] : [describeUnreachable(purpose, unreachable)];
  });
};

function describeUnreachable(purpose: Source["purpose"], unreachable: readonly Unreachable[]): Finding {
  const isInput = purpose === "inputs";
  const hosts = unreachable.map(({ source, reason }) => `${hostOf(source)} (${shortened(reason)})`);
  return {
    check: "network",
    status: isInput ? "error" : "warning",
    message: `cannot reach ${hosts.join(", ")}`,
    reason: isInput
      ? "Nix fetches nixpkgs and the other inputs of the flake from there"
      : "without its binary caches, Nix builds everything from source",
    fix: isInput
      ? "connect this machine to the network, set https_proxy, or build on the offline base with --nixpkgs embedded"
      : "connect this machine to the network, set https_proxy, or remove the cache from nix.conf and cdk.json",
  };
}

/** An error of Nix without the address and curl's error number. */
function shortened(reason: string): string {
  return reason.replace(/^error: (?:unable to download '[^']*': )?/, "").replace(/ \(\d+\)(?: .*)?$/, "");
}

const hostOf = ({ address }: Source): string => new URL(address).host;

function inputSources({ projectDirectory, lockFiles, nixpkgs }: Examined): readonly Source[] {
  const names = lockFiles.length === 0 ? [flakeLockFile] : lockFiles;
  const addresses = names.flatMap((name) => {
    const lock = tryReadLock(path.resolve(projectDirectory, name));
    if (lock === undefined) return nixpkgsAddresses(nixpkgs ?? "github:NixOS/nixpkgs");
    return Object.values(lock.nodes).flatMap(({ locked }) => (locked === undefined ? [] : addressOf(locked)));
  });
  return [...new Set(addresses)].map((address): Source => ({ address, purpose: "inputs" }));
}

/** The addresses for a reference that is not locked yet; none for a local one. */
function nixpkgsAddresses(reference: string): readonly string[] {
  // Nix looks up a branch in one place, and fetches it from another.
  if (reference.startsWith("github:")) return ["https://api.github.com", "https://github.com"];
  const [, address] = /^(?:git\+|tarball\+)?(https?:\/\/[^/]+)/.exec(reference) ?? [];
  return address === undefined ? [] : [address];
}

function tryReadLock(file: string): ReturnType<typeof readLockFileSync> {
  try {
    return readLockFileSync(file);
  } catch (error) {
    // synth reports what is wrong with it.
    if (isFailure(error)) return undefined;
    throw error;
  }
}

/** The address that Nix fetches an input from; none for local inputs, and for those fetched over ssh. */
function addressOf({ type, host, url }: Attributes): readonly string[] {
  const defaults: Record<string, string> = { github: "github.com", gitlab: "gitlab.com", sourcehut: "git.sr.ht" };
  const known = defaults[String(type)];
  if (known !== undefined) return [`https://${String(host ?? known)}`];
  return typeof url === "string" && /^https?:/.test(url) ? [new URL(url).origin] : [];
}

function cacheSources({ settings, config }: Examined): readonly Source[] {
  const words = settings.options?.substituters ?? config.get("substituters") ?? "";
  const caches = settings.substituters ?? words.split(" ");
  const known = [...new Set(caches)].filter((address) => /^https?:\/\//.test(address));
  return known.map((address): Source => ({ address: address.replace(/\?.*$/s, ""), purpose: "caches" }));
}
