import { accessSync, constants } from "node:fs";
import { userInfo } from "node:os";
import * as path from "node:path";
import { releases } from "../../../model";
import { evaluates, newestRelease, oldestNix } from "../../../pipeline/lock/nix-version";
import { isFailure } from "../../../platform/failure";
import { describeDenied, nixStateDirectory, startDaemonFix } from "../../../platform/nix/daemon-socket";
import { buildsWithOldNix } from "../../../platform/nix/errors";
import { nixFix } from "../../../platform/nix/nix-fix";
import type { NixTool } from "../../../platform/nix/tool";
import { operatingSystem } from "../../../platform/operating-system";
import { runProcess } from "../../../platform/process/run-process";
import { skippedWithoutNix, type Check, type Daemon, type Examined, type Finding } from "../finding";

/** Checks that Nix is installed and supports the flakes that cdknix writes. */
export const checkNix: Check = (examined) => {
  const { nix, daemon } = examined;
  if (isFailure(nix)) {
    const { message, reason, fix } = nix;
    return { check: "nix", status: "error", message, reason, fix };
  }
  const message = `Nix ${nix.version}, ${daemonTexts[daemon.state]}`;
  if (!nix.since(2, 8)) {
    return {
      check: "nix",
      status: "error",
      message: `Nix ${nix.version} is too old`,
      reason: "the generated flakes require Nix 2.8 or later",
      fix: nixFix(),
    };
  }
  const tooOld = tooOldForRelease(nix, examined);
  if (tooOld !== undefined) return tooOld;
  if (nix.since(2, 20)) return { check: "nix", status: "ok", message };
  return {
    check: "nix",
    status: "ok",
    message,
    reason:
      nix.env.GC_INITIAL_HEAP_SIZE === undefined
        ? "this version can crash on large evaluations if its initial heap is small; your GC_INITIAL_HEAP_SIZE is used"
        : `this version can crash on large evaluations; synth sets GC_INITIAL_HEAP_SIZE=${nix.env.GC_INITIAL_HEAP_SIZE} to prevent this, so set it when you run nix yourself`,
  };
};

const daemonTexts: Readonly<Record<Daemon["state"], string>> = {
  absent: "single-user (no daemon)",
  denied: "with a daemon that this user cannot use",
  running: "with a daemon",
  silent: "with a daemon that does not run",
};

/** Newer releases of nixpkgs need a newer Nix than cdknix itself. */
function tooOldForRelease(nix: NixTool, { nixpkgs, releases: used }: Examined): Finding | undefined {
  if (nixpkgs !== undefined) return undefined;
  const refused = (used.length === 0 ? releases : used).filter((release) => !evaluates(nix, release));
  const [first] = refused;
  if (first === undefined) return undefined;
  const accepted = newestRelease(nix);
  return {
    check: "nix",
    status: used.length === 0 ? "warning" : "error",
    message: `Nix ${nix.version} is too old for NixOS ${refused.join(", ")}`,
    reason: `nixpkgs of ${refused.length === 1 ? "this release" : "these releases"} needs Nix ${oldestNix(first)} or later`,
    fix: `${nixFix()}; or build with this Nix: ${buildsWithOldNix(`NixOS ${accepted ?? ""}`)}`,
  };
}

/** Checks that flakes are enabled for `nix` commands that users type; `synth` always enables them. */
export const checkFlakes: Check = ({ nix, config }) => {
  if (isFailure(nix)) return skippedWithoutNix("flakes");
  const features = (config.get("experimental-features") ?? "").split(" ");
  if (["flakes", "nix-command"].every((feature) => features.includes(feature))) {
    return { check: "flakes", status: "ok", message: "flakes are enabled" };
  }
  return {
    check: "flakes",
    status: "ok",
    message: "flakes are disabled in nix.conf; synth enables them for itself",
    reason: "to build the flake with nix build, enable them in nix.conf too",
    fix: "mkdir -p ~/.config/nix && echo 'experimental-features = nix-command flakes' >> ~/.config/nix/nix.conf",
  };
};

