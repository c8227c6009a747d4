import * as path from "node:path";

/** Root of the repository. */
export const repository = path.resolve(__dirname, "../..");

/** Directory of the generated reference, relative to the root. */
export const referenceDirectory = "docs/reference";

/** Directories of generated pages, relative to the root. They are not committed. */
export const generatedDirectories = [referenceDirectory, "docs/errors"];

/** File with the list of generated pages, relative to the root. */
export const pageIndex = `${referenceDirectory}/pages.json`;
