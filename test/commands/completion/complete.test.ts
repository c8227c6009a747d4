import { makeCommandLine } from "../../../lib/cli/command-line";
import { complete } from "../../../lib/commands/completion/complete";

const root = makeCommandLine("synth");

function offered(...words: readonly string[]): readonly string[] {
  const completion = complete(root, words, {
    hosts: () => ["lilith", "lily", "eve"],
    profiles: () => ["dev", "release", "demo"],
    devices: () => [{ word: "/dev/sdb", description: "SanDisk Ultra, 15.4 GB" }],
  });
  return completion.kind === "path" ? ["<path>"] : completion.candidates.map(({ word }) => word);
}

describe("completion", () => {
  it("offers commands with their descriptions, and hosts", () => {
    expect(offered("")).toEqual(expect.arrayContaining(["list", "init", "completion", "lilith", "eve"]));
    expect(offered("")).not.toContain("__complete");
    expect(offered("li")).toEqual(["list", "lilith", "lily"]);
    const completion = complete(root, ["lis"], { hosts: () => [], profiles: () => [], devices: () => [] });
    expect(completion).toMatchObject({
      candidates: [{ word: "list", description: expect.stringContaining("hosts") as string }],
    });
  });

  it("offers only hosts after a host, and after a command that takes hosts", () => {
    expect(offered("eve", "l")).toEqual(["lilith", "lily"]);
    expect(offered("synth", "e")).toEqual(["eve"]);
    expect(offered("list", "")).toEqual([]);
    expect(offered("ls", "")).toEqual([]);
  });

  it("offers the options of a command and the common ones", () => {
    expect(offered("--no-")).toEqual(["--no-color", "--no-ci", "--no-build"]);
    expect(offered("init", "--")).toEqual(expect.arrayContaining(["--template", "--quiet"]));
    expect(offered("init", "--")).not.toContain("--builders");
  });

  it("offers the values of an option or argument with fixed choices", () => {
    expect(offered("init", "--template", "")).toEqual(["iso", "custom-construct", "offline-install", "terraform"]);
    expect(offered("init", "-t", "t")).toEqual(["terraform"]);
    expect(offered("completion", "")).toEqual(["bash", "zsh", "fish"]);
  });

  it("offers profiles, kinds of devices, and devices", () => {
    expect(offered("--profile", "de")).toEqual(["dev", "demo"]);
    expect(offered("flash", "--kind", "f")).toEqual(["fixed", "file"]);
    expect(offered("flash", "")).toEqual(["lilith", "lily", "eve"]);
    expect(offered("flash", "eve", "/dev/")).toEqual(["/dev/sdb"]);
    expect(offered("flash", "eve", "./d")).toEqual(["<path>"]);
  });

  it("recognizes option values, and lets the shell complete paths", () => {
    expect(offered("-o", "list", "eve", "lil")).toEqual(["lilith", "lily"]);
    expect(offered("--output", "")).toEqual(["<path>"]);
    expect(offered("--copy-to", "")).toEqual(["<path>"]);
    expect(offered("--store", "")).toEqual(["<path>"]);
    expect(offered("--copy")).toEqual(["--copy-to"]);
    expect(offered("init", "")).toEqual(["<path>"]);
    expect(offered("--context", "")).toEqual([]);
  });
});
