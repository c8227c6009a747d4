import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { lints } from "../../lib/constructs/lints";
import { moduleOf, questionsOf, type Evidence } from "./evidence";
import { lintPrograms } from "./lint-programs";

const directory = path.join(__dirname, "evidence");
const releases = readdirSync(directory).filter((file) => file.endsWith(".json"));

describe.each(releases)("the evidence in %s", (file) => {
  const evidence = JSON.parse(readFileSync(path.join(directory, file), "utf8")) as Evidence;

  it("exists for each lint, and for no other", () => {
    expect(Object.keys(evidence.lints)).toEqual(lints.map(({ code }) => code));
    expect(lintPrograms.map(({ code }) => code)).toEqual(lints.map(({ code }) => code));
  });

  describe.each(lintPrograms)("for $code", (program) => {
    it.each(["wrong", "right"] as const)("belongs to the current %s program", (kind) => {
      expect(evidence.lints[program.code]?.[kind].module).toBe(moduleOf(program, kind));
    });

    it.each(["wrong", "right"] as const)("shows how real NixOS treats the %s program", (kind) => {
      const answers = evidence.lints[program.code]?.[kind].answers ?? [];
      const expected = questionsOf(program, kind);
      expect(answers).toEqual(
        expected.map((question) =>
          "error" in question ? { ...question, error: expect.stringContaining(question.error) as unknown } : question,
        ),
      );
    });

    it("differs between the two programs", () => {
      expect(questionsOf(program, "wrong")).not.toEqual(questionsOf(program, "right"));
    });
  });

  it("shows that the keymap en lacks keys that us has", () => {
    expect(evidence.keyMaps).toMatchObject({ en: [], us: [12, 13, 41, 43] });
  });
});
