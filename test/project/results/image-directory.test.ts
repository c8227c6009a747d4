import { readFileSync } from "node:fs";
import * as path from "node:path";
import { imageDirectory, publishImageSync, sbomFile } from "../../../lib/project/results/image-directory";
import { look, put, scratch } from "../../platform/files/scratch";

const [first, second] = ["a".repeat(64), "b".repeat(64)];

describe("the directory of an image", () => {
  it("is next to the output, per host and profile", () => {
    expect(imageDirectory("/project/cdk.out", "lilith", undefined)).toBe("/project/cdk.out.images/lilith");
    expect(imageDirectory("/project/cdk.out", "images/lilith", "dev")).toBe(
      "/project/cdk.out.images/images.lilith@dev",
    );
    const directories = [
      imageDirectory("/project/cdk.out", "a", "b"),
      imageDirectory("/project/cdk.out", "a-b", undefined),
    ];
    expect(new Set(directories).size).toBe(2);
  });

  it("has a link to the ISO and its checksum in the format of sha256sum", () => {
    const directory = path.join(scratch(), "images");
    const checksum = publishImageSync(directory, { iso: "/nix/store/x-iso/iso/a.iso", sha256: first });
    expect(checksum).toBe(path.join(directory, "a.iso.sha256"));
    expect(look(directory)).toEqual({
      "a.iso": "-> /nix/store/x-iso/iso/a.iso",
      "a.iso.sha256": `${first}  a.iso\n`,
    });
  });

  it("keeps the bill of materials of the same ISO and removes files of another one", () => {
    const directory = scratch();
    const iso = "/nix/store/x-iso/iso/a.iso";
    publishImageSync(directory, { iso, sha256: first });
    put(directory, { [path.basename(sbomFile(directory, iso))]: "{}", "left-behind": "" });
    publishImageSync(directory, { iso, sha256: first });
    expect(Object.keys(look(directory))).toEqual(["a.iso", "a.iso.cdx.json", "a.iso.sha256"]);
    publishImageSync(directory, { iso: "/nix/store/y-iso/iso/a.iso", sha256: second });
    expect(look(directory)).toEqual({
      "a.iso": "-> /nix/store/y-iso/iso/a.iso",
      "a.iso.sha256": `${second}  a.iso\n`,
    });
  });

  it("is repaired if the checksum was changed", () => {
    const directory = scratch();
    const checksum = publishImageSync(directory, { iso: "/nix/store/x/iso/a.iso", sha256: first });
    put(directory, { "a.iso.sha256": "another" });
    publishImageSync(directory, { iso: "/nix/store/x/iso/a.iso", sha256: first });
    expect(readFileSync(checksum, "utf8")).toBe(`${first}  a.iso\n`);
  });

  it("reports that it cannot be written", () => {
    const directory = scratch();
    put(directory, { file: "" });
    expect(() => publishImageSync(path.join(directory, "file"), { iso: "/x/a.iso", sha256: first })).toThrow(
      expect.objectContaining({ kind: "machine" }) as Error,
    );
  });
});