/** Checks that the daemon or this user can write the store. */
export const checkStore: Check = ({ nix, daemon, settings }) => {
  if (isFailure(nix)) return skippedWithoutNix("store");
  if (settings.store !== undefined) return { check: "store", status: "ok", message: `builds in ${settings.store}` };
  if (daemon.state === "running") {
    return { check: "store", status: "ok", message: "/nix/store is writable through the daemon" };
  }
  try {
    accessSync(path.join(nixStateDirectory(), "db"), constants.W_OK);
    return { check: "store", status: "ok", message: "/nix/store is writable" };
  } catch {
    return { check: "store", status: "error", ...storeProblem(daemon) };
  }
};

function storeProblem(daemon: Exclude<Daemon, { state: "running" }>): Pick<Finding, "message" | "reason" | "fix"> {
  switch (daemon.state) {
    case "denied":
      return { message: "this user cannot use the Nix daemon", ...describeDenied(daemon) };
    case "silent":
      return { message: `the Nix daemon does not answer on ${daemon.file}`, fix: startDaemonFix() };
    default:
      return { message: "this user cannot write /nix/store, and no Nix daemon is running", fix: startDaemonFix() };
  }
}

/** Settings that a daemon accepts only from trusted users. Source: Nix manual, `trusted-users`. */
const restricted = [
  "builders",
  "extra-sandbox-paths",
  "extra-substituters",
  "extra-trusted-public-keys",
  "post-build-hook",
  "sandbox",
  "sandbox-paths",
  "substituters",
  "trusted-public-keys",
  "trusted-substituters",
];

/** Checks that the daemon accepts the requested settings, such as caches and builders, from this user. */
export const checkTrust: Check = async ({ nix, daemon, onOfflineBase, settings, config }) => {
  if (isFailure(nix)) return skippedWithoutNix("trust");
  const { username, uid } = userInfo();
  const message = `${username} is trusted by Nix`;
  if (uid === 0) return { check: "trust", status: "ok", message };
  if (settings.store !== undefined || daemon.state === "absent") {
    return { check: "trust", status: "ok", message: "not needed: builds do not use a Nix daemon" };
  }
  if (daemon.state !== "running") {
    return { check: "trust", status: "warning", message: "skipped: this user has no Nix daemon to ask" };
  }
  const asked = restricted.filter(
    (name) =>
      Object.hasOwn(settings.options ?? {}, name) ||
      (name === "builders" && settings.builders !== undefined) ||
      (name === "substituters" && settings.substituters !== undefined) ||
      (onOfflineBase && ["sandbox-paths", "substituters"].includes(name)),
  );
  const trusted = (config.get("trusted-users") ?? "root").split(" ");
  const groups = (await runProcess({ argv: ["id", "-Gn"], cwd: "/" })).stdout.trim().split(" ");
  if (trusted.some((name) => name === "*" || name === username || groups.some((group) => name === `@${group}`))) {
    return { check: "trust", status: "ok", message };
  }
  if (asked.length === 0) {
    return {
      check: "trust",
      status: "ok",
      message: `${username} is not a trusted user of Nix; this project does not need one`,
    };
  }
  return {
    check: "trust",
    status: "warning",
    message: `the Nix daemon does not trust ${username} and ignores ${asked.join(", ")}`,
    reason: "the daemon accepts these settings only from trusted users",
    fix: trustFix(username),
  };
};

/** NixOS generates nix.conf, and macOS has another service manager. */
function trustFix(username: string): string {
  const { family } = operatingSystem();
  if (family === "nixos") {
    return `add nix.settings.trusted-users = [ "${username}" ]; to configuration.nix, and run sudo nixos-rebuild switch`;
  }
  const restart =
    family === "macos" ? "launchctl kickstart -k system/org.nixos.nix-daemon" : "systemctl restart nix-daemon";
  return `echo 'extra-trusted-users = ${username}' | sudo tee -a /etc/nix/nix.conf && sudo ${restart}`;
}
