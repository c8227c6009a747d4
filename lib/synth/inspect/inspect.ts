import * as path from "node:path";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import {
  evaluateImageParts,
  evaluatePackages,
  findIsoSync,
  findNix,
  isIsoSync,
  readBuildRecordSync,
  readIsoSync,
  tryReadManifest,
  type BuildRecord,
  type NixosHost,
  type NixTool,
  type PackageInformation,
  type StorePath,
} from "../../effects";
import { attributed } from "../attributed";
import { nixSettings } from "../nix-settings";
import { tryNixosHost } from "../nixos-host";
import { packageOf } from "../package-of";
import { whileLocked, withStaging } from "../program";
import type { Reporter, SynthRequest } from "../request";
import { listeningOf } from "../stand-in";
import { selectTarget, type Target } from "../targets";
import { step, type Step } from "../task";
import { bootEntries, isBootMenu } from "./boot-entries";
import { hostNotInspected, imageNotBuilt, imageOutdated } from "./errors";
import { imageClosure } from "./image-closure";
import type { Inspection } from "./inspection";
import { inspectedPackages, inspectedPaths, totalSize } from "./packages";
import { inspectConstructs } from "./without-constructs";

/** What is to be looked into. */
export interface InspectRequest extends Omit<SynthRequest, "hosts" | "until" | "force" | "frozenLocks"> {
  readonly host: string;
  /** Also tell what each construct brings, which takes an evaluation and a build of the system for each. */
  readonly withConstructs: boolean;
}

/**
 * What is inside the ISO of a host that was built last: the program is not run, and the output and its ISO are left as they
 * are.
 */
export function inspectHost(request: InspectRequest, reporter: Reporter): Step<Inspection> {
  const inspection = withStaging(request, (staging) =>
    pipe(
      TE.fromNullable(imageNotBuilt(request.host))(tryReadManifest(request.output)),
      TE.chainEitherK((manifest) => selectTarget(manifest, request.host)),
      TE.chain((target) =>
        step(() => inspect(request, target, builtOf(request, target), path.join(staging.tree, "without"), reporter)),
      ),
    ),
  );
  return whileLocked(request, reporter, inspection);
}

type Built = BuildRecord["hosts"][string];

function builtOf({ output, nix }: InspectRequest, { name }: Target): Built {
  const built = readBuildRecordSync(output).hosts[name];
  if (built === undefined || !isIsoSync(name, built.storePath, nix.store, built.size)) throw imageNotBuilt(name);
  return built;
}

async function inspect(
  request: InspectRequest,
  target: Target,
  built: Built,
  scratch: string,
  reporter: Reporter,
): Promise<Inspection> {
  const { name, flake, host: declared } = target;
  const tool = await findNix(nixSettings(request));
  const host = tryNixosHost(target, request.output);
  if (host === undefined) throw hostNotInspected(name, declared.installable);
  reporter.step(`evaluating ${name}`, "evaluate");
  const parts = await attributed(
    evaluateImageParts(tool, host, host.image, listeningOf(reporter)),
    { flake, tree: request.output, attribute: declared.installable },
    { tool: () => Promise.resolve(tool), request, reporter },
  );
  if (parts.image !== built.drvPath) throw imageOutdated(name, path.basename(request.output));
  const closure = await imageClosure(tool, host, parts, reporter);
  const paths = inspectedPaths(closure, await packagesKnown(tool, host, closure, reporter));
  const { iso, size } = findIsoSync(name, built.storePath, request.nix.store);
  return {
    host: name,
    release: declared.release,
    system: declared.system,
    iso,
    size,
    sha256: built.sha256,
    ...isoContents(iso),
    isOfflineBase: paths.some(({ path: file }) => file.endsWith(".deb")),
    kernel: parts.kernel,
    closure: { size: totalSize(paths), paths },
    packages: inspectedPackages(paths),
    constructs: request.withConstructs
      ? await inspectConstructs({ tool, host, target, closure, reporter }, scratch)
      : null,
  };
}

function isoContents(iso: string): Pick<Inspection, "volumeId" | "bootEntries" | "contents"> {
  return readIsoSync(iso, ({ volumeId, entries, readText }) => ({
    volumeId,
    bootEntries: entries
      .filter(({ path: file }) => isBootMenu(file))
      .flatMap(({ path: file }) => bootEntries(file, readText(file) ?? "")),
    contents: entries,
  }));
}

/** Of packages of Debian nixpkgs knows nothing. */
async function packagesKnown(
  tool: NixTool,
  host: NixosHost,
  closure: readonly StorePath[],
  reporter: Reporter,
): Promise<readonly PackageInformation[]> {
  const packages = closure.map((each) => packageOf(each.path)).filter((each) => !each.isDebian);
  const names = [...new Set(packages.filter(({ version }) => version !== "").map((each) => each.name))];
  reporter.step("asking for the licences of packages", "evaluate");
  return evaluatePackages(tool, host, names, listeningOf(reporter));
}
