import type { Issue } from "../model";
import { nearestName } from "../options";
import { Failure } from "../platform/failure";
import { nixRefusedByNixpkgs } from "../platform/nix/errors";

/** nixpkgs of the release does not evaluate with the installed Nix. */
export function nixTooOld(version: string, oldest: string, release: string, accepted: string | undefined): Failure {
  return new Failure({
    kind: "machine",
    ...nixRefusedByNixpkgs(accepted === undefined ? undefined : `NixOS ${accepted}`),
    message: `Nix ${version} is too old for NixOS ${release}, which needs Nix ${oldest} or later`,
  });
}

/** The program has no host with this name. */
export function hostUnknown(
  name: string,
  known: readonly string[],
  fix = "use one of these names, or omit the names to build all hosts",
): Failure {
  const meant = nearestName(name, known);
  return new Failure({
    kind: "usage",
    code: "host-unknown",
    message: `no host named ${JSON.stringify(name)}`,
    reason: known.length === 0 ? "the program has no hosts" : `hosts: ${known.join(", ")}`,
    fix: meant === undefined ? fix : `did you mean ${meant}?`,
  });
}

/** A glob on the command line matches no host. */
export function hostsUnmatched(glob: string, known: readonly string[]): Failure {
  return new Failure({
    kind: "usage",
    code: "hosts-unmatched",
    message: `no host matches ${JSON.stringify(glob)}`,
    reason: known.length === 0 ? "the program has no hosts" : `hosts: ${known.join(", ")}`,
    fix: "change the glob, or omit it to build all hosts",
  });
}

/** No host is left to build. */
export function allHostsExcluded(excluded: readonly string[], hosts: readonly string[]): Failure {
  return new Failure({
    kind: "usage",
    code: "all-hosts-excluded",
    message: "--exclude omits every host",
    reason: `hosts to build: ${hosts.join(", ")}; ${hosts.length === 1 ? "it matches" : "each matches"} ${excluded.map((each) => `--exclude ${each}`).join(" or ")}`,
    fix: "change the value of --exclude, or name other hosts",
  });
}

/** Hosts of a system that the offline base does not have. */
export function systemsNotOffline(issues: readonly Issue[]): Failure {
  return new Failure({
    kind: "program",
    code: "system-not-offline",
    message: `nothing was built: ${issues.length === 1 ? "a host is" : `${String(issues.length)} hosts are`} not for x86_64-linux`,
    issues,
  });
}

/** The program has no host. */
export function nothingToBuild(): Failure {
  return new Failure({
    kind: "program",
    code: "nothing-to-build",
    message: "the program has no host",
    reason: "cdknix builds the ISO of each host with an IsoImage, and the system of each other host",
    fix: "add a Host, or use --no-build to generate the flake only",
  });
}

/** A command needs the ISO of a host that is a machine. */
export function hostWithoutImage(host: string, images: readonly string[]): Failure {
  return new Failure({
    kind: "usage",
    code: "host-without-image",
    message: `the host ${host} is a machine, which has no ISO`,
    reason: `neither the host nor its class has an IsoImage; ${images.length === 0 ? "no host of the program has one" : `hosts with one: ${images.join(", ")}`}`,
    fix: `${images.length === 0 ? "" : "name one of these hosts, or "}add an IsoImage; \`synth ${host}\` builds the system of the machine`,
  });
}

/** The flake does not match `--tree-hash`. */
export function treeDiffers(flake: string, expected: string, found: string): Failure {
  return new Failure({
    kind: "usage",
    code: "tree-differs",
    message: `the flake ${flake} does not match --tree-hash`,
    reason: `its hash is ${found}, not ${expected}: the program has changed or was run again since then`,
    fix: "synthesize again; with Terraform, plan again: npx synth --no-build, then terraform plan",
  });
}

/** Profiles apply to NixOS configurations only. */
export function profileNotApplied(host: string, installable: string, profile: string): Failure {
  return new Failure({
    kind: "program",
    code: "profile-not-applied",
    message: `cannot apply the profile ${profile} to ${host}`,
    reason: `a profile extends a NixOS configuration, but the image of ${host} is ${installable}`,
    fix: "build it without --profile",
  });
}

/** The host is not a NixOS configuration. */
export function hostNotExplained(host: string, installable: string): Failure {
  return new Failure({
    kind: "program",
    code: "host-not-explained",
    message: `the options of ${host} cannot be read`,
    reason: `its image is ${installable}, which is not in the config.system.build of a NixOS configuration`,
  });
}

/** The host's image is not built by NixOS or the offline base. */
export function hostNotInspected(host: string, installable: string): Failure {
  return new Failure({
    kind: "program",
    code: "host-not-inspected",
    message: `cannot inspect the contents of the ISO of ${host}`,
    reason: `it is ${installable}, which is not in config.system.build of a NixOS system`,
  });
}

/** With `--ci`, the project's lock file is out of date. */
export function lockOutdated(lockFile: string, changes: readonly string[]): Failure {
  return new Failure({
    kind: "usage",
    code: "lock-outdated",
    message: `${lockFile} is out of date`,
    output: changes.length === 0 ? undefined : changes.join("\n"),
    reason: "with --ci or CI=true, the lock file is not updated, so that the build matches the commit",
    fix: "run `synth lock` and commit the lock file, or pass --no-ci",
  });
}

/** Nix cannot reach the hosts of inputs, and the offline base does not help: it replaces nixpkgs in builds only. */
export function inputsUnreachable(failure: Failure): Failure {
  const { kind, code, message, output, wholeOutput, reason, details } = failure;
  const fix = "connect this machine to the network; `synth doctor` checks the hosts of the inputs";
  return new Failure({ kind, code, message, output, wholeOutput, reason, fix, details, cause: failure });
}

/** The evaluated configuration of a host lets anyone log in over the network. */
export function anyoneCanLogIn(host: string, issues: readonly Issue[]): Failure {
  return new Failure({
    kind: "program",
    code: issues[0]?.code ?? "open-login",
    message: `anyone on the network may be able to log in to ${host}`,
    issues,
  });
}
