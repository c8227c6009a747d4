import { isFailure, type NixTool } from "../effects";
import type { ManifestSizeLimit } from "../model";
import { imagesTooLarge, type TooLargeImage } from "./errors";
import { FlakeSources } from "./flake-source";
import { tryNixosHost } from "./nixos-host";
import type { Reporter, SynthRequest } from "./request";
import type { Target } from "./targets";

/** What finding the largest packages takes. */
interface Context {
  readonly tool: () => Promise<NixTool>;
  readonly request: SynthRequest;
  readonly reporter: Reporter;
}

/** A built ISO. */
interface SizedImage {
  readonly target: Target;
  /** In bytes. */
  readonly size: number;
}

/** @throws a failure of kind `build` that tells of every ISO that is larger than its host lets it be. */
export async function refuseTooLarge(context: Context, images: readonly SizedImage[]): Promise<void> {
  const tooLarge: TooLargeImage[] = [];
  for (const { target, size } of images) {
    const limit: ManifestSizeLimit | undefined = target.host.maxSize;
    if (limit === undefined || size <= limit.bytes) continue;
    tooLarge.push({ host: target.name, size, limit, largest: await largestPackages(context, target) });
  }
  if (tooLarge.length > 0) throw imagesTooLarge(tooLarge);
}

const shownPackages = 5;

/** The largest packages in the store of an ISO; none where that cannot be told. */
async function largestPackages(context: Context, target: Target): Promise<TooLargeImage["largest"]> {
  const { tool, request, reporter } = context;
  const host = tryNixosHost(target, await new FlakeSources(context, request.output).directoryOf(target));
  if (host === undefined) return [];
  // Loaded when an image is too large, not by everyone who builds.
  const [{ evaluatedClosure }, { inspectedPackages, inspectedPaths }] = await Promise.all([
    import("./inspect/image-closure.js"),
    import("./inspect/packages.js"),
  ]);
  try {
    const closure = await evaluatedClosure(await tool(), host, reporter);
    return inspectedPackages(inspectedPaths(closure, [])).slice(0, shownPackages);
  } catch (error) {
    // That it is too large matters more than why its packages cannot be told.
    if (isFailure(error) && error.kind !== "machine") return [];
    throw error;
  }
}
