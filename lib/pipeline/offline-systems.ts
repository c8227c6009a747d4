import { releaseFacts } from "../constructs/core/release-facts";
import { isRelease, parseSourceLocation, type Issue } from "../model";
import { systemsNotOffline } from "./errors";
import { embeddedNixpkgs, type SynthRequest } from "./request";
import type { Target } from "./targets";

/** The system of the Debian packages in the offline base. */
const offlineSystem = "x86_64-linux";

/** Rejects hosts of a system for which the offline base has no packages. */
export function checkOfflineSystems({ nixpkgs }: Pick<SynthRequest, "nixpkgs">, targets: readonly Target[]): void {
  const others = nixpkgs === embeddedNixpkgs ? targets.filter(({ host }) => host.system !== offlineSystem) : [];
  if (others.length > 0) throw systemsNotOffline(others.map(issueOf));
}

function issueOf({ name, flake, host }: Target): Issue {
  const origin = flake.files[`systems/${name.split("/").at(-1) ?? name}/default.nix`];
  const source = origin?.source === undefined ? undefined : parseSourceLocation(origin.source);
  return {
    severity: "error",
    code: "system-not-offline",
    constructPath: origin?.construct ?? name,
    message: `the offline base has no packages for ${host.system}`,
    value: JSON.stringify(host.system),
    reason: "it consists of Debian's amd64 packages",
    fix: `build on NixOS ${host.release} instead: remove "nixpkgs" from cdk.json, or pass --nixpkgs ${referenceOf(host.release)}`,
    ...(source === undefined ? {} : { source }),
  };
}

const referenceOf = (release: string): string => releaseFacts(isRelease(release) ? release : "unstable").flakeReference;
