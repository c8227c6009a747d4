import { App, Flake, Host, Nixpkgs, type Release } from "cdknix";
import { RescueImage } from "./lib";

const app = new App();
const flake = new Flake(app, "rescue", { nixpkgs: Nixpkgs.release(app.node.getContext("release") as Release) });
const medic = new Host(flake, "medic", { system: "x86_64-linux" });
new RescueImage(medic, "rescue", {
  authorizedKeys: [
    (app.node.tryGetContext("authorizedKey") as string | undefined) ??
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example",
  ],
});

app.synth();
