import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import * as path from "node:path";
import { expected, filesBelow, repository } from "./examples";
import { terraformProject } from "./terraform-project";

const project = terraformProject();
const stacks = path.join(project, "cdktf.out");

afterAll(() => {
  rmSync(project, { recursive: true });
});

function synth(...args: readonly string[]): void {
  const app = "npx ts-node examples/terraform/main.ts";
  const revision = "cdknix:revision=abc1234";
  const argv = [path.join(repository, "bin/cdknix.js"), ...args, "--quiet", "-a", app, "-c", revision];
  execFileSync(process.execPath, argv, { cwd: project, stdio: ["ignore", "ignore", "inherit"] });
}

describe("examples/terraform", () => {
  it("writes the expected flake and stacks", () => {
    synth("--no-build", "--strict");
    const written = {
      "cdk.out": filesBelow(path.join(project, "cdk.out")),
      "cdktf.out": filesBelow(stacks),
    };
    const below = (directory: string, files: Readonly<Record<string, string>>): [string, string][] =>
      Object.entries(files).map(([name, text]) => [`${directory}/${name}`, text]);
    expect(Object.fromEntries(Object.entries(written).flatMap(([name, files]) => below(name, files)))).toEqual(
      expected("terraform"),
    );
  });

  it("writes no stacks for synth list", () => {
    rmSync(stacks, { recursive: true });
    synth("list");
    expect(filesBelow(stacks)).toEqual({});
  });
});
