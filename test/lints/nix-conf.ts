import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

/** How a Nix treats a line of nix.conf with flakes disabled. */
export interface NixConfLine {
  /** The output of the check with which NixOS builds nix.conf; the check fails unless it is empty. */
  readonly refusal: readonly string[];
  /** The effective value of the setting for a command that enables flakes. */
  readonly value: string | undefined;
}

/** A line for each flake setting, with a value other than its default. */
export const flakeSettings = [
  "accept-flake-config = true",
  "commit-lockfile-summary = update inputs",
  "flake-registry = /registry.json",
  "use-registries = false",
] as const;

/** Enables flakes in nix.conf. */
export const flakesOn = "experimental-features = nix-command flakes";

/** Runs this machine's Nix with a nix.conf that contains one setting and other lines. */
export function readNixConf(version: string, setting: string, others: readonly string[] = []): NixConfLine {
  const directory = mkdtempSync(path.join(tmpdir(), "cdknix-nix-conf-"));
  const show = /^2\.(?:\d|1\d)\./.test(version) ? "show-config" : "config show";
  const bash = (script: string): string => {
    const env = { ...process.env, NIX_CONF_DIR: directory, NIX_USER_CONF_FILES: "/dev/null", HOME: directory };
    return spawnSync("bash", ["-c", script], { encoding: "utf8", env }).stdout;
  };
  try {
    writeFileSync(path.join(directory, "nix.conf"), [setting, ...others, ""].join("\n"));
    // Source: `checkPhase` of nix.conf in nixos/modules/config/nix.nix.
    const check = `nix ${show} --no-net --option experimental-features nix-command |& sed -e 's/^warning:/error:/' | grep '^error:'`;
    const name = setting.replace(/ = .*/, "").replace("lockfile", "lock-?file");
    const shown = bash(`nix ${show} --option experimental-features 'nix-command flakes' 2> /dev/null`);
    return {
      refusal: bash(check).split("\n").filter((line) => line !== ""), // prettier-ignore
      value: new RegExp(`^${name} = (.*)$`, "m").exec(shown)?.[1],
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
