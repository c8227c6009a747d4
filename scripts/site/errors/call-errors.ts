import { RootConstruct } from "constructs";
import { seal } from "../../../lib/constructs";
import { checkedScope } from "../../../lib/constructs/core/arguments/scope";
import { isProgramError, type Issue } from "../../../lib/model";
import { byCommand, type ErrorEntry } from "./error-entry";
import { inProgram } from "./in-program";
import { unchecked } from "./property-errors";

/** Errors about the arguments of constructors and methods. */
export const callErrors: readonly ErrorEntry[] = [
  byCommand({
    code: "after-synthesis",
    meaning:
      "The program adds something, such as a construct, an input, or an override, after it called `app.synth()`.",
    why: "`app.synth()` writes the flake. It does not include what the program adds later.",
    samples: () => programError(lateConstruct),
    language: "ts",
    shows: 'app.synth();\nnew NixosModule(host, "late", { config: { time: { timeZone: "Europe/Berlin" } } });',
    repairs: 'new NixosModule(host, "late", { config: { time: { timeZone: "Europe/Berlin" } } });\napp.synth();',
  }),
  inProgram({
    code: "aspect-async",
    meaning: "The method `visit` of an aspect is `async`.",
    why: "Synthesis does not wait for promises, so what the method changes after the first `await` would be missing.",
    wrong:
      'Aspects.of(iso).add({ visit: async (construct) => { await Promise.resolve(); Annotations.of(construct).addWarning("late"); } } as never);',
    right:
      'Aspects.of(iso).add({ visit: (construct) => { Annotations.of(construct).acknowledgeWarning("zfs-kernel"); } });',
  }),
  inProgram({
    code: "validation-invalid",
    meaning:
      "The argument of `node.addValidation` has no method `validate`, or the method returns something other than a list of strings.",
    why: "The list contains the messages of errors, and is empty if there are none. Synthesis does not wait for promises.",
    wrong: "iso.node.addValidation({ validate: () => [5] } as never);",
    also: ["iso.node.addValidation((() => []) as never);"],
    right: "iso.node.addValidation({ validate: () => [] });",
  }),
  byCommand({
    code: "construct-scope",
    meaning: "The first argument of a construct is not a construct.",
    why: `The first argument is the scope: the construct that the new one belongs to. ${unchecked} The error ends the program, because there is no construct to report it on.`,
    samples: () => programError(() => checkedScope("Host", "flake" as never, "lilith")),
    language: "ts",
    shows: 'new Host("flake", "lilith", { system: "x86_64-linux" });',
    repairs: 'new Host(flake, "lilith", { system: "x86_64-linux" });',
  }),
  inProgram({
    code: "construct-without-id",
    meaning: "A construct has no ID: the second argument is missing, or is something else, such as the properties.",
    why: "The ID names the construct in its scope, and often a file of the flake.",
    wrong: "new BootConfig(iso, { copyToRam: true });",
    right: 'new BootConfig(iso, "boot", { copyToRam: true });',
  }),
  inProgram({
    code: "malformed-path",
    meaning: "The path of an option or of an output has an empty name or a quote that is not closed.",
    wrong: 'new NixosModule(iso, "time").addOverride("time..timeZone", "Europe/Berlin");',
    also: ['flake.addOutput("formatter.", "nixfmt");'],
    right: 'new NixosModule(iso, "time").addOverride("time.timeZone", "Europe/Berlin");',
  }),
  inProgram({
    code: "output-conflict",
    meaning:
      "Two outputs of the flake have the same path, or one is inside the other. The other output may be one that cdknix writes: `nixosConfigurations` and `packages` for a host, `nixosModules` for a class, `packages` for a package.",
    why: "An attribute of a flake has one value. Attribute sets are merged as long as no value would be lost.",
    wrong: 'flake.addOutput("nixosModules", inputs.self.modules);',
    also: [
      'flake.addOutput("formatter.x86_64-linux", pkgs.nixfmt);\nflake.addOutput("formatter.x86_64-linux", pkgs.alejandra);',
    ],
    right: 'flake.addOutput("nixosModules.extra", nix.raw("{ }"));',
  }),
  inProgram({
    code: "self-reference",
    meaning: "The value of an option refers to the option itself, through `config`.",
    why: "`config` has the final values of all options. Nix would need the value to compute it, and stops with an infinite recursion.",
    wrong:
      'new NixosModule(iso, "label", { config: { isoImage: { volumeID: nix.str`${config.isoImage.volumeID}-live` } } });',
    right:
      'new NixosModule(iso, "label", { config: { isoImage: { volumeID: nix.str`${config.networking.hostName}-live` } } });',
  }),
  inProgram({
    code: "wrong-argument",
    meaning: "An argument of a method is missing, has another type than the parameter, or is one too many.",
    why: `The call has no effect. ${unchecked}`,
    fix: "Pass the arguments that the message names. `at:` is the line of the call, or of the construct that uses the result.",
    wrong: 'flake.addOutput(42, "nixfmt");',
    also: ['new NixosModule(iso, "time").addOverride(["time", "timeZone"], "Europe/Berlin");'],
    right: 'flake.addOutput("lib.answer", 42);',
  }),
];

function lateConstruct(): void {
  const root = new RootConstruct();
  seal(root, [root]);
  checkedScope("NixosModule", root, "late");
}

function programError(make: () => unknown): Issue {
  try {
    make();
  } catch (error) {
    if (!isProgramError(error)) throw error;
    const { code, message, value = "", reason = "", fix = "" } = error;
    return { severity: "error", code, constructPath: "", message, value, reason, fix };
  }
  throw new Error("no error");
}
