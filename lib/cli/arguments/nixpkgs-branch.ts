import { newestStableRelease, releases } from "../../model";
import { nearestName } from "../../options";

/** Why a flake reference is invalid. */
export interface ReferenceProblem {
  readonly reason: string;
  /** Default: the forms that are valid. */
  readonly fix?: string | undefined;
}

/** Branches of nixpkgs that are channels, for releases that cdknix knows. */
const channels: readonly string[] = [
  ...releases.flatMap((release) => [`nixos-${release}`, `nixos-${release}-small`]),
  ...releases.map((release) => (release === "unstable" ? "nixpkgs-unstable" : `nixpkgs-${release}-darwin`)),
];

/** The channel with a name, or with the nearest one, such as `nixos-25.05` for `25.05`; undefined if there is none. */
export function nearestBranch(name: string): string | undefined {
  const [, release, small = ""] = /^(?:nixos-|nixpkgs-)?(unstable|\d\d\.\d\d)(-small)?$/.exec(name) ?? [];
  if (release !== undefined) return `nixos-${release}${small}`;
  return nearestName(name, ["unstable", ...channels])?.replace(/^unstable$/, "nixos-unstable");
}

/**
 * Why nixpkgs has no branch with a name, judged by the name alone: it is a misspelled channel, or one of a release that does
 * not exist. Branches of other names may exist.
 * @param repository the reference without the branch
 */
export function branchProblem(repository: string, branch: string): ReferenceProblem | undefined {
  if (channels.includes(branch)) return undefined;
  const [, year, month] = /^nixos-(\d\d)\.(\d\d)(?:-small|-aarch64)?$/.exec(branch) ?? [];
  if (year === undefined || month === undefined) {
    const near = /^(?:nixos|nixpkgs)-/.test(branch) ? nearestName(branch, channels) : undefined;
    if (near === undefined) return undefined;
    return { reason: `nixpkgs has no branch ${branch}`, fix: `did you mean ${repository}/${near}?` };
  }
  // A release that is newer than this cdknix: its branch exists a few weeks before the release.
  const now = new Date();
  const monthsAhead = (2000 + Number(year) - now.getFullYear()) * 12 + Number(month) - (now.getMonth() + 1);
  const isReleaseMonth = Number(year) < 21 || month === "05" || month === "11";
  if (monthsAhead <= 1 && isReleaseMonth && Number(year) >= 13) return undefined;
  return {
    reason: isReleaseMonth
      ? `there is no NixOS ${year}.${month} yet`
      : `NixOS is released in May and November: there is no NixOS ${year}.${month}`,
    fix: `did you mean ${repository}/nixos-${newestStableRelease}?`,
  };
}
