import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { copyProject } from "../build/project-copy";
import { freshDirectory } from "../build/run-directory";
import { debian13, type Debian } from "./debian";

// Runs the evaluation tests again with the Nix of Debian 13.
interface Report {
  readonly numPassedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { readonly name: string; readonly status: string; readonly message: string }[];
}

const root = path.resolve(__dirname, "../..");
let debian: Debian | undefined;
let report: Report | undefined;

beforeAll(async () => {
  debian = await debian13();
  const project = await copyProject(path.join(freshDirectory("newer-nix"), "project"));
  const file = path.join(project, "report.json");
  const jest = ["node", "node_modules/jest/bin/jest.js", "--ci", "--config", "jest.newer-nix.config.js"];
  const command = `cd ${project} && ${[...jest, "--json", "--outputFile", file].join(" ")}`;
  // The node_modules of a copy link to those here, which contain a link to the library here.
  debian.runAsMachine(["bash", "-c", command], [root, project]);
  if (existsSync(file)) report = JSON.parse(readFileSync(file, "utf8")) as Report;
});

describe("the Nix of Debian 13", () => {
  it("is newer than 2.20", () => {
    expect(debian?.run(["nix", "--version"]).stdout).toMatch(/^nix \(Nix\) 2\.(?:[2-9]\d)\./);
  });

  it("passes all evaluation tests, without skipping any", () => {
    const failed = report?.testResults.filter(({ status }) => status !== "passed") ?? [];
    expect(failed.map(({ message }) => message).join("\n")).toBe("");
    expect(report?.numPassedTests).toBeGreaterThan(100);
    expect(report?.numPendingTests).toBe(0);
  });
});
