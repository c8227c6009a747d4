// Each method whose mistakes a construct can report does so; the others end the program.
import type { IConstruct } from "constructs";
import { Secret } from "../../../nix";
import { Annotations } from "../annotations";
import { Aspects } from "../aspects";
import { Flake } from "../flake";
import { mark } from "../marks";
import { NixosModule } from "../nixos-module";
import { endProgram, guardCalls, reportOn } from "./guard-calls";

/** The construct in a private property. */
const constructIn =
  (property: string) =>
  (holder: object): IConstruct =>
    Reflect.get(holder, property) as IConstruct;

guardCalls(Annotations, "Annotations", endProgram);
guardCalls(Annotations.prototype, "Annotations", reportOn(constructIn("construct")));
guardCalls(Aspects, "Aspects", endProgram);
guardCalls(Aspects.prototype, "Aspects", reportOn(constructIn("scope")));
guardCalls(Flake, "Flake", endProgram);
guardCalls(Flake.prototype, "Flake", { ...reportOn((flake) => flake), unchecked: ["input"] });
guardCalls(
  NixosModule.prototype,
  "NixosModule",
  reportOn((module) => module),
);
// The language itself has no marks.
mark(Secret.prototype, "Secret");
