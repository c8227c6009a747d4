import { accessSync, constants } from "node:fs";
import { userInfo } from "node:os";
import { isFailure } from "../../../platform/failure";
import { runProcess } from "../../../platform/process/run-process";
import type { Check } from "../finding";

/** Nix: there, and new enough for flakes as cdknix writes them. */
export const checkNix: Check = ({ nix, hasDaemon }) => {
  if (isFailure(nix)) {
    const { message, reason, fix } = nix;
    return { check: "nix", status: "error", message, reason, fix };
  }
  const message = `Nix ${nix.version}, ${hasDaemon ? "with a daemon" : "single-user: no daemon runs"}`;
  if (!nix.since(2, 8)) {
    return {
      check: "nix",
      status: "error",
      message: `Nix ${nix.version} is too old`,
      reason: "the trees are written for Nix 2.8 and later, which know flakes as they are today",
      fix: "install a newer one as https://nixos.org/download says",
    };
  }
  if (nix.since(2, 20)) return { check: "nix", status: "ok", message };
  return {
    check: "nix",
    status: "ok",
    message,
    reason:
      nix.env.GC_INITIAL_HEAP_SIZE === undefined
        ? "this version crashes when its heap begins small and nixpkgs is large; your GC_INITIAL_HEAP_SIZE decides"
        : `this version crashes on large evaluations; synth sets GC_INITIAL_HEAP_SIZE=${nix.env.GC_INITIAL_HEAP_SIZE} against it, for commands of your own do the same`,
  };
};

/** Whether flakes are on: for `synth` they always are, for commands that people type they may not be. */
export const checkFlakes: Check = ({ nix, config }) => {
  if (isFailure(nix)) return { check: "flakes", status: "warning", message: "not looked at: there is no Nix" };
  const features = (config.get("experimental-features") ?? "").split(" ");
  if (["flakes", "nix-command"].every((feature) => features.includes(feature))) {
    return { check: "flakes", status: "ok", message: "flakes are on" };
  }
  return {
    check: "flakes",
    status: "ok",
    message: "flakes are off in nix.conf; synth turns them on for itself",
    reason: "to build the tree by hand (nix build) they have to be on for you too",
    fix: "mkdir -p ~/.config/nix && echo 'experimental-features = nix-command flakes' >> ~/.config/nix/nix.conf",
  };
};

/** Whether the store can be written: by the daemon, or else by this user. */
export const checkStore: Check = ({ hasDaemon, settings }) => {
  if (settings.store !== undefined) return { check: "store", status: "ok", message: `builds in ${settings.store}` };
  if (hasDaemon) return { check: "store", status: "ok", message: "the daemon writes /nix/store" };
  try {
    accessSync("/nix/var/nix/db", constants.W_OK);
    return { check: "store", status: "ok", message: "this user writes /nix/store" };
  } catch {
    return {
      check: "store",
      status: "error",
      message: "this user may not write /nix/store, and no Nix daemon runs",
      fix: 'start the daemon (systemctl start nix-daemon.socket), or use a store of your own: --store "$HOME/nix"',
    };
  }
};

/** Settings that a daemon takes from trusted users alone. Source: Nix manual, `trusted-users`. */
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

/** Whether the daemon takes from this user the settings that are asked for, caches and builders above all. */
export const checkTrust: Check = async ({ hasDaemon, onOfflineBase, settings, config }) => {
  const asked = restricted.filter(
    (name) =>
      Object.hasOwn(settings.options ?? {}, name) ||
      (name === "builders" && settings.builders !== undefined) ||
      (name === "substituters" && settings.substituters !== undefined) ||
      (onOfflineBase && ["extra-sandbox-paths", "substituters"].includes(name)),
  );
  const { username, uid } = userInfo();
  const message = `${username} is trusted by Nix`;
  if (!hasDaemon || uid === 0 || settings.store !== undefined) return { check: "trust", status: "ok", message };
  const trusted = (config.get("trusted-users") ?? "root").split(" ");
  const groups = (await runProcess({ argv: ["id", "-Gn"], cwd: "/" })).stdout.trim().split(" ");
  if (trusted.some((name) => name === "*" || name === username || groups.some((group) => name === `@${group}`))) {
    return { check: "trust", status: "ok", message };
  }
  if (asked.length === 0) {
    return { check: "trust", status: "ok", message: `${username} is not trusted by Nix, which nothing here asks for` };
  }
  return {
    check: "trust",
    status: "warning",
    message: `the Nix daemon does not trust ${username}, and ignores: ${asked.join(", ")}`,
    reason: "the daemon takes such settings from trusted users alone",
    fix: `echo 'extra-trusted-users = ${username}' | sudo tee -a /etc/nix/nix.conf && sudo systemctl restart nix-daemon`,
  };
};
