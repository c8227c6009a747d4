import { formatConflict } from "../../../lib/cli/arguments/errors";
import { nixpkgsReference } from "../../../lib/cli/arguments/nixpkgs-reference";
import { unknownCommand } from "../../../lib/cli/arguments/unknown-command";
import { makeCommandLine } from "../../../lib/cli/command-line";
import { noSuchCommand } from "../../../lib/commands/help/errors";
import { logNeverEnds } from "../../../lib/commands/watch/errors";
import { allHostsExcluded } from "../../../lib/pipeline/errors";
import { isFailure, type Failure } from "../../../lib/platform/failure";
import { byCommand, type ErrorEntry } from "./error-entry";
import { failureOf } from "./samples";

/** Errors of the words and options on the command line. */
export const argumentErrors: readonly ErrorEntry[] = [
  byCommand({
    code: "all-hosts-excluded",
    meaning: "`--exclude` matches every host that would be built, so nothing is left to do.",
    samples: () => allHostsExcluded(["desk-*"], ["desk-1", "desk-2"]),
    shows: "synth --exclude 'desk-*'",
    repairs: "synth --exclude desk-1",
  }),
  byCommand({
    code: "argument-invalid",
    meaning: "A command does not accept the value of an argument.",
    samples: () => rejected("completion", "fihs"),
    shows: "synth completion fihs",
    repairs: "synth completion fish",
  }),
  byCommand({
    code: "argument-missing",
    meaning: "A command needs one more argument.",
    why: "Arguments in angle brackets, such as `<host>`, are required. Those in square brackets are not.",
    samples: () => rejected("explain", "lilith"),
    shows: "synth explain lilith",
    repairs: "synth explain lilith boot.kernelParams",
  }),
  byCommand({
    code: "arguments-excess",
    meaning: "A command has more arguments than it takes.",
    why: "Most of these are values of options without the option, or unquoted text with spaces.",
    samples: () => rejected("doctor", "lilith"),
    shows: "synth doctor lilith",
    repairs: "synth doctor",
  }),
  byCommand({
    code: "command-unknown",
    meaning:
      "The first word is neither a command nor a host. It resembles a command, or is a command of CDK, Nix, or a similar tool.",
    why: "A word that is not a command is the name of a host. This word is unlikely to be one, so cdknix answers before it runs the program.",
    samples: () => [unknown("lsit"), unknown("deploy"), noSuchCommand("frobnicate")],
    shows: "synth lsit",
    repairs: "synth list",
  }),
  byCommand({
    code: "flag-unknown",
    meaning: "A command has no option with this name.",
    samples: async () => [await rejected("synth", "--verbos"), await rejected("synth", "--require-approval")],
    shows: "synth --verbos",
    repairs: "synth --verbose",
  }),
  byCommand({
    code: "flag-value-invalid",
    meaning: "An option does not accept its value, or takes no value.",
    samples: async () => [await rejected("synth", "--format", "sarf"), await rejected("synth", "--ci=true")],
    shows: "synth --format sarf",
    repairs: "synth --format sarif",
  }),
  byCommand({
    code: "flag-value-missing",
    meaning: "An option needs a value, and the command line ends after it.",
    why: "Only options whose help has no word in angle brackets, such as `--force`, have no value.",
    samples: () => rejected("synth", "--profile"),
    shows: "synth --profile",
    repairs: "synth --profile dev",
  }),
  byCommand({
    code: "flags-conflict",
    meaning: "Two options contradict each other, or an option does not work with the command.",
    samples: () => [formatConflict(), logNeverEnds()],
    shows: "synth --json --format sarif",
    repairs: "synth --format sarif",
  }),
  byCommand({
    code: "nixpkgs-invalid",
    meaning: "The value of `--nixpkgs`, or of `nixpkgs` in cdk.json, is not something that Nix can fetch.",
    samples: () =>
      ["embeded", "nixos-25.05", "debian", "nixpkgs/nixos-unstabel", "githb:NixOS/nixpkgs"].map((nixpkgs) =>
        failureOf(() => nixpkgsReference({ nixpkgs }, undefined, __dirname)),
      ),
    shows: "synth --nixpkgs nixos-26.05",
    repairs: "synth --nixpkgs github:NixOS/nixpkgs/nixos-26.05",
  }),
];

/** The failure of the parser for a command line. */
async function rejected(...words: readonly string[]): Promise<Failure> {
  try {
    await makeCommandLine("synth").parseAsync(words, { from: "user" });
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
  throw new Error(`the command line accepts ${words.join(" ")}`);
}

function unknown(word: string): Failure {
  const failure = unknownCommand(makeCommandLine("synth"), word);
  if (failure === undefined) throw new Error(`${word} is not like a command`);
  return failure;
}
