import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { documentationSite } from "../../lib/model/documentation-url";
import { runIn, type Run } from "../cli/project";
import { codeBlocks } from "../docs/documents";
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
const filled = ["package.json", "CONTRIBUTING.md", "lib/model/documentation-url.ts"];

describe("the addresses of the project", () => {
  it("are the same everywhere", () => {
    const [, address] = /^git\+(https:\/\/.+)\.git$/.exec(repository.url) ?? [];
    expect({ bugs: bugs.url, homepage }).toEqual({ bugs: `${address!}/issues`, homepage: documentationSite });
  });

  it("must be filled in before npm publishes, and the documented command does it", () => {
    expect(scripts.prepublishOnly).toBe(`ts-node ${script}`);
    const directory = scratch();
    put(directory, Object.fromEntries(filled.map((file) => [file, readFileSync(file, "utf8")])));
    const check = (): Run =>
      runIn(directory, [path.resolve("node_modules/.bin/ts-node"), "--swc", path.resolve(script)]);
    execFileSync("git", ["init", "--quiet"], { cwd: directory });
    execFileSync("git", ["add", "."], { cwd: directory });
    expect(check()).toMatchInlineSnapshot(`
      {
        "code": 1,
        "stderr": "error: the addresses of the project are placeholders in 3 files, such as CONTRIBUTING.md
        fix:   fill them in as docs/releasing.md shows
      ",
        "stdout": "",
      }
    `);
    const [command = ""] = codeBlocks(readFileSync("docs/releasing.md", "utf8"), "sh");
    execFileSync("sh", ["-c", command], { cwd: directory });
    expect(check()).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(readFileSync(path.join(directory, "package.json"), "utf8")).toContain("https://github.com/your-name/cdknix");
  });
});
