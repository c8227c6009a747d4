import { readFileSync } from "node:fs";
import * as path from "node:path";
import { declaredParametersFile, declaredParametersText } from "../../../scripts/declared-parameters-text";
import { declaredPropsFile, declaredPropsText } from "../../../scripts/declared-props-text";
import { repository } from "../../docs/documents";

describe("the table of declared properties", () => {
  it("is what the types and docstrings say now: npm run properties writes it", () => {
    expect(readFileSync(path.join(repository, declaredPropsFile), "utf8")).toBe(declaredPropsText());
  });
});

describe("the table of declared parameters", () => {
  it("is what the types of methods say now: npm run properties writes it", () => {
    expect(readFileSync(path.join(repository, declaredParametersFile), "utf8")).toBe(declaredParametersText());
  });
});
