import { LiveFixes, type LiveFixesProps } from "cdknix";
import { subject } from "../subject";

export const liveFixes = subject<LiveFixesProps>(
  "live-fixes",
  LiveFixes,
  {},
  {
    switchToConfiguration: [true, false],
    openFiles: [1048576, null],
    mdadmMailAddress: { address: "admin@example.org", null: null },
    run0: [true, false],
  },
);
