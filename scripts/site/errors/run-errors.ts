import { optionUnknown } from "../../../lib/commands/explain/errors";
import { importsNotCompiled } from "../../../lib/commands/import/errors";
import {
  optionTable,
  optionTableFile,
  optionTree,
  splitOptionName,
  type OptionDeclaration,
} from "../../../lib/options";
import { manifestNotUnderstood } from "../../../lib/project/output/errors";
import {
  programFailed,
  programRejected,
  programSynthesizedNothing,
  runnerMissing,
  warningsRejected,
} from "../../../lib/project/program/errors";
import { otherRunnerFix } from "../../../lib/project/program/runner";
import { outdirIgnored, twoApps } from "../../../lib/pipeline/synthesize/errors";
import { checkOfflineSystems } from "../../../lib/pipeline/offline-systems";
import { isFailure } from "../../../lib/platform/failure";
import { byCommand, type ErrorEntry, type Problem } from "./error-entry";
import { inProgram, type ProgramMistake } from "./in-program";
import { endedProcess } from "./samples";
import { reportedInProject, reportedProblem } from "./reported-problem";
import { runSample } from "./sample-program";

/** The error about a host for ARM on the offline base. */
function armHostOffline(): Problem {
  const system = "aarch64-linux";
  const host = { kind: "image", class: null, system, release: "26.05", installable: "pi", isoName: "pi.iso" } as const;
  const files = { "systems/pi/default.nix": { construct: "dotfiles/pi", source: "main.ts:7" } };
  const flake = { directory: "dotfiles", release: "26.05", lockFile: "flake.lock", hosts: { pi: host }, files };
  try {
    checkOfflineSystems({ nixpkgs: "embedded" }, [{ name: "pi", flake, host }]);
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
  throw new Error("the offline base has packages for ARM");
}

const misnamed = `new Host(flake, "lilith.lan", { class: iso, system: "x86_64-linux" });`;
const withoutImage = 'new Host(flake, "lilith", { system: "x86_64-linux" });';
const importing = 'import { parse } from "yaml";';
const appImport = 'import { App } from "cdknix";';
const mistyped = "const app = = new App();";

/** Which options `synth` checks, as Markdown. */
const knownOptions =
  "`synth` reports it before Nix runs: after `synth import` for any release, otherwise as an error for NixOS 24.05 and unstable, and as a warning for a release between them if both reject it.";

/** Errors of running the program, and of what it returns. */
export const runErrors: readonly ErrorEntry[] = [
  byCommand({
    code: "system-not-offline",
    meaning: "A host of another system than `x86_64-linux` is built on the offline base.",
    samples: () => armHostOffline(),
    shows: "synth pi --nixpkgs embedded",
    repairs: "synth pi --nixpkgs github:NixOS/nixpkgs/nixos-26.05",
  }),
  byCommand({
    code: "manifest-not-understood",
    meaning: "The program wrote its output with a version of cdknix that the command line cannot read.",
    samples: () => manifestNotUnderstood("version: Invalid input: expected 5"),
    shows: "npm ls cdknix           # lists two versions",
    repairs: "npm install cdknix@latest",
  }),
  byCommand({
    code: "module-not-found",
    meaning: "The program imports a file or a package that is not there.",
    why: "The path of the file is relative to the file that imports it, and packages are those in `node_modules`.",
    samples: () =>
      reportedInProject(`${importing}\n`, (file) =>
        Object.assign(new Error("Cannot find module 'yaml'"), { code: "MODULE_NOT_FOUND", requireStack: [file] }),
      ),
    language: "ts",
    shows: importing,
    repairs: `// after npm install yaml\n${importing}`,
  }),
  byCommand({
    code: "nothing-synthesized",
    meaning: "The program ended without an error, but never called `app.synth()`.",
    samples: () =>
      programSynthesizedNothing("npx ts-node main.ts", endedProcess({ argv: ["npx", "ts-node", "main.ts"] })),
    language: "ts",
    shows: 'const app = new App();\nnew Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("26.05") });',
    repairs: 'const app = new App();\nnew Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("26.05") });\napp.synth();',
  }),
  byCommand({
    code: "program-does-not-compile",
    meaning: "TypeScript, swc, esbuild, or Node.js does not understand the program, or finds a type error in it.",
    why: "cdknix shows each error of the compiler with the lines around it.",
    fix: "Correct the line. An editor with TypeScript shows the same errors as you type.",
    samples: () =>
      reportedInProject(
        `${appImport}\n\n${mistyped}\n`,
        // The message of esbuild, which tsx uses.
        (file) => new Error(`Transform failed with 1 error:\n${file}:3:12: ERROR: Unexpected "="`),
      ),
    language: "ts",
    shows: `${appImport}\n\n${mistyped}`,
    repairs: `${appImport}\n\nconst app = new App();`,
  }),
  byCommand({
    code: "program-failed",
    meaning: "The command that runs the program ended with an error, and cdknix has no report from the program.",
    why: "The failure happened before cdknix was loaded, or outside of the program: for example, a step before it failed, or a signal ended it.",
    samples: () => programFailed("npx tsc && node main.js", endedProcess({ argv: ["npx", "tsc"], exitCode: 2 })),
    shows: 'synth --app "npx tsc && node main.js"',
    repairs: "npx tsc           # prints what is wrong with the program",
  }),
  byCommand({
    code: "program-not-compiled",
    meaning: "Node.js loaded a TypeScript file that it cannot run, and that nothing had compiled.",
    why: 'With ts-node, `"type": "module"` in package.json makes the program an ES module, which ts-node does not compile. With `node main.ts`, this Node.js is older than 22.18. An error in the program itself is [`program-does-not-compile`](./program-does-not-compile.md).',
    samples: () => reportedProblem(new TypeError('Unknown file extension ".ts" for /home/me/installer/main.ts')),
    shows: 'synth --app "npx ts-node main.ts"',
    repairs: "npm install --save-dev tsx\nsynth --app 'npx tsx main.ts'      # runs both kinds of modules",
  }),
  byCommand({
    code: "program-not-started",
    meaning: "The system cannot start the command that runs the program.",
    why: "Usually the context in cdk.json is too long: cdknix passes it in an environment variable, as CDK does.",
    samples: () => programFailed("npx ts-node main.ts", endedProcess({ exitCode: undefined, startError: "E2BIG" })),
    shows: "synth",
    repairs: "synth      # after moving large values of `context` to a file that the program reads",
  }),
  byCommand({
    code: "program-not-found",
    meaning: "The command that runs the program names a program or a file that does not exist.",
    samples: () =>
      programFailed("nodejs main.js", endedProcess({ argv: ["sh", "-c", "nodejs main.js"], exitCode: 127 })),
    shows: 'synth --app "nodejs main.js"',
    repairs: 'synth --app "node main.js"',
  }),
  byCommand({
    code: "program-rejected",
    meaning:
      "The program has errors. This code is that of the whole run, for scripts that read `--json`; each error is printed with a code of its own.",
    why: "cdknix writes nothing while a program has errors, so the previous output stays complete.",
    fix: "Correct each printed error. They are all reported at once.",
    samples: () => programRejected(runSample({ given: "class", lines: misnamed }).issues, false),
    language: "ts",
    shows: misnamed,
    repairs: 'new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });',
  }),
  inProgram({
    code: "program-threw",
    meaning: "The program, or a library that it uses, threw an exception. The message is that of the exception.",
    why: "cdknix reports the exception like an error in the program, with the innermost line of your own files. `--verbose` adds the stack trace.",
    fix: "Correct the line after `at:`. A common cause is two constructs with the same ID in one scope.",
    wrong:
      'new NixosModule(iso, "extra", { config: { time: { timeZone: "Europe/Berlin" } } });\nnew NixosModule(iso, "extra", { config: { services: { openssh: { enable: true } } } });',
    right:
      'new NixosModule(iso, "time", { config: { time: { timeZone: "Europe/Berlin" } } });\nnew NixosModule(iso, "ssh", { config: { services: { openssh: { enable: true } } } });',
  }),
  byCommand({
    code: "outdir-ignored",
    meaning: "The program sets `outdir`, but `synth` writes to `cdk.out`.",
    why: "`synth` locks and prepares the output directory before it runs the program, so only `--output` and cdk.json can change it. `outdir` applies if the program runs without `synth`.",
    samples: () => ({ severity: "warning" as const, constructPath: "", ...outdirIgnored("out") }),
    language: "json",
    shows: '{ "app": "npx ts-node main.ts" }',
    repairs: '{ "app": "npx ts-node main.ts", "output": "out" }',
  }),
  byCommand({
    code: "two-apps",
    meaning: "A program calls `synth()` of two apps.",
    samples: () => ({ severity: "error" as const, constructPath: "", ...twoApps }),
    language: "ts",
    shows: "new App().synth();\nnew App().synth();",
    repairs:
      'const app = new App();\nnew Flake(app, "images", { nixpkgs });\nnew Flake(app, "servers", { nixpkgs, lockFile: "servers.lock" });\napp.synth();',
  }),
  byCommand({
    code: "runner-missing",
    meaning: "The program that runs the TypeScript, such as ts-node, is not installed.",
    samples: () => [
      runnerMissing("npx ts-node main.ts", "ts-node", "run `npm install --save-dev ts-node typescript`"),
      runnerMissing("bun main.ts", "bun", otherRunnerFix("bun") ?? ""),
    ],
    shows: "synth",
    repairs: "npm install --save-dev ts-node typescript && synth",
  }),
  byCommand({
    code: "warnings-rejected",
    meaning: "The program has warnings, and `--strict` treats warnings as errors.",
    why: "With `--strict`, for example in CI, an image is built only if cdknix has nothing to report.",
    fix: "Correct each warning. If a warning does not apply, [acknowledge it](../lints/README.md#acknowledge-a-warning).",
    samples: () => warningsRejected(runSample({ given: "flake", lines: withoutImage }).issues),
    shows: "synth --no-build --strict",
    repairs: "synth --no-build",
  }),
  ...optionErrors(),
];

/** Errors of checks against imported options: a table with the options of the examples is in the project. */
function optionErrors(): readonly ErrorEntry[] {
  const wrongOf = (config: string): string => `new NixosModule(iso, "extra", { config: ${config} });`;
  const mistake = (entry: Omit<ProgramMistake, "files">): ErrorEntry =>
    inProgram({ ...entry, files: { [optionTableFile]: JSON.stringify(importedOptions(["26.05"])) } });
  return [
    byCommand({
      code: "imports-not-compiled",
      meaning:
        "`synth import` wrote types that the project's tsconfig.json does not include. This is a warning: the checks of `synth` work, but the editor does not know the types.",
      why: "TypeScript compiles only the files that tsconfig.json includes.",
      samples: () => importsNotCompiled(),
      language: "json",
      shows: '{ "include": ["main.ts"] }',
      repairs: '{ "include": ["main.ts", "imports"] }',
    }),
    mistake({
      code: "option-read-only",
      meaning: `The program sets an option that only NixOS itself may set. ${knownOptions}`,
      wrong: wrongOf('{ system: { nixos: { release: "25.11" } } }'),
      right: wrongOf('{ system: { nixos: { label: "installer-25.05" } } }'),
    }),
    mistake({
      code: "option-removed",
      meaning: `The program sets an option that the NixOS release no longer has. ${knownOptions}`,
      wrong: wrongOf("{ sound: { enable: true } }"),
      right: wrongOf("{ services: { pipewire: { enable: true } } }"),
    }),
    mistake({
      code: "option-renamed",
      meaning: `The program sets an option by its old name. This is a warning. ${knownOptions}`,
      wrong: wrongOf("{ services: { sshd: { enable: true } } }"),
      right: wrongOf("{ services: { openssh: { enable: true } } }"),
    }),
    byCommand({
      code: "option-table-release",
      meaning:
        "The imported options are those of another NixOS release than the flake's. This is a warning: `synth` checks the program with the options that cdknix includes instead, which are those of NixOS 24.05 and unstable.",
      why: "Each release adds, renames, and removes options.",
      samples: () =>
        runSample({
          given: "host",
          lines: "",
          files: { [optionTableFile]: JSON.stringify(importedOptions(["24.11"])) },
        }).issues,
      shows: "synth --no-build",
      repairs: "synth import",
    }),
    byCommand({
      code: "option-table-unreadable",
      meaning:
        "The file with the imported options is damaged, or another version of cdknix wrote it. This is a warning: `synth` checks the program with the options that cdknix includes instead, which are those of NixOS 24.05 and unstable.",
      samples: () => runSample({ given: "host", lines: "", files: { [optionTableFile]: '{ "version": 0 }' } }).issues,
      shows: "synth --no-build",
      repairs: "synth import",
    }),
    mistake({
      code: "option-type",
      meaning: `The value of an option has the wrong type. ${knownOptions} Otherwise Nix reports it, and cdknix maps the error to the program.`,
      fix: "Use a value of the type that the message states. `synth explain HOST OPTION` shows the type and the description of an option.",
      wrong: wrongOf('{ boot: { kernelParams: "quiet" } }'),
      right: wrongOf('{ boot: { kernelParams: ["quiet"] } }'),
    }),
    mistake({
      code: "option-unknown",
      meaning: `No module declares an option that the program sets or that a command names. ${knownOptions} Otherwise Nix reports it, and cdknix maps the error to the program.`,
      fix: "Correct the name. If another flake declares the option, add it as an input and import its module. If the message says that the option probably does not exist, run `synth import` to check the options of the locked nixpkgs; it also lets your editor complete option names.",
      wrong: wrongOf('{ networking: { hostNme: "lilith" } }'),
      right: wrongOf('{ networking: { hostName: "lilith" } }'),
      elsewhere: () => optionUnknown("lilith", "networking.hostNme", "networking", ["networking.hostName"]),
    }),
  ];
}

/** A table of the options in the examples, as `synth import` writes it for a whole release. */
function importedOptions(releases: readonly string[]): unknown {
  const declarations = Object.entries({
    "boot.kernelParams": { type: "list of string" },
    "image.baseName": { type: "string" },
    "isoImage.volumeID": { type: "string" },
    "isoImage.squashfsCompression": { type: "null or string" },
    "networking.domain": { type: "null or string" },
    "networking.hostName": { type: "string" },
    "nixpkgs.hostPlatform": { type: "string or (attribute set)" },
    "services.openssh.enable": { type: "boolean" },
    "services.pipewire.enable": { type: "boolean" },
    "services.sshd.enable": { type: "boolean", isHidden: true, aliasOf: "services.openssh.enable" },
    "sound.enable": { type: "unspecified value", isHidden: true, removal: "The option was specific to ALSA." },
    "system.nixos.label": { type: "string" },
    "system.nixos.release": { type: "string", isReadOnly: true },
  }).map(([name, facts]): OptionDeclaration => ({
    path: splitOptionName(name),
    isReadOnly: false,
    isHidden: false,
    ...facts,
  }));
  return optionTable(optionTree(declarations), { releases, inputs: ["nixpkgs"], complete: false });
}
