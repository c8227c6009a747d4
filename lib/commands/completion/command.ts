import { Argument, type Command } from "commander";
import { addExamples, loadedAction, type CommandDefinition } from "../../cli/arguments/command-definition";
import { completionScripts } from "./scripts";

/** `synth completion`, and the hidden command that its scripts call. */
export const completionDefinition: CommandDefinition = {
  position: 130,
  overview: {},
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("completion")
    .description("print the completion script for a shell")
    .addArgument(new Argument("<shell>", "the shell").choices(Object.keys(completionScripts)))
    .action(loadedAction(async () => (await import("./action.js")).completion));
  addExamples(command, {
    'eval "$(synth completion bash)"': "add to ~/.bashrc",
    'eval "$(synth completion zsh)"': "add to ~/.zshrc, after compinit",
    "synth completion fish > ~/.config/fish/completions/synth.fish": "run once",
  });
  root
    .command("__complete", { hidden: true })
    .argument("[words...]")
    .action(loadedAction(async () => (await import("./action.js")).completeWords));
}
