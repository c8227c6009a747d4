import { existsSync } from "node:fs";
import type { ManifestHost } from "../../model";
import { onDisk } from "../../platform/nix/store-path";
import type { RecordedBuild } from "../../project/results/build-record";
import { isIsoSync } from "../../project/results/iso-file";

/** A host of either kind. */
export interface HostOfKind {
  readonly name: string;
  readonly host: Pick<ManifestHost, "kind">;
}

/** The word for the result of a host: ISO or system. */
export function resultOf({ host }: HostOfKind): string {
  return host.kind === "image" ? "ISO" : "system";
}

/** Whether a host's build is still in the store. */
export function isBuiltSync(
  { name, host }: HostOfKind,
  { storePath, size }: Pick<RecordedBuild, "storePath" | "size">,
  store: string | undefined,
): boolean {
  return host.kind === "image" ? isIsoSync(name, storePath, store, size) : existsSync(onDisk(storePath, store));
}
