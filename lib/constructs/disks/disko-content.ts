import { isNixExpression, type NixValue } from "../../nix";
import { nearestName } from "../../options";
import type { IssueDetails } from "../core";

/** Contents that disko has. Source: lib/default.nix of disko 1.13, `deviceType` and `partitionType`. */
const diskoTypes = ["bcachefs", "btrfs", "filesystem", "gpt", "luks", "lvm_pv", "mdraid", "swap", "table", "zfs"];

/** The problems with options that are passed to disko as they are. */
export function diskoContentIssues(options: Readonly<Record<string, NixValue>>): readonly IssueDetails[] {
  const { type } = options;
  if (isNixExpression(type) || (typeof type === "string" && diskoTypes.includes(type))) return [];
  const meant = typeof type === "string" ? nearestName(type, diskoTypes) : undefined;
  return [
    {
      code: "disko-type",
      message:
        type === undefined
          ? "content of disko needs a type"
          : `disko has no content of the type ${JSON.stringify(type)}`,
      ...(type === undefined ? {} : { value: JSON.stringify(type) }),
      fix: meant === undefined ? `use one of ${diskoTypes.join(", ")}` : `did you mean ${JSON.stringify(meant)}?`,
    },
  ];
}

/** The mount points in options of disko, as far as they are plain text; undefined if only Nix knows them all. */
export function mountPointsIn(value: NixValue): readonly string[] | undefined {
  if (isNixExpression(value)) return undefined;
  if (typeof value !== "object" || value === null) return [];
  const found: string[] = [];
  for (const [name, inner] of Object.entries(value as Readonly<Record<string, NixValue>>)) {
    if (name === "mountpoint" && typeof inner === "string") {
      found.push(inner);
      continue;
    }
    const below = mountPointsIn(inner);
    if (below === undefined) return undefined;
    found.push(...below);
  }
  return found;
}
