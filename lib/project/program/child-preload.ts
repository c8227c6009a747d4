import { createRequire } from "node:module";
import type * as ChildException from "./child-exception";

// Loaded into the user's program before its first line (`node --require`): if an exception ends the program, this reports
// the exception and its location to the command line. Until then it does nothing. It loads the reporting code lazily,
// because every Node process between the shell and the program loads this file.
process.on("uncaughtException", (error: unknown) => {
  const { reportException } = createRequire(__filename)("./child-exception") as typeof ChildException;
  reportException(error);
  // As Node itself does: after an uncaught exception the program must not continue.
  process.exit(2);
});
