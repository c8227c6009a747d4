import * as path from "node:path";
import { errorAreas } from "../../scripts/site/errors/error-areas";
import { compile } from "./compile";
import { repository } from "./documents";

const programs = errorAreas
  .flatMap((area) => area.entries)
  .flatMap(({ code, rightProgram }) =>
    rightProgram === undefined
      ? []
      : [{ code, text: rightProgram, file: path.join(repository, "test/docs", `error-${code}.ts`) }],
  );

describe("the right lines of an error page", () => {
  const errorsIn = compile(new Map(programs.map(({ file, text }) => [file, text])));

  it.each(programs)("compile: $code", ({ file }) => {
    expect(errorsIn(file)).toEqual([]);
  });
});
