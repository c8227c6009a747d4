import { releaseFacts, type ReleaseFacts } from "../../constructs";
import type { Release } from "../../model";

/** A fact that differs between two releases. */
export interface ReleaseDifference {
  /** The subject, such as `stage 1`. */
  readonly subject: string;
  readonly before: string;
  readonly after: string;
}

const stages: Readonly<Record<ReleaseFacts["systemdStage1"], string>> = {
  "does not boot": "shell scripts",
  "on request": "shell scripts, or systemd on request",
  default: "systemd",
};

/** The facts that matter to people who build images, in their words. */
const subjects: Readonly<Record<string, (facts: ReleaseFacts) => string>> = {
  "name of the ISO file": ({ imageNameOption }) => imageNameOption,
  "installer tools": ({ hasToolSwitches }) =>
    hasToolSwitches ? "system.tools.<tool>.enable" : "config.system.build.<tool>",
  "Wi-Fi of the installer": ({ profileNetwork }) => profileNetwork,
  "stage 1": ({ systemdStage1 }) => stages[systemdStage1],
  "stage 1 with shell scripts": ({ scriptedStage1 }) => scriptedStage1,
  run0: ({ run0 }) => run0,
  "index of manual pages": ({ manCacheOption }) => manCacheOption,
  "file systems of the installer": ({ profileFilesystems }) => [...profileFilesystems].sort().join(", "),
  "sets of Lix packages": ({ hasLixPackageSets, removedLixPackageSets }) =>
    hasLixPackageSets
      ? `pkgs.lixPackageSets${removedLixPackageSets.length === 0 ? "" : ` without ${removedLixPackageSets.join(", ")}`}`
      : "absent",
  "root login of the installer": ({ rootLoginPriority }) =>
    rootLoginPriority === "plain" ? "at the normal priority" : "a default",
  "oldest Nix": ({ oldestNix }) => oldestNix,
};

/** How two releases differ for images: facts, options, and installer profiles. */
export function releaseDifferences(before: Release, after: Release): readonly ReleaseDifference[] {
  const [old, fresh] = [releaseFacts(before), releaseFacts(after)];
  const facts = Object.entries(subjects).map(([subject, of]) => ({ subject, before: of(old), after: of(fresh) }));
  return [
    ...facts,
    ...availability(
      "option",
      old.missingOptions.map(({ option }) => option),
      fresh.missingOptions.map(({ option }) => option),
    ),
    ...availability(
      "installer profile",
      old.missingProfiles.map(({ profile }) => profile),
      fresh.missingProfiles.map(({ profile }) => profile),
    ),
  ].filter((difference) => difference.before !== difference.after);
}

function availability(
  noun: string,
  missingBefore: readonly string[],
  missingAfter: readonly string[],
): readonly ReleaseDifference[] {
  const state = (missing: readonly string[], name: string): string => (missing.includes(name) ? "absent" : "available");
  return [...new Set([...missingBefore, ...missingAfter])].map((name) => ({
    subject: `${noun} ${name}`,
    before: state(missingBefore, name),
    after: state(missingAfter, name),
  }));
}
