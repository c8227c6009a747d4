import { config, lib, nix, NixosModule, type NixosConfig } from "cdknix";
import { reported } from "./support";

const report = (value: NixosConfig): string => reported((iso) => new NixosModule(iso, "m", { config: value }));

describe("a value that refers to its own option", () => {
  it("is refused, with the option", () => {
    expect(report({ isoImage: { volumeID: nix.str`${config.isoImage.volumeID}-live` } })).toMatchInlineSnapshot(`
      "error[self-reference]: dotfiles/iso/m: the value of isoImage.volumeID refers to isoImage.volumeID itself
        value: "\${config.isoImage.volumeID}-live"
        why:   config.isoImage.volumeID is the final value of the option, so Nix would need the value to compute it
        fix:   refer to another option, or write the value out
        docs:  https://cdknix.example/errors/self-reference"
    `);
  });

  it.each<[string, NixosConfig]>([
    ["in nix.force", { networking: { domain: nix.force(config.networking.domain) } }],
    ["in a call", { environment: { variables: { EDITOR: lib.toUpper(config.environment.variables.EDITOR) } } }],
    ["in a list", { boot: { kernelParams: [lib.head(config.boot.kernelParams)] } }],
  ])("is found %s", (_, value) => {
    expect(report(value)).toContain("error[self-reference]");
  });

  it.each<[string, NixosConfig]>([
    ["another option", { isoImage: { volumeID: nix.str`${config.networking.hostName}-live` } }],
    ["a default", { networking: { domain: nix.default(config.networking.domain) } }],
    ["a condition", { networking: { domain: nix.when(config.services.nginx.enable, config.networking.domain) } }],
    ["an argument", { nixpkgs: { overlays: [nix.fn(["config"], config.nixpkgs.overlays)] } }],
  ])("is not suspected: %s", (_, value) => {
    expect(report(value)).not.toContain("self-reference");
  });
});
