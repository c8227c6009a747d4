import { App, Compression, Flake, Host, HostClass, IsoImage, Nixpkgs, NixosModule } from "cdknix";

const app = new App();
const flake = new Flake(app, "flake", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image", { compression: Compression.lz4() });
for (let index = 0; index < 9; index++) {
  new NixosModule(iso, `module${String(index)}`, {
    config: { environment: { variables: { [`SETTING_${String(index)}`]: "value" } } },
  });
}
new Host(flake, "host", { class: iso, system: "x86_64-linux" });
app.synth();
