import { inputs, NixSettings, self, type NixValue } from "cdknix";
import { moduleText, reported } from "./support";

const settings =
  (registry: Record<string, NixValue>) =>
  (iso: ConstructorParameters<typeof NixSettings>[0]): NixSettings =>
    new NixSettings(iso, "nix", { registry });

describe("the registry of NixSettings", () => {
  it("has inputs, and entries with the options of NixOS", () => {
    const to = { type: "github", owner: "me", repo: "mine" };
    const registry = { a: inputs.nixpkgs as NixValue, b: { to }, c: { flake: self, exact: false }, d: { from: { type: "indirect", id: "x" }, to } }; // prettier-ignore
    expect(reported(settings(registry))).toBe("");
    expect(moduleText(settings(registry))).toContain(`registry = {
      a.flake = inputs.nixpkgs;
      b.to = {
        type = "github";
        owner = "me";
        repo = "mine";
      };`);
  });

  it.each<readonly [NixValue, string]>([
    ["github:a/b", 'use inputs.me, or { to: { type: "github", owner: "a", repo: "b" } }'],
    ["gitlab:a/b/main", 'or { to: { type: "gitlab", owner: "a", repo: "b", ref: "main" } }'],
    ["path:/srv/x", 'or { to: { type: "path", path: "/srv/x" } }'],
    ["git+https://example.org/x", 'or { to: { type: "git", url: "https://example.org/x" } }'],
    ["nixpkgs", "or { to: { type:"],
    [{ type: "github", owner: "a", repo: "b" }, 'or { to: {"type":"github"'],
    [{ too: {} }, "or { to: { type:"],
    [{}, "or { to: { type:"],
  ])("rejects %j, and says how to write it", (value, fix) => {
    expect(reported(settings({ me: value }))).toContain("error[registry-entry]: dotfiles/iso/nix: registry.me");
    expect(reported(settings({ me: value }))).toContain(fix);
  });
});
