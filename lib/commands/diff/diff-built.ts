import { isBuiltSync } from "../../pipeline/build/build-result";
import { FlakeSources } from "../../pipeline/evaluate/flake-sources";
import { diffClosures, type Closure, type PackageDifference } from "../../pipeline/image/diff-closures";
import { totalSize } from "../../pipeline/image/packages";
import { lockFlakes } from "../../pipeline/lock/lock";
import { logListener, type Reporter } from "../../pipeline/reporter";
import { effectiveNixSettings, type SynthRequest } from "../../pipeline/request";
import type { Target } from "../../pipeline/targets";
import { buildDerivations, closureOf } from "../../platform/nix/build";
import { evaluateDerivation } from "../../platform/nix/evaluate";
import { findNix, type NixTool } from "../../platform/nix/tool";
import { buildOf, readBuildRecordSync } from "../../project/results/build-record";
import { findIsoSync } from "../../project/results/iso-file";

/** A size before and after, in bytes; null if there is nothing to measure. */
export interface SizeDifference {
  readonly before: number | null;
  readonly after: number | null;
}

/** How the build results of a host differ. */
export interface BuiltDifference {
  readonly host: string;
  /** Null for a machine. */
  readonly iso: SizeDifference | null;
  /** The size of all packages of the system, unpacked. */
  readonly closure: SizeDifference;
  readonly packages: readonly PackageDifference[];
}

/**
 * Builds the hosts of a staged tree and compares them with the latest builds of the output. Nix cannot see the packages
 * inside the compressed ISO, so the systems that the ISOs contain are compared.
 */
export async function diffBuilt(
  request: SynthRequest,
  reporter: Reporter,
  tree: string,
  targets: readonly Target[],
): Promise<readonly BuiltDifference[]> {
  const tool = await findNix(effectiveNixSettings(request));
  const record = readBuildRecordSync(request.output);
  const context = { tool: () => Promise.resolve(tool), request: { ...request, until: "plan" as const }, reporter };
  const flakes = [...new Set(targets.map(({ flake }) => flake))];
  await lockFlakes({ ...context, known: record.locks }, tree, flakes);
  const differences: BuiltDifference[] = [];
  const [old, fresh] = [new FlakeSources(context, request.output), new FlakeSources(context, tree)];
  for (const target of targets) {
    const { name, host } = target;
    const last = buildOf(record, name, request.profile?.name);
    const isBuilt = last !== undefined && isBuiltSync(target, last, request.nix.store);
    const isImage = host.kind === "image";
    const iso = isImage ? await build(tool, reporter, fresh, target, host.installable) : "";
    const after = await closureOf(tool, await build(tool, reporter, fresh, target, systemOf(host.installable)));
    const before: Closure = isBuilt
      ? await closureOf(tool, await build(tool, reporter, old, target, systemOf(host.installable)))
      : [];
    differences.push({
      host: name,
      iso: isImage
        ? { before: isBuilt ? last.size : null, after: findIsoSync(name, iso, request.nix.store).size }
        : null,
      closure: { before: isBuilt ? totalSize(before) : null, after: totalSize(after) },
      packages: diffClosures(before, after),
    });
  }
  return differences;
}

/** The attribute of the system inside an ISO, or of the ISO itself if it is not built by the NixOS ISO module. */
function systemOf(installable: string): string {
  return installable.replace(/\.build\.isoImage$/, ".build.toplevel");
}

async function build(
  tool: NixTool,
  reporter: Reporter,
  sources: FlakeSources,
  target: Target,
  attribute: string,
): Promise<string> {
  const { name } = target;
  const listener = logListener(reporter);
  const directory = await sources.directoryOf(target);
  reporter.step(`evaluating ${attribute}`, "evaluate");
  const source = { directory, attribute };
  const derivation = await evaluateDerivation(tool, source, name, listener);
  reporter.step(`building ${name}`, "build");
  return (await buildDerivations(tool, [derivation], [name], listener)).get(derivation) ?? "";
}
