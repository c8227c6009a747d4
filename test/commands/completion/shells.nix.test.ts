import { chmodSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { bin, project, runIn } from "../../cli/project";
import { put } from "../../platform/files/scratch";
import { typeInto } from "./typed";

/** A project with the hosts `lilith` and `eve`, and a `synth` that records its arguments. */
function projectWithHosts(): string {
  const { directory, run } = project();
  expect(run(["--no-build", "-q"], { HOSTS: "lilith eve" }).code).toBe(0);
  const synth = [
    "#!/bin/sh",
    `case $1 in __complete | completion) exec ${process.execPath} ${bin} "$@" ;; esac`,
    'echo "called with: $*" > called',
    "",
  ].join("\n");
  put(directory, { "bin/synth": synth });
  chmodSync(path.join(directory, "bin/synth"), 0o755);
  return directory;
}

describe("completion with the Tab key", () => {
  it.each([
    ["bash", "bash --norc -i", ""],
    ["zsh", "zsh -f -i", "autoload -Uz compinit; compinit -u -D; "],
  ])("works in %s", async (shell, command, setup) => {
    const directory = projectWithHosts();
    await typeInto(command, directory, [
      // Every prompt ends with a space.
      { after: " ", keys: `${setup}PATH="$PWD/bin:$PATH"; eval "$(synth completion ${shell})"; echo "do""ne"\n` },
      { after: "done", keys: "synth lili\t" },
      { after: "lilith", keys: "--no-bu\t" },
      { after: "--no-build", keys: "\nexit\n" },
    ]);
    expect(readFileSync(path.join(directory, "called"), "utf8")).toBe("called with: lilith --no-build\n");
  });

  it("works in fish", () => {
    const directory = projectWithHosts();
    const complete = (line: string): string =>
      runIn(directory, [
        "fish",
        "--no-config",
        "-c",
        `set -x PATH $PWD/bin $PATH; synth completion fish | source; complete -C '${line}'`,
      ]).stdout;
    expect(complete("synth lili")).toBe("lilith\n");
    expect(complete("synth init --template c")).toBe("custom-construct\n");
    expect(complete("synth init --temp")).toMatch(/^--template\ttemplate to use/);
    expect(complete("synth -o ./bi")).toMatch(/^\.\/bin\//);
  });
});
