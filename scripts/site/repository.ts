import * as path from "node:path";

/** Root of the repository. */
export const repository = path.resolve(__dirname, "../..");

/** Directory of the generated pages, relative to the root. It is not committed. */
export const referenceDirectory = "docs/reference";
