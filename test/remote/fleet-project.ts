import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import * as path from "node:path";
import { runProcess, type ProcessResult } from "../../lib/platform/process/run-process";
import { bin } from "../cli/project";
import { put, scratch } from "../platform/files/scratch";

/** examples/fleet as a project of its own. */
export interface FleetProject {
  readonly directory: string;
  /** A directory that every builder sees, wherever it runs: builders meet there. */
  readonly meeting: string;
  /** Runs the command line in it. No cache is asked unless the options say so. */
  readonly synth: (...args: readonly string[]) => Promise<ProcessResult>;
}

/**
 * Stands in for nixpkgs: an image is a derivation of the host's own system that needs nothing but a shell.
 * @param script makes the directory of the ISO, `$iso`; it has the name of the host as `$name`, and `$meeting`
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
 * The fleet, on a stand-in for nixpkgs.
 * @param script what building an image does before the image is there
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
      // Its builders are the tools of the machine, which a sandbox hides.
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
