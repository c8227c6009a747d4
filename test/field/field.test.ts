import { readFileSync } from "node:fs";
import * as path from "node:path";
import { repository } from "../examples/examples";
import { programNames } from "../../scripts/site/program-names";
import { runIn } from "../cli/project";
import { scratch } from "../platform/files/scratch";

const programs = programNames("test/field");

// Configurations as people use them. test/goldens/24.05/field.json records what they are on real NixOS.
describe.each(programs)("the configuration %s", (name) => {
  const program = `test/field/${name}/main.ts`;

  it.each(["24.05", "unstable"])("has no warnings on NixOS %s", (release) => {
    const output = path.join(scratch(), "out");
    const options = ["--no-build", "--strict", "--app", `npx ts-node ${program}`, "--output", output];
    const bin = path.join(repository, "bin/cdknix.js");
    const { code, stderr } = runIn(repository, [process.execPath, bin, ...options, "--context", `release=${release}`]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringMatching(/warning|error/) as string });
  });

  it("says what it needs beyond typed constructs", () => {
    expect(readFileSync(path.join(repository, program), "utf8")).toMatch(/^ \* Beyond typed constructs: \S/m);
  });
});
