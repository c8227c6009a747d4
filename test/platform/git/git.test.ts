import * as path from "node:path";
import { gitRevisionSync } from "../../../lib/platform/git/git";
import { git, put, scratch } from "../files/scratch";

describe("gitRevisionSync", () => {
  it("is dirty without a repository, without a commit, and in a missing directory", () => {
    const directory = scratch();
    expect(gitRevisionSync(directory)).toBe("dirty");
    expect(gitRevisionSync(path.join(directory, "missing"))).toBe("dirty");
    git(directory, "init", "-q");
    expect(gitRevisionSync(directory)).toBe("dirty");
  });

  it("is seven digits of the commit if the work tree is unchanged except for ignored files", () => {
    const directory = scratch();
    put(directory, { "a/b": "1", ".gitignore": "ignored\n" });
    git(directory, "init", "-q");
    git(directory, "add", ".");
    git(directory, "commit", "-qm", "first");
    const digits = git(directory, "rev-parse", "HEAD").slice(0, 7);
    put(directory, { ignored: "" });
    expect(gitRevisionSync(directory)).toBe(digits);
    expect(gitRevisionSync(path.join(directory, "a"))).toBe(digits);
    put(directory, { untracked: "" });
    expect(gitRevisionSync(path.join(directory, "a"))).toBe("dirty");
  });

  it("ignores the variables that git sets for its hooks", () => {
    const directory = scratch();
    const elsewhere = scratch();
    git(elsewhere, "init", "-q");
    git(elsewhere, "commit", "-qm", "first", "--allow-empty");
    process.env.GIT_DIR = path.join(elsewhere, ".git");
    try {
      expect(gitRevisionSync(directory)).toBe("dirty");
    } finally {
      delete process.env.GIT_DIR;
    }
  });
});
