import { readFileSync } from "node:fs";
import * as path from "node:path";
import { projectFilesSync, projectTemplates, terraformPackages } from "../../lib/commands/init/project-template";
import { runners } from "../../lib/commands/init/runner";
import { newestStableRelease } from "../../lib/model";
import { readFileNamesSync } from "../../lib/platform/files/tree-entries";

type Dependencies = Readonly<Record<string, string>>;
interface PackageJson {
  readonly dependencies?: Dependencies;
  readonly devDependencies?: Dependencies;
  readonly overrides?: Dependencies;
}

const own = JSON.parse(readFileSync("package.json", "utf8")) as PackageJson;

const projects = projectTemplates.flatMap((template) =>
  runners.flatMap((runner) =>
    (template === "terraform" ? terraformPackages : ([undefined] as const)).map((terraform) => ({
      title: [template, runner, terraform].filter((part) => part !== undefined).join(", "),
      runner,
      files: projectFilesSync({
        ...{ template, runner, name: "project", cdknix: own.devDependencies!.cdknix! },
        ...(terraform === undefined ? {} : { terraform }),
      }),
    })),
  ),
);

describe.each(projects)("the template $title", ({ files, runner }) => {
  const { dependencies, devDependencies, overrides } = JSON.parse(files.get("package.json")!) as PackageJson;

  it("depends on the versions that cdknix itself is tested with", () => {
    expect(own.devDependencies).toMatchObject({ ...dependencies, ...devDependencies });
    expect(own.overrides).toMatchObject({ ...overrides });
  });

  it("targets the newest stable release of NixOS", () => {
    const named = [...files.values()].flatMap((text) => [...text.matchAll(/Nixpkgs\.release\("(.*?)"\)/g)]);
    expect(named.length).toBeGreaterThan(0);
    expect(new Set(named.map(([, release]) => release))).toEqual(new Set([newestStableRelease]));
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
    expect([...files.keys()].filter((name) => name.includes("patch"))).toEqual([]);
    expect([...files.keys()].filter((name) => /^test\/.*\.test\.ts$/.test(name)).length).toBeGreaterThan(0);
  });

  it("imports only files that it has", () => {
    for (const [name, text] of files) {
      for (const [, specifier = ""] of text.matchAll(/(?:from|import) "(\.[^"]+)"/g)) {
        const target = path.posix.join(path.posix.dirname(name), specifier);
        const candidates = runner === "ts-node" ? [`${target}.ts`, `${target}/index.ts`] : [target];
        expect([name, specifier, candidates.some((file) => files.has(file))]).toEqual([name, specifier, true]);
      }
    }
  });
});

it("every file in templates belongs to a template", () => {
  const used = new Set(projects.flatMap(({ files }) => [...files.keys()]));
  for (const file of readFileNamesSync("templates")) {
    const name = file.replace(/^(?:variants\/)?[^/]+\//, "").replace(/^gitignore$/, ".gitignore");
    if (name !== "package.patch.json") expect([...used]).toContain(name);
  }
});
