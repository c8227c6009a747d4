import { githubAnnotation } from "../../lib/cli/terminal/diagnostics/github-annotation";
import type { Issue } from "../../lib/model";
import { project } from "./project";
import { warned, wrongProject } from "./wrong-project";

describe("--format github", () => {
  const annotations = (stderr: string): readonly string[] => stderr.split("\n").filter((line) => line.startsWith("::"));

  it("adds annotations to the text, and leaves the results alone", () => {
    const { stdout, stderr } = wrongProject().run(["--no-build", "--format", "github"]);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^error\[volume-id/m);
    expect(annotations(stderr)).toMatchInlineSnapshot(`
      [
        "::warning file=main.js,line=3,col=15,title=annotation::dotfiles: 100%25 doubtful: really%0Adocs: https://cdknix.example/errors/annotation",
        "::error file=main.js,line=6,col=1,title=volume-id-length::dotfiles/lilith/image: the volume ID is 40 characters long; the limit is 32%0Avalue: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"%0Awhy: ISO 9660 has room for 32 characters, and NixOS rejects longer IDs%0Afix: shorten volumeId%0Adocs: https://cdknix.example/errors/volume-id-length",
      ]
    `);
  });

  it("is the default on GitHub Actions", () => {
    const { run } = project({ "main.js": warned });
    const actions = { GITHUB_ACTIONS: "true" };
    const { stdout, stderr } = run(["list", "--json"], actions);
    expect(JSON.parse(stdout)).toHaveLength(1);
    expect(annotations(stderr)).toHaveLength(1);
    expect(annotations(run(["list"]).stderr)).toEqual([]);
    expect(annotations(run(["list", "--format", "text"], actions).stderr)).toEqual([]);
  });

  it("escapes values as GitHub requires", () => {
    const issue: Issue = {
      severity: "info",
      code: "a,b",
      constructPath: "x",
      message: "100%\r\nsure: yes, really",
      source: { file: "odd:name,.ts", line: 3, column: 4 },
    };
    expect(githubAnnotation(issue)).toMatch(
      /^::notice file=.*odd%3Aname%2C\.ts,line=3,col=4,title=a%2Cb::x: 100%25%0D%0Asure: yes, really%0Adocs: .*$/,
    );
  });
});
