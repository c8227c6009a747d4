import { createRequire } from "node:module";
import * as E from "fp-ts/Either";
import type Picomatch from "picomatch";
import type { Manifest, ManifestFlake, ManifestHost } from "../model";
import type { Failure } from "../platform/failure";
import type { SynthRequest } from "./request";
import { allHostsExcluded, hostsUnmatched, hostUnknown, hostWithoutImage, nothingToBuild } from "./errors";

/** A host to build. */
export interface Target {
  /** Name of the host, as `FLAKE/HOST` (`dotfiles/lilith`) if several flakes have a host with this name. */
  readonly name: string;
  readonly flake: ManifestFlake;
  readonly host: ManifestHost;
}

/** Every host of a program with its name on the command line, in manifest order. */
export function allTargets(manifest: Manifest): readonly Target[] {
  const all = Object.entries(manifest.flakes).flatMap(([flakeName, flake]) =>
    Object.entries(flake.hosts).map(([hostName, host]) => ({ flakeName, flake, hostName, host })),
  );
  return all.map(({ flakeName, flake, hostName, host }) => {
    const isAmbiguous = all.filter((other) => other.hostName === hostName).length > 1;
    return { name: isAmbiguous ? `${flakeName}/${hostName}` : hostName, flake, host };
  });
}

/** Selects a host by name. */
export function selectTarget(manifest: Manifest, name: string): E.Either<Failure, Target> {
  const all = allTargets(manifest);
  const known = all.map((target) => target.name);
  return E.fromNullable(hostUnknown(name, known, "use one of these names"))(all.find((target) => target.name === name));
}

/** Whether a request names hosts, to build or to omit: they must then exist even if nothing is built. */
export function namesHosts({ hosts, excluded = [] }: Pick<SynthRequest, "hosts" | "excluded">): boolean {
  return hosts.length + excluded.length > 0;
}

/**
 * Selects hosts by name or by a glob such as `web-*`, without duplicates; without names, all hosts. Hosts in `excluded`,
 * names or globs, are omitted.
 */
export function selectTargets(
  manifest: Manifest,
  names: readonly string[],
  excluded: readonly string[] = [],
): E.Either<Failure, readonly Target[]> {
  const all = allTargets(manifest);
  const namesOf = (targets: readonly Target[]): readonly string[] => targets.map(({ name }) => name);
  const matches = (name: string, target: Target): boolean =>
    target.name === name || (isGlob(name) && isMatch(target.name, name));
  const unknown = names.find((name) => !all.some((target) => matches(name, target)));
  if (unknown !== undefined) {
    return E.left(isGlob(unknown) ? hostsUnmatched(unknown, namesOf(all)) : hostUnknown(unknown, namesOf(all)));
  }
  // A glob that matches nothing excludes nothing, but a name that is no host is a typo.
  const unknownExcluded = excluded.find((name) => !isGlob(name) && !all.some((target) => target.name === name));
  if (unknownExcluded !== undefined) {
    return E.left(hostUnknown(unknownExcluded, namesOf(all), "pass names of hosts, or a glob, to --exclude"));
  }
  const named = all.filter((target) => names.length === 0 || names.some((name) => matches(name, target)));
  const chosen = named.filter((target) => !excluded.some((name) => matches(name, target)));
  if (chosen.length === 0 && named.length > 0) return E.left(allHostsExcluded(excluded, namesOf(named)));
  return chosen.length === 0 ? E.left(nothingToBuild()) : E.right(chosen);
}

/** Refuses targets that are machines, for commands that need an ISO. */
export function imagesOnly(manifest: Manifest, targets: readonly Target[]): E.Either<Failure, readonly Target[]> {
  const machine = targets.find(({ host }) => host.kind === "machine");
  if (machine === undefined) return E.right(targets);
  const images = allTargets(manifest).filter(({ host }) => host.kind === "image");
  const names = images.map(({ name }) => name);
  return E.left(hostWithoutImage(machine.name, names));
}

/** Whether a name is a glob: the name of a host has none of these characters. */
export function isGlob(name: string): boolean {
  return /[*?[{]/.test(name);
}

/** Without a slash, a glob is about the host's own name, in whichever flake. */
function isMatch(name: string, glob: string): boolean {
  // Loaded by those who use a glob.
  const picomatch = createRequire(__filename)("picomatch") as typeof Picomatch;
  return picomatch.isMatch(name, glob, { basename: !glob.includes("/") });
}
