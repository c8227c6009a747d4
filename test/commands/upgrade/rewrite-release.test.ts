import { rewriteRelease } from "../../../lib/commands/upgrade/rewrite-release";

describe("the release in a program's text", () => {
  it.each([
    ['Nixpkgs.release("24.05")', 'Nixpkgs.release("26.05")'],
    ["cdknix.Nixpkgs.release('24.05')", "cdknix.Nixpkgs.release('26.05')"],
    ["Nixpkgs\n  .release(\n    `24.05`,\n  )", "Nixpkgs\n  .release(\n    `26.05`,\n  )"],
    [
      'Nixpkgs.ref("github:NixOS/nixpkgs/nixos-24.05", { release: "24.05" })',
      'Nixpkgs.ref("github:NixOS/nixpkgs/nixos-26.05", { release: "26.05" })',
    ],
    ['Nixpkgs.ref("path:./nixpkgs", { release: "24.05" })', 'Nixpkgs.ref("path:./nixpkgs", { release: "26.05" })'],
  ])("is replaced in %s", (text, expected) => {
    expect(rewriteRelease(text, "24.05", "26.05")).toBe(expected);
  });

  it.each([
    'Nixpkgs.release("24.11")',
    "Nixpkgs.release(release)",
    'const release = "24.05";',
    'system: { stateVersion: "24.05" }',
    'myNixpkgs.release("24.05")',
  ])("stays in %s", (text) => {
    expect(rewriteRelease(text, "24.05", "26.05")).toBe(text);
  });
});
