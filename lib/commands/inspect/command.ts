import type { Command } from "commander";
import { addExamples, loadedAction, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addNixOptions, addProfileOption, addProgramOptions } from "../../cli/arguments/options";

/** `synth inspect HOST`. */
export const inspectDefinition: CommandDefinition = {
  position: 70,
  overview: { "synth inspect lilith": "show the contents of the ISO, and what each construct adds" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("inspect")
    .description(
      "show the contents of a host's last built ISO or system: packages, what each construct adds, licenses, boot menu, logins",
    )
    .argument("<host>", "the host")
    .action(loadedAction(async () => (await import("./action.js")).inspect));
  addNixOptions(
    addProfileOption(addProgramOptions(command))
      .optionsGroup("Report:")
      .option(
        "--no-constructs",
        "skip measuring constructs, which evaluates and builds the system without each of them",
      )
      .option("--sbom <file>", "also write a software bill of materials (CycloneDX 1.6 JSON)")
      .option("--html <file>", "also write an HTML page with a map of the contents"),
  );
  addExamples(command, {
    "synth inspect lilith": "show the largest packages, constructs, licenses, boot menu, and files",
    "synth inspect lilith --html image.html": "also write one HTML page with a map",
    "synth inspect lilith --no-constructs --sbom sbom.json": "write a bill of materials, without measuring constructs",
    "synth inspect lilith --json | jq .closure.size": "print everything as JSON",
  });
}
