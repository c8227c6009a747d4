import { describeResults, isBuiltSync } from "../../pipeline/build/build-result";
import { evaluateInParallel, type ParallelContext } from "../../pipeline/evaluate/evaluate-in-parallel";
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
 * Builds the hosts of a staged tree, and compares them with the latest builds of the output. Nix cannot see the packages
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
  const [old, fresh] = [new FlakeSources(context, request.output), new FlakeSources(context, tree)];
  const compared = targets.map((target) => {
    const { name, host } = target;
    const last = buildOf(record, name, request.profile?.name);
    const isBuilt = last !== undefined && isBuiltSync(target, last, request.nix.store);
    const system = systemOf(host.installable);
    return {
      target,
      last: isBuilt ? last : undefined,
      iso: host.kind === "image" ? { name: host.installable, target, sources: fresh } : undefined,
      before: isBuilt ? { name: system, target, sources: old } : undefined,
      after: { name: system, target, sources: fresh },
    };
  });
  const storePathOf = await build(
    { ...context, tool },
    compared.flatMap(({ iso, before, after }) => [iso ?? [], before ?? [], after].flat()),
  );
  const differences: BuiltDifference[] = [];
  for (const each of compared) {
    const { name } = each.target;
    const after = await closureOf(tool, storePathOf(each.after));
    const before: Closure = each.before === undefined ? [] : await closureOf(tool, storePathOf(each.before));
    const last = each.last;
    differences.push({
      host: name,
      iso:
        each.iso === undefined
          ? null
          : {
              before: last?.size ?? null,
              after: findIsoSync(name, storePathOf(each.iso), request.nix.store).size,
            },
      closure: { before: last === undefined ? null : totalSize(before), after: totalSize(after) },
      packages: diffClosures(before, after),
    });
  }
  return differences;
}

/** The attribute of the system inside an ISO, or of the ISO itself if it is not built by the NixOS ISO module. */
function systemOf(installable: string): string {
  return installable.replace(/\.build\.isoImage$/, ".build.toplevel");
}

/** An attribute of a host in a tree. */
interface Wanted {
  /** The attribute. */
  readonly name: string;
  readonly target: Target;
  readonly sources: FlakeSources;
}

/** Builds attributes with one command of Nix. Returns a function for the store path of each. */
async function build(
  context: ParallelContext & { readonly tool: NixTool },
  wanted: readonly Wanted[],
): Promise<(each: Wanted) => string> {
  const { tool, reporter } = context;
  const { results } = await evaluateInParallel(context, wanted, async ({ name, target, sources }, own) => {
    const source = { directory: await sources.directoryOf(target), attribute: name };
    return evaluateDerivation(tool, source, target.name, logListener(own));
  });
  const targets = [...new Set(wanted.map(({ target }) => target))];
  const derivations = [...new Set(results.values())];
  reporter.step(`building ${targets.map(({ name }) => name).join(", ")}`, "build");
  const storePaths = await buildDerivations(tool, derivations, describeResults(targets), logListener(reporter));
  return (each) => storePaths.get(results.get(each) ?? "") ?? "";
}
