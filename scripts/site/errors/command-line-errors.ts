import { appMissing, contextMalformed, directoryMissing, fileMissing } from "../../../lib/cli/arguments/errors";
import {
  dumpReleaseUnknown,
  dumpUnreadable,
  importsNotWritten,
  scopesUnknown,
} from "../../../lib/commands/import/errors";
import { inputsUnknown } from "../../../lib/commands/lock/errors";
import { buildGone, buildOutdated, notBuilt, notSynthesized } from "../../../lib/pipeline/build/errors";
import { hostsUnmatched, hostUnknown, hostWithoutImage, lockOutdated, treeDiffers } from "../../../lib/pipeline/errors";
import { profileOptionMalformed, profileOptionsOverlap } from "../../../lib/project/config/errors";
import { parseConfig } from "../../../lib/project/config/config";
import { resolveProfile } from "../../../lib/project/config/profiles";
import { lockUnreadable, optionMalformed } from "../../../lib/project/errors";
import { outputNotOurs } from "../../../lib/project/output/errors";
import { readMachines } from "../../../lib/platform/nix/remote/read-machines";
import { checkStoreAddress } from "../../../lib/platform/nix/remote/store-address";
import { byCommand, type ErrorEntry } from "./error-entry";
import { failureOf } from "./samples";

const lilith = { name: "lilith", host: { kind: "image" } } as const;
const source = { setting: "--builders", directory: "/home/me/installer" };

