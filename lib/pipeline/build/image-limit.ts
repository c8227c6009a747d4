import type { ManifestSizeLimit } from "../../model";
import { isFailure } from "../../platform/failure";
import { tryNixosHost } from "../evaluate/flake-sources";
import type { InspectContext } from "../image/inspect-image";
import type { Target } from "../targets";
import { imagesTooLarge, type TooLargeImage } from "./errors";

/** A built ISO. */
interface SizedImage {
  readonly target: Target;
  /** In bytes. */
  readonly size: number;
}

/** @throws a failure of kind `build` that tells of every ISO that is larger than its host lets it be. */
export async function refuseTooLarge(context: InspectContext, images: readonly SizedImage[]): Promise<void> {
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
async function largestPackages(context: InspectContext, target: Target): Promise<TooLargeImage["largest"]> {
  const { tool, request, reporter } = context;
  const host = await tryNixosHost(context, target, request.output);
  if (host === undefined) return [];
  // Loaded when an image is too large, not by everyone who builds.
  const [{ evaluatedClosure }, { inspectedPackages, inspectedPaths }] = await Promise.all([
    import("../image/image-closure.js"),
    import("../image/packages.js"),
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
