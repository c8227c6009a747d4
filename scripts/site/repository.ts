import * as path from "node:path";

/** Root of the repository. */
export const repository = path.resolve(__dirname, "../..");

/** Where generated pages go, relative to the root. Not committed: they follow from the sources. */
export const referenceDirectory = "docs/reference";
