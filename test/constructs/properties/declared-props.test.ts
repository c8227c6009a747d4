import { readFileSync } from "node:fs";
import * as path from "node:path";
import { declaredPropsFile, declaredPropsText } from "../../../scripts/declared-props-text";
import { repository } from "../../docs/documents";

describe("the table of declared properties", () => {
  it("is what the types and docstrings say now: npm run properties writes it", () => {
    expect(readFileSync(path.join(repository, declaredPropsFile), "utf8")).toBe(declaredPropsText());
  });
});
