import * as path from "node:path";
import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { pipe } from "fp-ts/function";
import { isUpToDate } from "../../pipeline/build/last-build";
import type { Reporter } from "../../pipeline/reporter";
import type { SynthRequest } from "../../pipeline/request";
import { step, type Step } from "../../pipeline/step";
import { synthHosts } from "../../pipeline/synth-hosts";
import { imagesOnly, isGlob, selectTargets, type Target } from "../../pipeline/targets";
import { readTextsSync } from "../../platform/files/read-texts";
import { tryReadManifest } from "../../project/output/manifest";
import { buildOf, readBuildRecordSync } from "../../project/results/build-record";
import { findIsoSync, isIsoSync } from "../../project/results/iso-file";
import { hostNotNamed, isoNotBuilt, isoOutdated, outdatedRejected, systemNotBooted } from "./errors";

/** A host's ISO. */
export interface HostImage {
  /** Name of the host. */
  readonly host: string;
  /** The host in the manifest. */
  readonly target: Target;
  /** Absolute path of the ISO. */
  readonly iso: string;
  /** In bytes. */
  readonly size: number;
  /** Directory of the flake, absolute. */
  readonly flakeDirectory: string;
  /** The contents of the host's modules that are in the tree. */
  readonly texts: readonly string[];
}

/**
 * Returns the ISO of a host, built first if it is out of date. With `until: "tree"`, does not run the program or build:
 * returns the latest ISO, and warns if it is out of date.
 */
export function hostImage(request: SynthRequest, host: string, reporter: Reporter): Step<HostImage> {
  // Nothing is built for a mistyped command.
  if (isGlob(host)) return TE.left(hostNotNamed(host));
  const built =
    request.until === "tree" ? TE.right([]) : synthHosts({ ...request, hosts: [host], imagesOnly: true }, reporter);
  return pipe(
    built,
    TE.chain(() => {
      const manifest = tryReadManifest(request.output);
      if (manifest === undefined) return TE.left(isoNotBuilt(host, false));
      return TE.fromEither(
        pipe(
          selectTargets(manifest, [host]),
          E.chain((targets) => imagesOnly(manifest, targets)),
          E.chain((targets) => E.fromNullable(isoNotBuilt(host, false))(targets[0])),
        ),
      );
    }),
    TE.chain((target) => step(() => imageOf(request, target, reporter))),
  );
}

function imageOf(request: SynthRequest, target: Target, reporter: Reporter): HostImage {
  const { name, flake, host } = target;
  if (host.system !== "x86_64-linux") throw systemNotBooted(name, host.system);
  const record = readBuildRecordSync(request.output);
  const built = buildOf(record, name, request.profile?.name);
  if (built === undefined) throw isoNotBuilt(name, false);
  const { store } = request.nix;
  if (!isIsoSync(name, built.storePath, store, built.size)) throw isoNotBuilt(name, true);
  if (request.until === "tree") {
    reporter.step("using the latest ISO; the program was not run");
    // The machine's Nix and its settings do not change what the ISO contains.
    if (!isUpToDate(record, built, request, target)) reportOutdated(request, name, reporter);
  }
  const flakeDirectory = path.join(request.output, flake.directory);
  return {
    host: name,
    target,
    ...findIsoSync(name, built.storePath, store),
    flakeDirectory,
    texts: hostTexts(flakeDirectory, target),
  };
}

/** The contents of the modules of a host and its class. */
export function hostTexts(flakeDirectory: string, { name, flake, host }: Target): readonly string[] {
  const isOfHost = (file: string): boolean =>
    file.startsWith(`systems/${name.split("/").at(-1) ?? ""}/`) ||
    (host.class !== null && file.startsWith(`modules/${host.class}/`));
  return [...readTextsSync(flakeDirectory, Object.keys(flake.files).filter(isOfHost)).values()];
}

/** Warns that the ISO is out of date. With `--strict`, this is an error. */
function reportOutdated(request: SynthRequest, host: string, reporter: Reporter): void {
  if (request.strict) throw outdatedRejected(host);
  reporter.issue(isoOutdated(host));
}
