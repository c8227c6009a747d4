import { App, Flake, Host, nix, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", {
  description: "Alex's machines",
  nixpkgs: Nixpkgs.release("24.05"),
  inputs: {
    disko: { url: "github:nix-community/disko/v1.13.0", follows: { nixpkgs: "nixpkgs" } },
    "home-manager": { url: "github:nix-community/home-manager/release-24.05", follows: { nixpkgs: "nixpkgs" } },
  },
  outputs: { overlays: { default: nix.import(nix.module("./overlays", { root: "." })) } },
});

for (const name of ["desk", "rescue"]) {
  const host = new Host(flake, name, { system: "x86_64-linux" });
  new NixosModule(host, "nix", { imports: [nix.module(`./hosts/${name}`, { root: "." })] });
}

app.synth();
