import { lstatSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { letIn, lilithImage } from "../build/lilith-image";
import { copyProject } from "../build/project-copy";
import { synth } from "../build/run";
import { freshDirectory } from "../build/run-directory";
import { terraformIn, withTerraform } from "./terraform";

/** The program of examples/lilith in the App of cdktf, with a stack that builds its image. */
function withStack(program: string): string {
  const [before, after] = program.split("\nconst app = new App();");
  if (before === undefined || after === undefined) throw new Error("examples/lilith makes its App in another way");
  return [
    'import { App, TerraformStack } from "cdktf";',
    'import { IsoBuild } from "cdknix/terraform";',
    before.replace(/^ {2}App,\n/m, ""),
    "const app = new App();",
    after.replace(
      "app.synth();",
      'new IsoBuild(new TerraformStack(app, "stack"), "iso", { host: lilith });\napp.synth();',
    ),
  ].join("\n");
}

withTerraform("a real image", () => {
  it("is the same from terraform apply and from synth", async () => {
    const { project: compiled, built, key } = await lilithImage();
    const project = await copyProject(path.join(freshDirectory("terraform"), "project"), compiled);
    // In an ignored directory, so that the revision in the image's name is the same.
    mkdirSync(path.join(project, "temp"));
    writeFileSync(
      path.join(project, "temp/main.ts"),
      withStack(readFileSync(path.join(project, "examples/lilith/main.ts"), "utf8")),
    );
    await synth(project, "--no-build", "-a", "npx ts-node temp/main.ts", ...letIn(key));

    const stack = path.join(project, "cdktf.out/stacks/stack");
    const terraform = terraformIn(stack);
    terraform.run(["init", "-input=false", "-no-color"]);
    terraform.run(["apply", "-auto-approve", "-input=false", "-no-color"]);
    expect(terraform.outputs()).toEqual({
      iso_path: built.iso,
      iso_name: path.basename(built.iso),
      iso_sha256: built.sha256,
      iso_size: built.size,
    });
    terraform.run(["destroy", "-auto-approve", "-input=false", "-no-color"]);
    expect(lstatSync(path.join(stack, "result-iso"), { throwIfNoEntry: false })).toBeUndefined();
  });
});
