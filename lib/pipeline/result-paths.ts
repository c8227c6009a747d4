import { onDisk } from "../platform/nix/store-path";
import type { SynthResult } from "./request";

/** The paths of what was built, as printed: of the ISO, or of the system of a machine; none in a plan. */
export function resultPaths(results: readonly SynthResult[], store: string | undefined): readonly string[] {
  return results.flatMap(({ iso, storePath }) => iso ?? (storePath === null ? [] : onDisk(storePath, store)));
}
