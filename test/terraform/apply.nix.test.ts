import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import * as path from "node:path";
import { minimalProject } from "./minimal-project";
import { terraformIn, withTerraform } from "./terraform";

interface Stack {
  readonly resource: {
    readonly terraform_data: {
      readonly iso: {
        readonly provisioner: readonly {
          readonly "local-exec": { readonly command: string; readonly working_dir?: string; readonly when?: string };
        }[];
      };
    };
  };
}

const project = minimalProject();
const link = path.join(project.stack, "result-iso");
const results = path.join(project.stack, "result-iso.json");
const isThere = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;

describe("the commands of a build", () => {
  const run = (when: string | undefined): void => {
    const stack = JSON.parse(readFileSync(path.join(project.stack, "cdk.tf.json"), "utf8")) as Stack;
    const commands = stack.resource.terraform_data.iso.provisioner.map((provisioner) => provisioner["local-exec"]);
    const { command, working_dir: directory = "." } = commands.find((each) => each.when === when)!;
    // Like local-exec by default.
    execFileSync("/bin/sh", ["-c", command], { cwd: path.join(project.stack, directory), stdio: "inherit" });
  };

  it("build the ISO, link it next to the stack, and write its properties", () => {
    project.synth("vim");
    run(undefined);
    const [built] = JSON.parse(readFileSync(results, "utf8")) as [{ iso: string; sha256: string }];
    expect(readFileSync(built.iso, "utf8")).toContain('EDITOR = "vim"');
    expect(path.join(readlinkSync(link), "iso/rescue.iso")).toBe(built.iso);
  });

  it("refuse a flake that was not planned, and keep the previous ISO", () => {
    const before = readFileSync(results, "utf8");
    const stack = readFileSync(path.join(project.stack, "cdk.tf.json"), "utf8");
    project.synth("nano");
    expect(readFileSync(path.join(project.stack, "cdk.tf.json"), "utf8")).not.toBe(stack);
    project.synth("vim");
    rmSync(path.join(project.directory, "cdk.out/images/systems/rescue/editor.nix"));
    expect(() => {
      run(undefined);
    }).toThrow("Command failed");
    expect(readFileSync(results, "utf8")).toBe(before);
  });

  it("clean up on destroy", () => {
    run("destroy");
    expect([link, results].filter(isThere)).toEqual([]);
  });
});

withTerraform("terraform apply", () => {
  const terraform = terraformIn(project.stack);
  const apply = (...args: readonly string[]): string =>
    terraform.run(["apply", "-auto-approve", "-input=false", "-no-color", ...args]).text;
  const plan = (code: number): string =>
    terraform.run(["plan", "-detailed-exitcode", "-input=false", "-no-color"], code).text;
  const built = (): { readonly path: string; readonly text: string } => {
    const { iso_path: file } = terraform.outputs();
    return { path: String(file), text: readFileSync(String(file), "utf8") };
  };

  it("builds the ISO, outputs its properties, and passes it to another resource", () => {
    project.synth("vim");
    terraform.run(["init", "-input=false", "-no-color"]);
    expect(terraform.run(["validate", "-no-color"]).text).toContain("The configuration is valid.");
    expect(apply()).toContain("3 added, 0 changed, 0 destroyed");
    const { path: file, text } = built();
    expect(text).toContain('EDITOR = "vim"');
    const output = {
      path: file,
      name: "rescue.iso",
      sha256: createHash("sha256").update(text).digest("hex"),
      size: text.length,
    };
    expect(terraform.outputs()).toEqual({
      iso_path: output.path,
      iso_name: output.name,
      iso_sha256: output.sha256,
      iso_size: output.size,
    });
    const shown = JSON.parse(terraform.run(["show", "-json"]).text) as {
      values: { root_module: { resources: { address: string; values: { output: unknown } }[] } };
    };
    const user = shown.values.root_module.resources.find(({ address }) => address === "terraform_data.user");
    expect(user?.values.output).toEqual(output);
  });

  it("does nothing if nothing changed", () => {
    project.synth("vim");
    expect(plan(0)).toContain("No changes.");
  });

  it("rebuilds if the flake changed, and updates dependent resources", () => {
    const before = built();
    project.synth("nano");
    expect(apply()).toContain("2 added, 1 changed, 2 destroyed");
    expect(built().text).toContain('EDITOR = "nano"');
    expect(path.join(readlinkSync(link), "iso/rescue.iso")).toBe(built().path);
    expect(built().path).not.toBe(before.path);
  });

  it("keeps the ISO and the outputs if a build fails", () => {
    const before = built();
    project.synth("broken");
    const { text } = terraform.run(["apply", "-auto-approve", "-input=false", "-no-color"], 1);
    expect(text).toContain("it is broken");
    expect(built()).toEqual(before);
    expect(path.join(readlinkSync(link), "iso/rescue.iso")).toBe(before.path);
    project.synth("emacs");
    apply();
    expect(built().text).toContain('EDITOR = "emacs"');
    expect(plan(0)).toContain("No changes.");
  });

  it("refuses to build a flake that was not planned", () => {
    project.synth("vi");
    terraform.run(["plan", "-input=false", "-no-color", "-out=plan"]);
    project.synth("ed");
    const { text } = terraform.run(["apply", "-input=false", "-no-color", "plan"], 1);
    expect(text).toContain("the flake images does not match --tree-hash");
    apply();
    expect(built().text).toContain('EDITOR = "ed"');
  });

  it("warns if the ISO is gone, and rebuilds it on request", () => {
    const { path: file } = built();
    rmSync(link);
    rmSync(results);
    // The ISO that this test built.
    execFileSync("nix-store", ["--delete", path.dirname(path.dirname(file))], { stdio: "ignore" });
    const said = plan(0).replaceAll(/\s+/g, " ");
    expect(said).toContain(`${file} is not on this machine.`);
    apply("-replace=terraform_data.iso");
    expect(existsSync(file)).toBe(true);
    expect(plan(0)).not.toContain("Warning");
  });

  it("is undone by terraform destroy", () => {
    terraform.run(["destroy", "-auto-approve", "-input=false", "-no-color"]);
    expect(terraform.run(["state", "list"]).text).toBe("");
    expect([link, results].filter(isThere)).toEqual([]);
    expect(existsSync(path.join(project.directory, "cdk.out/images/flake.nix"))).toBe(true);
  });
});
