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

/** The results of hosts, for messages: `the ISO of a, b and the system of c`. */
export function describeResults(hosts: readonly HostOfKind[]): string {
  const kinds = [...new Set(hosts.map(resultOf))];
  return kinds
    .map((kind) => {
      const names = hosts.filter((host) => resultOf(host) === kind).map(({ name }) => name);
      return `the ${kind} of ${names.join(", ")}`;
    })
    .join(" and ");
}

/** Whether a host's build is still in the store. */
export function isBuiltSync(
  { name, host }: HostOfKind,
  { storePath, size }: Pick<RecordedBuild, "storePath" | "size">,
  store: string | undefined,
): boolean {
  return host.kind === "image" ? isIsoSync(name, storePath, store, size) : existsSync(onDisk(storePath, store));
}
