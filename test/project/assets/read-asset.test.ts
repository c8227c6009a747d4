import * as path from "node:path";
import type { AssetRequest } from "../../../lib/model";
import { AssetReader } from "../../../lib/project/assets/read-asset";
import { put, scratch } from "../../platform/files/scratch";

/** What is copied, or why it is not. */
function read(project: string, home: string, request: Omit<AssetRequest, "allowOutside">): readonly string[] {
  const result = new AssetReader(project, [], home).read({ ...request, allowOutside: true });
  return "asset" in result ? [...result.asset.entries.keys()] : result.problems.map(({ reason }) => reason);
}

describe("AssetReader", () => {
  it("copies nothing that is protected for a module, and from a home directory in the project", () => {
    const project = scratch();
    const home = path.join(project, "home");
    put(project, {
      "home/.ssh/id": "k",
      "home/a": "a",
      "x.nix": "{ key = ./home/.ssh/id; }",
      "y.nix": "{ a = ./home/a; }",
    });
    const refusal = `cdknix copies nothing from ${home}/.ssh: secrets of this machine may be there`;
    expect(read(project, home, { copies: "module", path: "x.nix" })).toEqual([refusal]);
    expect(read(project, home, { copies: "directory", path: "." })).toEqual([refusal]);
    expect(read(project, home, { copies: "module", path: "y.nix" })).toEqual(["home/a", "y.nix"]);
    expect(read(project, home, { copies: "directory", path: "home" })).toEqual([
      "it is a home directory, where secrets of this machine may be",
    ]);
    // A project that is the home directory.
    expect(read(home, home, { copies: "file", path: ".ssh/id" })).toEqual([refusal]);
    expect(read(home, home, { copies: "file", path: "a" })).toEqual(["a"]);
  });

  it("does not search the whole machine for the files of a module", () => {
    const project = scratch();
    put(project, { "x.nix": `{ a = ${"../".repeat(project.split("/").length - 1)}etc/passwd; b = ./y; }`, y: "y" });
    const refusal = "it contains home directories, where secrets of this machine may be";
    expect(read(project, "/root", { copies: "module", path: "x.nix", root: "/" })).toEqual([refusal]);
  });
});
