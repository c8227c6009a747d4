import { mkdirSync } from "node:fs";
import * as path from "node:path";
import { makeCommandLine } from "../../lib/cli/command-line";
import { repositoryPath } from "../../lib/cli/terminal/diagnostics/repository-path";
import { watching } from "../commands/watch/watching";
import { put, scratch } from "../platform/files/scratch";
import { project, type Project } from "./project";
import { sarifViolations } from "./sarif-schema";
import { warned, wrongProject } from "./wrong-project";

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
            "docs": "https://cdknix.example/errors/annotation",
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
            "docs": "https://cdknix.example/errors/volume-id-length",
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
  const values: Readonly<Record<string, string>> = { hosts: "nobody", directory: "cdk.json", release: "26.05" };
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
  it("has the findings of doctor", () => {
    const { stdout } = project().run(["doctor", "--format", "sarif"], { PATH: "" });
    expect(sarifViolations(JSON.parse(stdout))).toEqual([]);
    expect(stdout).toContain('"text": "nix: ');
  });

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
                  "text": "dotfiles: 100% doubtful: really
      docs: https://cdknix.example/errors/annotation",
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
      fix: shorten volumeId
      docs: https://cdknix.example/errors/volume-id-length",
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
                    "helpUri": "https://cdknix.example/errors/annotation",
                    "id": "annotation",
                  },
                  {
                    "helpUri": "https://cdknix.example/errors/volume-id-length",
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
        docs:  https://cdknix.example/errors/flags-conflict
      "
    `);
    expect(run(["watch", "--format", "sarif"]).stderr).toMatchInlineSnapshot(`
      "error[flags-conflict]: synth watch does not support --format sarif
        why:   a SARIF log is one document, and synth watch does not end
        fix:   use --json, which prints one line per run, or run \`synth --format sarif\`
        docs:  https://cdknix.example/errors/flags-conflict
      "
    `);
  });
});
