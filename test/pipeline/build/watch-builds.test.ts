import { compressionIn } from "../../../lib/pipeline/build/watch-builds";

describe("the compression of a derivation", () => {
  it.each([
    // An attribute of the offline base, in the JSON of structured attributes.
    [
      String.raw`("__json","{\"compression\":\"zstd -Xcompression-level 19\",\"name\":\"nix-store.squashfs\"}")`,
      "zstd 19",
    ],
    // The argument that nixpkgs' make-squashfs.nix writes into the builder's command.
    [
      String.raw`("buildCommand","…\n  mksquashfs … -b 1048576 -comp xz -Xdict-size 100% \\\n -processors …")`,
      "xz -Xdict-size 100%",
    ],
    [String.raw`("buildCommand","mksquashfs … -comp gzip -processors 2")`, "gzip"],
    [String.raw`("compression","none")`, undefined],
    [String.raw`("builder","/bin/sh")`, undefined],
  ])("is found in %s", (text, compression) => {
    expect(compressionIn(text)).toBe(compression);
  });
});
