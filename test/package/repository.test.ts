import { readFileSync } from "node:fs";
import * as path from "node:path";
import { runIn, type Run } from "../cli/project";
import { put, scratch } from "../platform/files/scratch";

interface PackageJson {
  readonly repository: { readonly url: string };
  readonly bugs: { readonly url: string };
  readonly homepage: string;
  readonly scripts: Readonly<Record<string, string>>;
}

const text = readFileSync("package.json", "utf8");
const { repository, bugs, homepage, scripts } = JSON.parse(text) as PackageJson;
const script = "scripts/check-repository.ts";

/** Runs the check on files with the given addresses. */
function check(files: Readonly<Record<string, string>>): Run {
  const directory = scratch();
  put(directory, files);
  return runIn(directory, [path.resolve("node_modules/.bin/ts-node"), "--swc", path.resolve(script)]);
}

describe("the address of the repository", () => {
  it("is the same in every field of package.json", () => {
    const [, address] = /^git\+(https:\/\/.+)\.git$/.exec(repository.url) ?? [];
    expect({ bugs: bugs.url, homepage }).toEqual({ bugs: `${address!}/issues`, homepage: `${address!}#readme` });
  });

  it("must be filled in before npm publishes", () => {
    expect(scripts.prepublishOnly).toBe(`ts-node ${script}`);
    const placeholder = { "package.json": '{ "homepage": "https://github.com/OWNER/cdknix" }', "CONTRIBUTING.md": "" };
    expect(check(placeholder)).toMatchInlineSnapshot(`
      {
        "code": 1,
        "stderr": "error: the address of the repository has the placeholder OWNER in package.json
        fix:   sed -i 's/OWNER/your-name/' package.json CONTRIBUTING.md
      ",
        "stdout": "",
      }
    `);
    const filled = Object.entries({ "package.json": text, "CONTRIBUTING.md": readFileSync("CONTRIBUTING.md", "utf8") });
    // As the command in docs/releasing.md replaces it.
    const named = Object.fromEntries(filled.map(([name, content]) => [name, content.replaceAll("OWNER", "someone")]));
    expect(check(named)).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});
