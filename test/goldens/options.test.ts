import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import * as E from "fp-ts/Either";
import { releases } from "../../lib/model";
import { synthesize } from "../../lib/pipeline/synthesize/synthesize";
import { repository } from "../examples/examples";
import { programNames } from "../../scripts/site/program-names";
import { variantApp } from "./variant-app";
import { subjects } from "./variants";

describe.each(releases)("the options that constructs set on %s", (release) => {
  it.each(subjects)("exist and accept the values: $file", (subject) => {
    const found = [...subject.variants.keys()].flatMap((name) => {
      const result = synthesize(variantApp(release, subject, name).app, {
        projectDirectory: repository,
        revision: "abc1234",
      });
      return (E.isLeft(result) ? result.left : result.right.issues)
        .filter(({ code }) => /^option-(?!on-release)/.test(code))
        .map(({ code, message }) => `${name}: ${code}: ${message}`);
    });
    expect(found).toEqual([]);
  });
});

describe.each(["24.05", "25.05", "unstable"])("the options that examples set on %s", (release) => {
  it.each(programNames("examples"))(
    "exist and accept the values: %s",
    (example) => {
      const directory = mkdtempSync(path.join(tmpdir(), "cdknix-options-"));
      const app = `npx ts-node examples/${example}/main.ts`;
      const context = ["-c", "cdknix:revision=abc1234", "-c", `release=${release}`];
      const args = ["bin/cdknix.js", "--no-build", "-a", app, "-o", path.join(directory, "out"), ...context];
      const { stderr, status } = spawnSync(process.execPath, args, { cwd: repository, encoding: "utf8" });
      rmSync(directory, { recursive: true });
      expect(stderr).not.toContain("[option-");
      expect(status).toBe(0);
    },
    60_000,
  );
});