/** Errors of command-line arguments, cdk.json, and files of the project. */
export const commandLineErrors: readonly ErrorEntry[] = [
  byCommand({
    code: "app-missing",
    meaning: "cdknix does not know how to run the program: neither cdk.json nor `--app` names it.",
    samples: () => [appMissing("cdk.json", false), appMissing("cdk.json", true)],
    shows: "cd ~ && synth",
    repairs: "cd ~/installer && synth        # the directory that has cdk.json",
  }),
  byCommand({
    code: "build-gone",
    meaning: "The command needs the last built ISO of a host, and the Nix store no longer contains it.",
    samples: () => buildGone(lilith, undefined),
    shows: "rm result && nix-collect-garbage && synth inspect lilith",
    repairs: "synth lilith && synth inspect lilith",
  }),
  byCommand({
    code: "build-outdated",
    meaning:
      "The command needs an ISO that matches the generated flake, and the flake has changed since the last build.",
    samples: () => buildOutdated(lilith, undefined),
    shows: "synth --no-build && synth flash lilith /dev/sdb",
    repairs: "synth lilith && synth flash lilith /dev/sdb",
  }),
  byCommand({
    code: "builder-malformed",
    meaning: "A remote builder in `--builders` or cdk.json is not in the syntax of nix.conf.",
    samples: () => failureOf(() => readMachines("ssh-ng://builder x86_64", source)),
    shows: "synth --builders 'ssh-ng://builder x86_64'",
    repairs: "synth --builders 'ssh-ng://builder x86_64-linux'",
  }),
  byCommand({
    code: "builders-unreadable",
    meaning: "The file after `@` in `--builders` or cdk.json cannot be read.",
    why: "Nix itself would ignore the missing file and build on this machine.",
    samples: () => failureOf(() => readMachines("@machines-to-use", source)),
    shows: "synth --builders @machines-to-use",
    repairs: "echo 'ssh-ng://builder x86_64-linux' > machines-to-use && synth --builders @machines-to-use",
  }),
  byCommand({
    code: "config-invalid",
    meaning: "cdk.json has an unknown key, or a key has a value of the wrong type.",
    fix: "Remove the key, or correct its name or value. [cdk.json](../command-line.md#cdk-json) lists all keys.",
    samples: () => failureOf(() => parseConfig({ file: "cdk.json", content: '{ "apps": "npx ts-node main.ts" }' })),
    language: "json",
    shows: '{ "apps": "npx ts-node main.ts" }',
    repairs: '{ "app": "npx ts-node main.ts" }',
  }),
  byCommand({
    code: "config-no-effect",
    meaning: "cdk.json has a key or a context value of AWS CDK that cdknix does not use. This is a warning.",
    samples: () =>
      parseConfig({ file: "cdk.json", content: '{ "app": "npx ts-node main.ts", "requireApproval": "never" }' })
        .warnings,
    language: "json",
    shows: '{ "app": "npx ts-node main.ts", "requireApproval": "never" }',
    repairs: '{ "app": "npx ts-node main.ts" }',
  }),
  byCommand({
    code: "config-unreadable",
    meaning: "cdk.json cannot be read, or is not JSON.",
    samples: () => failureOf(() => parseConfig({ file: "cdk.json", content: '{ "app": "npx ts-node main.ts", }' })),
    language: "json",
    shows: '{ "app": "npx ts-node main.ts", }',
    repairs: '{ "app": "npx ts-node main.ts" }',
  }),
  byCommand({
    code: "context-malformed",
    meaning: "The value of `--context` is not of the form KEY=VALUE.",
    samples: () => [contextMalformed("stage"), contextMalformed("=production")],
    shows: "synth --context stage",
    repairs: "synth --context stage=production",
  }),
  byCommand({
    code: "argument-file-missing",
    meaning: "There is no file with the path that an option names.",
    samples: () => fileMissing("--identity", "keys/test"),
    shows: "synth vm lilith --identity keys/test",
    repairs: "synth vm lilith --identity ~/.ssh/id_ed25519",
  }),
  byCommand({
    code: "directory-missing",
    meaning:
      "The file to write, such as that of `synth inspect --html`, is a directory, or its directory does not exist.",
    samples: () => directoryMissing("--html", "reports/lilith.html"),
    shows: "synth inspect lilith --html reports/lilith.html",
    repairs: "mkdir reports && synth inspect lilith --html reports/lilith.html",
  }),
  byCommand({
    code: "dump-release-unknown",
    meaning: "The file of `synth import --from` does not say which NixOS release its options are from.",
    samples: () => dumpReleaseUnknown("options.json"),
    shows: "synth import --from options.json",
    repairs: "synth import --from options.json --release 26.05",
  }),
  byCommand({
    code: "dump-unreadable",
    meaning: "The file of `synth import --from` cannot be read, or contains no NixOS options.",
    samples: () => dumpUnreadable("package.json", "it contains no options"),
    shows: "synth import --from package.json",
    repairs: "synth import --from result/share/doc/nixos/options.json",
  }),
  byCommand({
    code: "host-unknown",
    meaning: "The program has no host with the name on the command line.",
    samples: () => hostUnknown("lilit", ["lilith", "eve"]),
    shows: "synth lilit",
    repairs: "synth list      # prints the names of the hosts\nsynth lilith",
  }),
  byCommand({
    code: "host-without-image",
    meaning:
      "The command needs an ISO, and the host has no `IsoImage`, neither itself nor in its class: it is a machine.",
    samples: () => [hostWithoutImage("web-1", ["stick"]), hostWithoutImage("web-1", [])],
    shows: "synth flash web-1 /dev/sdb",
    repairs:
      "synth flash stick /dev/sdb      # a host with an IsoImage\nsynth web-1                     # builds the system of the machine",
  }),
  byCommand({
    code: "hosts-unmatched",
    meaning: "The glob on the command line matches no host.",
    samples: () => hostsUnmatched("desk-*", ["web-1", "web-2"]),
    shows: "synth 'desk-*'",
    repairs: "synth 'web-*'",
  }),
  byCommand({
    code: "imports-not-written",
    meaning: "`synth import` cannot write to the directory `imports`, because something else is in the way.",
    samples: () => importsNotWritten("imports", "ENOTDIR: not a directory, mkdir 'imports'"),
    shows: "touch imports && synth import",
    repairs: "rm imports && synth import",
  }),
  byCommand({
    code: "input-unknown",
    meaning: "`synth lock --update` names an input that no flake of the program has.",
    samples: () => inputsUnknown(["nixpgks"], ["nixpkgs", "disko"]),
    shows: "synth lock --update nixpgks",
    repairs: "synth lock --update nixpkgs",
  }),
  byCommand({
    code: "lock-outdated",
    meaning: "With `--ci`, the lock file must match the inputs of the program, and it does not.",
    samples: () => lockOutdated("flake.lock", ["added: disko"]),
    shows: "synth --ci",
    repairs: "synth lock && git add flake.lock && git commit",
  }),
  byCommand({
    code: "lock-unreadable",
    meaning: "The lock file of the project is not a lock file of Nix, for example after a merge with conflicts.",
    samples: () => [lockUnreadable("flake.lock", true, undefined), lockUnreadable("flake.lock", false, undefined)],
    shows: "git merge main && synth",
    repairs: "git checkout --theirs flake.lock && synth lock",
  }),
  byCommand({
    code: "not-built",
    meaning: "The command needs the last built ISO of a host, and the host was never built, or not with this profile.",
    why: "`synth flash`, `synth inspect`, and other commands use the last build and build nothing themselves.",
    samples: () => [notBuilt("lilith", undefined), notBuilt("lilith", "release")],
    shows: "synth flash lilith /dev/sdb",
    repairs: "synth lilith && synth flash lilith /dev/sdb",
  }),
  byCommand({
    code: "not-synthesized",
    meaning: "The command needs the output of an earlier run, and the output directory contains none.",
    why: "`synth flash`, `synth inspect`, and other commands read the output of the last run and do not run the program.",
    samples: () => notSynthesized("cdk.out", "lilith", undefined),
    shows: "rm -r cdk.out && synth inspect lilith",
    repairs: "synth lilith && synth inspect lilith",
  }),
  byCommand({
    code: "option-malformed",
    meaning: "An argument or a key is not the path of a NixOS option.",
    samples: () => optionMalformed("boot..kernelParams"),
    shows: "synth explain lilith boot..kernelParams",
    repairs: "synth explain lilith boot.kernelParams",
  }),
  byCommand({
    code: "output-not-ours",
    meaning: "The output directory exists and contains files that cdknix did not write.",
    samples: () => outputNotOurs("src", "it is not empty and has no manifest.json from cdknix"),
    shows: "synth --output src",
    repairs: "synth --output cdk.out",
  }),
  byCommand({
    code: "profile-circular",
    meaning: "A profile in cdk.json extends itself, directly or through another profile.",
    why: "A profile is complete only after the profile that it extends.",
    samples: () => failureOf(() => resolveProfile("a", { a: { extends: "b" }, b: { extends: "a" } })),
    language: "json",
    shows: '{ "profiles": { "a": { "extends": "b" }, "b": { "extends": "a" } } }',
    repairs: '{ "profiles": { "a": { "extends": "b" }, "b": { "extends": "dev" } } }',
  }),
  byCommand({
    code: "profile-option-malformed",
    meaning: "A key in `set` or `add` of a profile is not the path of a NixOS option.",
    samples: () => {
      const { reason, fix } = optionMalformed("boot..kernelParams");
      return profileOptionMalformed("profiles.demo.set", "boot..kernelParams", reason, fix);
    },
    language: "json",
    shows: '{ "profiles": { "demo": { "set": { "boot..kernelParams": ["quiet"] } } } }',
    repairs: '{ "profiles": { "demo": { "set": { "boot.kernelParams": ["quiet"] } } } }',
  }),
  byCommand({
    code: "profile-options-overlap",
    meaning: "A profile sets an option, and also a part of the value of this option.",
    samples: () => profileOptionsOverlap("demo", "environment.variables", "environment.variables.EDITOR"),
    language: "json",
    shows:
      '{\n  "profiles": {\n    "demo": {\n      "set": {\n        "environment.variables": { "PAGER": "less" },\n        "environment.variables.EDITOR": "vim"\n      }\n    }\n  }\n}',
    repairs:
      '{\n  "profiles": {\n    "demo": {\n      "set": {\n        "environment.variables.PAGER": "less",\n        "environment.variables.EDITOR": "vim"\n      }\n    }\n  }\n}',
  }),
  byCommand({
    code: "profile-unknown",
    meaning: "`--profile` names a profile that is neither built in nor in cdk.json.",
    samples: () => failureOf(() => resolveProfile("demo", {})),
    shows: "synth --profile demo",
    repairs: "synth --profile dev",
  }),
  byCommand({
    code: "scope-unknown",
    meaning: "NixOS has no options with a name passed to `synth import`.",
    why: "The arguments are option paths, such as `services.nginx`, and select what is imported.",
    samples: () => [
      scopesUnknown([{ scope: "servics", meant: "services" }]),
      scopesUnknown([{ scope: "x", meant: undefined }]),
    ],
    shows: "synth import servics",
    repairs: "synth import services",
  }),
  byCommand({
    code: "store-address",
    meaning:
      "The value of `--store`, `--substituters`, or `--copy-to`, or the address of a builder, is not an address of a Nix store.",
    samples: () =>
      failureOf(() => {
        checkStoreAddress("--substituters", "cache.example.org", "substituter");
      }),
    shows: "synth --substituters cache.example.org",
    repairs: "synth --substituters https://cache.example.org",
  }),
  byCommand({
    code: "tree-differs",
    meaning:
      "The flake is not the one that `--tree-hash` expects. Terraform stacks pass this option, so that an apply builds exactly what was planned.",
    samples: () => treeDiffers("dotfiles", "sha256-4Y1o…", "sha256-9KfP…"),
    shows: "terraform apply old.tfplan",
    repairs: "npx synth --no-build && terraform plan -out new.tfplan && terraform apply new.tfplan",
  }),
];
