import { mkdirSync } from "node:fs";
import * as path from "node:path";
import { makeCommandLine } from "../../lib/cli/command-line";
import { githubAnnotation } from "../../lib/cli/terminal/diagnostics/github-annotation";
import { repositoryPath } from "../../lib/cli/terminal/diagnostics/repository-path";
import type { Issue } from "../../lib/model";
import { watching } from "../commands/watch/watching";
import { put, scratch } from "../platform/files/scratch";
import { library, project, type Project } from "./project";
import { sarifViolations } from "./sarif-schema";

/** A program with a warning and an error. */
const wrong = [
  `const { Annotations, App, Flake, Host, IsoImage, Nixpkgs } = require(${JSON.stringify(library)});`,
  `const app = new App();`,
  `const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });`,
  `Annotations.of(flake).addWarning("100% doubtful: really");`,
  `const lilith = new Host(flake, "lilith", { system: "x86_64-linux" });`,
  `new IsoImage(lilith, "image", { volumeId: "x".repeat(40) });`,
  `app.synth();`,
].join("\n");

const wrongProject = (): Project => project({ "main.js": wrong });
const warned = wrong.replace(".repeat(40)", "");

describe("--json", () => {
  it("prints the errors and warnings of a program, with the lines", () => {
    const { code, stdout, stderr } = wrongProject().run(["--no-build", "--json"]);
    expect(code).toBe(2);
    expect(stderr).toContain("error[volume-id");
    expect(JSON.parse(stdout)).toMatchInlineSnapshot(`
      {
        "issues": [
          {
            "code": "annotation",
            "column": 15,
            "construct": "dotfiles",
            "file": "main.js",
            "fix": null,
            "line": 3,
            "message": "100% doubtful: really",
            "severity": "warning",
            "value": null,
            "why": null,
          },
          {
            "code": "volume-id-length",
            "column": 1,
            "construct": "dotfiles/lilith/image",
            "file": "main.js",
            "fix": "shorten volumeId",
            "line": 6,
            "message": "the volume ID is 40 characters long; the limit is 32",
            "severity": "error",
            "value": ""xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"",
            "why": "ISO 9660 has room for 32 characters, and NixOS rejects longer IDs",
          },
        ],
        "message": "nothing was written: 1 error in the program",
        "output": null,
      }
    `);
  });

  it("prints the warnings before an error that is not one of the program", () => {
    const { stdout } = project({ "main.js": warned }).run(["synth", "nobody", "--no-build", "--json"]);
    const { issues } = JSON.parse(stdout) as { issues: readonly Record<string, unknown>[] };
    expect(issues.map(({ severity, code }) => [severity, code])).toEqual([
      ["warning", "annotation"],
      ["error", "host-unknown"],
    ]);
  });

  it("prints the warnings that --strict rejects, and the rejection", () => {
    const { code, stdout } = project({ "main.js": warned }).run(["--no-build", "--json", "--strict"]);
    expect(code).toBe(2);
    const { issues } = JSON.parse(stdout) as { issues: readonly Record<string, unknown>[] };
    expect(issues.map(({ severity, code }) => [severity, code])).toEqual([
      ["warning", "annotation"],
      ["error", "warnings-rejected"],
    ]);
  });

  it("prints errors in the arguments", () => {
    const { run } = project();
    for (const args of [
      ["--bulid", "--json"],
      ["lsit", "-j"],
      ["explain", "--format", "json"],
      ["list", "--format=json", "x"],
    ]) {
      const { code, stdout } = run(args);
      expect(code).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({ issues: [{ severity: "error", file: null }] });
    }
  });

  it("prints only the findings of doctor, which contain the errors", () => {
    const { stdout } = project().run(["doctor", "--json"], { PATH: "" });
    expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ status: "error" }));
  });

  it("prints one line for each run of watch", async () => {
    const { directory } = wrongProject();
    const watch = watching(directory, ["--json"]);
    await watch.until("watching for changes");
    const lines = watch.results().trim().split("\n");
    expect(lines.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual([
      "nothing was written: 1 error in the program",
    ]);
  });

  const root = makeCommandLine("synth");
  const withJson = root.commands.filter(
    (command) => command.options.some(({ long }) => long === "--json") && command.name() !== "watch",
  );
  const values: Readonly<Record<string, string>> = { hosts: "nobody", directory: "cdk.json" };
  it.each(withJson.map((each) => [each.name(), each] as const))("prints an error of synth %s", (name, command) => {
    const operands = command.registeredArguments.map((argument) => values[argument.name()] ?? "x");
    const withoutApp = project({ "cdk.json": '{ "app": 7 }' });
    const { code, stdout } = withoutApp.run([name, ...operands, "--json"]);
    expect(code).toBe(1);
    // synth init reads no cdk.json.
    const expected = name === "init" ? "not-a-directory" : "config-invalid";
    expect(JSON.parse(stdout)).toMatchObject({ issues: [{ code: expected }] });
  });
});

