import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import * as path from "node:path";
import { runProcess, type ProcessResult } from "../../lib/platform/process/run-process";
import { bin } from "../cli/project";
import { put, scratch } from "../platform/files/scratch";

/** A copy of examples/fleet. */
export interface FleetProject {
  readonly directory: string;
  /** A directory that all builders share, to synchronize builds. */
  readonly meeting: string;
  /** Runs the command line in it, without substituters unless the options set them. */
  readonly synth: (...args: readonly string[]) => Promise<ProcessResult>;
}

/**
 * A minimal replacement for nixpkgs: an image is a derivation for the host's system that needs only a shell.
 * @param script creates the ISO's directory `$iso`; has the host name as `$name`, and `$meeting`
 */
function tinyNixpkgs(script: string, meeting: string): string {
  return `{
  outputs = { self }: {
    lib.nixosSystem = { modules, ... }:
      let host = import (builtins.head modules);
      in {
        config.system.build.isoImage = derivation {
          name = "iso-\${host.networking.hostName}";
          system = host.nixpkgs.hostPlatform;
          builder = "/bin/sh";
          PATH = "/usr/bin:/bin";
          name_ = host.networking.hostName;
          meeting = ${JSON.stringify(meeting)};
          script = ${JSON.stringify(script)};
          args = [ "-euc" ''iso=$out/iso; name=$name_; mkdir -p $iso; eval "$script"; echo $name > $iso/$name.iso'' ];
        };
      };
  };
}
`;
}

/**
 * The fleet, with the replacement for nixpkgs.
 * @param script commands that building an image runs first
 */
export function fleetProject(script = ":"): FleetProject {
  const directory = scratch();
  const meeting = path.join(directory, "meeting");
  mkdirSync(meeting);
  cpSync("examples/fleet", path.join(directory, "fleet"), { recursive: true });
  symlinkSync(path.resolve("node_modules"), path.join(directory, "node_modules"));
  put(directory, {
    "cdk.json": JSON.stringify({
      app: "ts-node --transpile-only fleet/main.ts",
      context: { release: "24.05", "cdknix:revision": "abc1234" },
      nixpkgs: "./nixpkgs",
      // Its builders are this machine's tools, which a sandbox would hide.
      nix: { substituters: [], options: { sandbox: false } },
    }),
    "tsconfig.json":
      '{ "compilerOptions": { "target": "ES2022", "module": "NodeNext", "moduleResolution": "NodeNext" } }',
    "nixpkgs/flake.nix": tinyNixpkgs(script, meeting),
  });
  const synth: FleetProject["synth"] = (...args) =>
    runProcess({
      argv: [process.execPath, bin, ...args],
      cwd: directory,
    });
  return { directory, meeting, synth };
}
