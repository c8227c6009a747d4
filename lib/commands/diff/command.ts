import { type Command } from "commander";
import { addExamples, loadedAction, type CommandDefinition } from "../../cli/arguments/command-definition";
import {
  addHosts,
  addNixOptions,
  addProfileOption,
  addProgramOptions,
  evaluationJobsOption,
} from "../../cli/arguments/options";

/** `synth diff [HOST…]`. */
export const diffDefinition: CommandDefinition = {
  position: 30,
  overview: { "synth diff": "show what the program would change in cdk.out" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("diff")
    .description("show what the program would change in the output, by construct")
    .action(loadedAction(async () => (await import("./action.js")).diff));
  addHosts(command, "hosts to compare with --built (default: all)");
  addNixOptions(
    addProfileOption(addProgramOptions(command))
      .optionsGroup("Diff:")
      .option("--built", "also build, and compare packages and sizes of ISOs")
      .addOption(evaluationJobsOption())
      .option("--fail", "exit with code 1 if there are differences"),
  );
  addExamples(command, {
    "synth diff": "show what the program would change in cdk.out",
    "synth diff --fail": "the same, with exit code 1 if anything would change",
    "synth diff lilith --built": "also build, and compare packages and the ISO size",
  });
}
