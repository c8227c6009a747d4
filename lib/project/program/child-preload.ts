import { createRequire } from "node:module";
import type * as ChildException from "./child-exception";

// Loaded into the user's program before its first line (`node --require`): when the program dies of an exception, the
// command line learns which one and where, instead of a stack trace going past it. Until then it does nothing at all;
// what it takes to tell is loaded only then, since every Node process between the shell and the program loads this file.
process.on("uncaughtException", (error: unknown) => {
  const { tellException } = createRequire(__filename)("./child-exception") as typeof ChildException;
  tellException(error);
  // As Node itself does it: after an uncaught exception nothing of the program may go on.
  process.exit(2);
});
