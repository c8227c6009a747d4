import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { projectFilesSync, projectTemplates } from "../../lib/commands/init/project-template";
import { releases } from "../../lib/model";

type Dependencies = Readonly<Record<string, string>>;
interface PackageJson {
  readonly dependencies?: Dependencies;
  readonly devDependencies?: Dependencies;
  readonly overrides?: Dependencies;
}

const own = JSON.parse(readFileSync("package.json", "utf8")) as PackageJson;

describe.each(projectTemplates)("the template %s", (template) => {
  const files = projectFilesSync({ template, name: "project", cdknix: own.devDependencies!.cdknix });
  const { dependencies, devDependencies, overrides } = JSON.parse(files.get("package.json")!) as PackageJson;

  it("depends on the versions that cdknix itself is tested with", () => {
    expect(own.devDependencies).toMatchObject({ ...dependencies, ...devDependencies });
    expect(own.overrides).toMatchObject({ ...overrides });
  });

  it("targets the newest NixOS release that cdknix supports", () => {
    const newest = releases.filter((release) => release !== "unstable").at(-1);
    const named = [...files.values()].flatMap((text) => [...text.matchAll(/Nixpkgs\.release\("(.*?)"\)/g)]);
    expect(named.length).toBeGreaterThan(0);
    expect(new Set(named.map(([, release]) => release))).toEqual(new Set([newest]));
  });

  it("has all files that a project needs", () => {
    const needed = [
      ".gitignore",
      "README.md",
      "cdk.json",
      "jest.config.js",
      "jest.slow.config.js",
      "main.ts",
      "package.json",
      "tsconfig.json",
    ];
    expect([...files.keys()]).toEqual(expect.arrayContaining(needed));
    expect([...files.keys()].filter((name) => /^test\/.*\.test\.ts$/.test(name)).length).toBeGreaterThan(0);
  });
});

it("every directory in templates belongs to a template", () => {
  const files = new Set(projectTemplates.flatMap((template) => [...projectFilesSync({ template, name: "x" }).keys()]));
  for (const folder of readdirSync("templates")) {
    for (const name of readdirSync(path.join("templates", folder))) {
      const shown = name === "gitignore" ? ".gitignore" : name;
      expect([...files].some((file) => file === shown || file.startsWith(`${shown}/`))).toBe(true);
    }
  }
});
