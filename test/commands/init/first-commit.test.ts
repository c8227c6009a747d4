import { chmodSync, mkdirSync } from "node:fs";
import * as path from "node:path";
import { installFix } from "../../../lib/platform/install-command";
import { gitRevisionSync, gitSync } from "../../../lib/platform/git/git";
import { bin, runIn, type Run } from "../../cli/project";
import { look, put, scratch } from "../../platform/files/scratch";

let home: string;

beforeEach(() => {
  home = scratch();
});

/** Runs `synth init` as a user whose git configuration is in the home directory. */
function init(directory: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Run {
  const user = { HOME: home, GIT_CONFIG_GLOBAL: path.join(home, ".gitconfig"), GIT_CONFIG_NOSYSTEM: "1" };
  return runIn(directory, [process.execPath, bin, "init", "installer", ...args], { ...user, ...env });
}

function configure(text: string): void {
  put(home, { ".gitconfig": text });
}

function git(directory: string, ...args: readonly string[]): string {
  return gitSync(path.join(directory, "installer"), args).stdout.trim();
}

/** What follows the list of files in the output, up to the next steps. */
function notesOf({ stderr }: Run): string {
  return stderr.slice(stderr.indexOf("tsconfig.json\n") + "tsconfig.json\n".length, stderr.indexOf("next:"));
}

const known = "[user]\n  name = Ada\n  email = ada@example.org\n";

describe("the first commit of synth init", () => {
  it("contains every file, so that images have a revision in their name", () => {
    configure(known);
    const directory = scratch();
    expect(notesOf(init(directory, []))).toBe("synth: created a git repository with a first commit\n");
    expect(git(directory, "log", "--format=%an <%ae> %s")).toBe("Ada <ada@example.org> Initial commit");
    expect(git(directory, "branch", "--show-current")).toBe("main");
    expect(gitRevisionSync(path.join(directory, "installer"))).toMatch(/^[0-9a-f]{7}$/);
  });

  it("keeps the user's name for the first branch", () => {
    configure(`${known}[init]\n  defaultBranch = trunk\n`);
    const directory = scratch();
    init(directory, []);
    expect(git(directory, "branch", "--show-current")).toBe("trunk");
  });

  it("needs no user, signing key, or hook", () => {
    const hooks = path.join(home, "hooks");
    mkdirSync(hooks);
    put(hooks, { "pre-commit": "#!/bin/sh\nexit 1\n", "prepare-commit-msg": "#!/bin/sh\nexit 1\n" });
    for (const name of ["pre-commit", "prepare-commit-msg"]) chmodSync(path.join(hooks, name), 0o755);
    configure(
      `[user]\n  useConfigOnly = true\n  signingKey = none\n[commit]\n  gpgSign = true\n[core]\n  hooksPath = ${hooks}\n`,
    );
    const directory = scratch();
    expect(notesOf(init(directory, []))).toMatchInlineSnapshot(`
      "synth: created a git repository with a first commit
      info[author-unknown]: the first commit has the author cdknix <cdknix@localhost>
        why:   git has no user.name and user.email
        fix:   set them with \`git config --global\`, then run: git commit --amend --reset-author --no-edit
        docs:  https://cdknix.example/errors/author-unknown

      "
    `);
    expect(git(directory, "log", "--format=%an <%ae> / %cn")).toBe("cdknix <cdknix@localhost> / cdknix");
    // Later commits are the user's own.
    expect(git(directory, "config", "--local", "--get", "user.name")).toBe("");
  });

  it("is not made inside another repository", () => {
    configure(known);
    const directory = scratch();
    gitSync(directory, ["init", "--quiet"]);
    const run = init(directory, []);
    expect(notesOf(run)).toBe(
      "synth: nothing committed: the project is in a git repository, whose flakes contain only files that git knows\n",
    );
    expect(run.stderr).not.toContain("git commit");
    expect(run.stderr).toContain("npm install\n  git add .\n");
    expect(Object.keys(look(path.join(directory, "installer")))).not.toContain(".git/HEAD");
  });

  it("is not made with --no-git", () => {
    const directory = scratch();
    const run = init(directory, ["--no-git"]);
    expect(notesOf(run)).toBe("");
    expect(run.stderr).not.toContain("git commit");
    expect(Object.keys(look(directory)).filter((name) => name.includes(".git/"))).toEqual([]);
  });

  it("is a warning if git is not installed", () => {
    const directory = scratch();
    const run = init(directory, [], { PATH: path.join(home, "empty") });
    expect(run.code).toBe(0);
    expect(notesOf(run).replace(installFix("git"), "<install git>")).toMatchInlineSnapshot(`
      "warning[git-missing]: no git repository created: git is not installed
        why:   without a commit, the revision in the names of images is "dirty"
        fix:   <install git>, then run in the project: git init && git add --all && git commit --message 'Initial commit'
        docs:  https://cdknix.example/errors/git-missing

      "
    `);
  });

  it("is a warning if git fails", () => {
    configure(`${known}[core]\n  autocrlf = nonsense\n`);
    const directory = scratch();
    const run = init(directory, []);
    expect(run.code).toBe(0);
    expect(notesOf(run)).toMatchInlineSnapshot(`
      "warning[git-failed]: the project is not committed: git init failed
        why:   fatal: bad boolean config value 'nonsense' for 'core.autocrlf'
        fix:   run in the project: git init && git add --all && git commit --message 'Initial commit'
        docs:  https://cdknix.example/errors/git-failed

      "
    `);
  });
});