describe("--format sarif", () => {
  const logOf = (made: Project, ...args: readonly string[]): unknown =>
    JSON.parse(made.run([...args, "--format", "sarif"]).stdout) as unknown;

  it("prints a valid log of errors and warnings, instead of results", () => {
    const made = wrongProject();
    mkdirSync(path.join(made.directory, ".git"));
    const log = logOf(made, "--no-build");
    expect(sarifViolations(log)).toEqual([]);
    expect(log).toMatchInlineSnapshot(`
      {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [
          {
            "columnKind": "utf16CodeUnits",
            "invocations": [
              {
                "executionSuccessful": false,
              },
            ],
            "results": [
              {
                "level": "warning",
                "locations": [
                  {
                    "logicalLocations": [
                      {
                        "fullyQualifiedName": "dotfiles",
                      },
                    ],
                    "physicalLocation": {
                      "artifactLocation": {
                        "uri": "main.js",
                        "uriBaseId": "%SRCROOT%",
                      },
                      "region": {
                        "startColumn": 15,
                        "startLine": 3,
                      },
                    },
                  },
                ],
                "message": {
                  "text": "dotfiles: 100% doubtful: really",
                },
                "ruleId": "annotation",
                "ruleIndex": 0,
              },
              {
                "level": "error",
                "locations": [
                  {
                    "logicalLocations": [
                      {
                        "fullyQualifiedName": "dotfiles/lilith/image",
                      },
                    ],
                    "physicalLocation": {
                      "artifactLocation": {
                        "uri": "main.js",
                        "uriBaseId": "%SRCROOT%",
                      },
                      "region": {
                        "startColumn": 1,
                        "startLine": 6,
                      },
                    },
                  },
                ],
                "message": {
                  "text": "dotfiles/lilith/image: the volume ID is 40 characters long; the limit is 32
      value: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      why: ISO 9660 has room for 32 characters, and NixOS rejects longer IDs
      fix: shorten volumeId",
                },
                "ruleId": "volume-id-length",
                "ruleIndex": 1,
              },
            ],
            "tool": {
              "driver": {
                "name": "cdknix",
                "rules": [
                  {
                    "id": "annotation",
                  },
                  {
                    "id": "volume-id-length",
                  },
                ],
                "semanticVersion": "0.1.0",
              },
            },
          },
        ],
        "version": "2.1.0",
      }
    `);
  });

  it("prints a valid log of a run without errors, and of an error in the arguments", () => {
    const empty = logOf(project(), "list");
    expect(sarifViolations(empty)).toEqual([]);
    expect(empty).toMatchObject({ runs: [{ results: [], invocations: [{ executionSuccessful: true }] }] });
    expect(sarifViolations({ version: "2.1.0" })).not.toEqual([]);
    const usage = logOf(project(), "--bulid");
    expect(sarifViolations(usage)).toEqual([]);
    expect(usage).toMatchObject({ runs: [{ results: [{ ruleId: "flag-unknown", level: "error" }] }] });
  });

  it("names files relative to the git repository", () => {
    const repository = scratch();
    put(repository, { ".git/HEAD": "", "images/main.ts": "" });
    expect(repositoryPath("main.ts", path.join(repository, "images"))).toBe("images/main.ts");
  });

  it("cannot be used with --json, or for a run that does not end", () => {
    const { run } = project();
    expect(run(["list", "--json", "--format", "sarif"]).stderr).toMatchInlineSnapshot(`
      "error[flags-conflict]: --json cannot be used with --format sarif
        why:   both print on stdout
        fix:   remove one of them
      "
    `);
    expect(run(["watch", "--format", "sarif"]).stderr).toMatchInlineSnapshot(`
      "error[flags-conflict]: synth watch does not support --format sarif
        why:   a SARIF log is one document, and synth watch does not end
        fix:   use --json, which prints one line per run, or run \`synth --format sarif\`
      "
    `);
  });
});

describe("--format github", () => {
  const annotations = (stderr: string): readonly string[] => stderr.split("\n").filter((line) => line.startsWith("::"));

  it("adds annotations to the text, and leaves the results alone", () => {
    const { stdout, stderr } = wrongProject().run(["--no-build", "--format", "github"]);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^error\[volume-id/m);
    expect(annotations(stderr)).toMatchInlineSnapshot(`
      [
        "::warning file=main.js,line=3,col=15,title=annotation::dotfiles: 100%25 doubtful: really",
        "::error file=main.js,line=6,col=1,title=volume-id-length::dotfiles/lilith/image: the volume ID is 40 characters long; the limit is 32%0Avalue: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"%0Awhy: ISO 9660 has room for 32 characters, and NixOS rejects longer IDs%0Afix: shorten volumeId",
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
      /^::notice file=.*odd%3Aname%2C\.ts,line=3,col=4,title=a%2Cb::x: 100%25%0D%0Asure: yes, really$/,
    );
  });
});
