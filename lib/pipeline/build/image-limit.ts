import type { ManifestSizeLimit } from "../../model";
import { isFailure } from "../../platform/failure";
import { tryNixosHost } from "../evaluate/flake-sources";
import type { InspectContext } from "../image/inspect-image";
import type { Target } from "../targets";
import { imagesTooLarge, type TooLargeImage } from "./errors";

/** A built ISO. */
interface SizedImage {
  readonly target: Target;
  /** Size in bytes. */
  readonly size: number;
}

/** Checks size limits. @throws a failure of kind `build` with every ISO that exceeds the limit of its host. */
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

/** The largest packages in the store of an ISO; empty if unknown. */
async function largestPackages(context: InspectContext, target: Target): Promise<TooLargeImage["largest"]> {
  const { tool, request, reporter } = context;
  const host = await tryNixosHost(context, target, request.output);
  if (host === undefined) return [];
  // Loaded only if an image is too large.
  const [{ evaluatedClosure }, { inspectedPackages, inspectedPaths }] = await Promise.all([
    import("../image/image-closure.js"),
    import("../image/packages.js"),
  ]);
  try {
    const closure = await evaluatedClosure(await tool(), host, reporter);
    return inspectedPackages(inspectedPaths(closure, [])).slice(0, shownPackages);
  } catch (error) {
    // The size error matters more than a failure to list packages.
    if (isFailure(error) && error.kind !== "machine") return [];
    throw error;
  }
}
