import { userInfo } from "node:os";
import { runProcess } from "../run-process";
import type { Check } from "./finding";

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
