import { expected, synthesized } from "./examples";

describe("examples/lilith", () => {
  it("writes the expected output", () => {
    expect(synthesized("lilith")).toEqual(expected("lilith"));
  });

  it("reads its release from the context", () => {
    const files = synthesized("lilith", "-c", "release=25.05");
    expect(files["dotfiles/flake.nix"]).toContain("github:NixOS/nixpkgs/nixos-25.05");
    expect(files["dotfiles/modules/iso/image.nix"]).toContain("image.baseName");
  });
});
