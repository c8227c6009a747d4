// Each method whose mistakes a construct can report does so; the others end the program.
import type { IConstruct } from "constructs";
import { Annotations } from "../annotations";
import { Aspects } from "../aspects";
import { Flake } from "../flake";
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
