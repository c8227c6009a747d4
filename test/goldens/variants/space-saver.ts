import { SpaceSaver, type SpaceSaverProps } from "cdknix";
import { subject } from "../subject";

export const spaceSaver = subject<SpaceSaverProps>(
  "space-saver",
  SpaceSaver,
  {},
  {
    documentation: [true, false],
    manPages: [true, false],
    info: [true, false],
    manCache: [true, false],
    channel: [true, false],
    extraDependencies: [true, false],
    defaultPackages: [true, false],
  },
);
