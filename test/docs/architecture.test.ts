import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { architecturePicture } from "../../scripts/architecture-picture";
import { repository } from "./documents";

const docs = path.join(repository, "docs");

describe("the architecture document", () => {
  it("has a picture of the current imports; if not, run npm run architecture", () => {
    expect(readFileSync(path.join(docs, "architecture.svg"), "utf8")).toBe(architecturePicture());
  });

  it("has a section for each folder of lib", () => {
    const folders = readdirSync(path.join(repository, "lib"), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const text = readFileSync(path.join(docs, "architecture.md"), "utf8");
    const sections = [...text.matchAll(/^### `(.+)`$/gm)].map(([, name]) => name);
    expect(sections.sort()).toEqual(folders.map(({ name }) => name).sort());
  });
});
