import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import * as path from "node:path";
import { run } from "../build/run";
import { look, put, scratch } from "../platform/files/scratch";

// A project that has installed the compiled cdknix and one of the packages that provide stacks.
const program = (name: string): string => `
import { App, TerraformStack } from "${name}";
import { Flake, Host, IsoImage, Nixpkgs } from "cdknix";
import { IsoBuild } from "cdknix/terraform";

const app = new App();
const host = new Host(new Flake(app, "images", { nixpkgs: Nixpkgs.release("25.05") }), "rescue", { system: "x86_64-linux" });
new IsoImage(host, "image");
const iso = new IsoBuild(new TerraformStack(app, "stack"), "iso", { host });
console.log(typeof iso.path);
app.synth();
`;

function projectWith(name: string): string {
  const project = scratch();
  const modules = path.join(project, "node_modules");
  const installed = path.join(modules, "cdknix");
  mkdirSync(installed, { recursive: true });
  for (const part of ["package.json", "dist", "lib"]) cpSync(part, path.join(installed, part), { recursive: true });
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as { dependencies: object };
  for (const dependency of ["constructs", "@types", ...Object.keys(dependencies), name]) {
    mkdirSync(path.dirname(path.join(modules, dependency)), { recursive: true });
    symlinkSync(path.resolve("node_modules", dependency), path.join(modules, dependency));
  }
  put(project, { "main.mjs": program(name), "main.mts": program(name) });
  return project;
}

describe.each(["cdktn", "cdktf"])("a project with only %s", (name) => {
  it("writes its flakes and stacks", async () => {
    const project = projectWith(name);
    const { stdout } = await run([process.execPath, "main.mjs"], { cwd: project });
    expect(stdout).toBe("string\n");
    expect(Object.keys(look(project))).toEqual(
      expect.arrayContaining(["cdk.out/images/flake.nix", "cdktf.out/stacks/stack/cdk.tf.json"]),
    );
  });
});

it.each(["cdktn", "cdktf"])("the type declarations are valid with only %s", async (name) => {
  const project = projectWith(name);
  const options = ["--noEmit", "--strict", "--target", "es2022", "--module", "node16", "--types", "node"];
  const tsc = path.resolve("node_modules/.bin/tsc");
  await run([tsc, ...options, "--skipLibCheck", "false", "main.mts"], { cwd: project });
});
