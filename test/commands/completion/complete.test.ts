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
  it("offers commands, with what they do, and hosts", () => {
    expect(offered("")).toEqual(expect.arrayContaining(["list", "init", "completion", "lilith", "eve"]));
    expect(offered("")).not.toContain("__complete");
    expect(offered("li")).toEqual(["list", "lilith", "lily"]);
    const completion = complete(root, ["lis"], { hosts: () => [], profiles: () => [], devices: () => [] });
    expect(completion).toMatchObject({
      candidates: [{ word: "list", description: expect.stringContaining("hosts") as string }],
    });
  });

  it("offers hosts alone behind a host, and behind a command that takes some", () => {
    expect(offered("eve", "l")).toEqual(["lilith", "lily"]);
    expect(offered("synth", "e")).toEqual(["eve"]);
    expect(offered("list", "")).toEqual([]);
    expect(offered("ls", "")).toEqual([]);
  });

  it("offers the options of a command, and those of every command", () => {
    expect(offered("--no-")).toEqual(["--no-color", "--no-build"]);
    expect(offered("init", "--")).toEqual(expect.arrayContaining(["--template", "--quiet"]));
    expect(offered("init", "--")).not.toContain("--builders");
  });

  it("offers the values of an option or argument where they are few", () => {
    expect(offered("init", "--template", "")).toEqual(["iso", "custom-construct", "terraform"]);
    expect(offered("init", "-t", "t")).toEqual(["terraform"]);
    expect(offered("completion", "")).toEqual(["bash", "zsh", "fish"]);
  });

  it("offers profiles, kinds of devices, and the devices themselves", () => {
    expect(offered("--profile", "de")).toEqual(["dev", "demo"]);
    expect(offered("flash", "--kind", "f")).toEqual(["fixed", "file"]);
    expect(offered("flash", "")).toEqual(["lilith", "lily", "eve"]);
    expect(offered("flash", "eve", "/dev/")).toEqual(["/dev/sdb"]);
    expect(offered("flash", "eve", "./d")).toEqual(["<path>"]);
  });

  it("takes the value of an option for a value, and leaves paths to the shell", () => {
    expect(offered("-o", "list", "eve", "lil")).toEqual(["lilith", "lily"]);
    expect(offered("--output", "")).toEqual(["<path>"]);
    expect(offered("--copy-to", "")).toEqual(["<path>"]);
    expect(offered("--store", "")).toEqual(["<path>"]);
    expect(offered("--copy")).toEqual(["--copy-to"]);
    expect(offered("init", "")).toEqual(["<path>"]);
    expect(offered("--context", "")).toEqual([]);
  });
});
