import { App, Flake, Host, NixosModule, Nixpkgs, type Release } from "cdknix";
import { InstallerClass, inventory, purposes, type Purpose } from "./lib";

const app = new App();
const flake = new Flake(app, "fleet", { nixpkgs: Nixpkgs.release(app.node.getContext("release") as Release) });

const settings = {
  authorizedKeys: [
    (app.node.tryGetContext("authorizedKey") as string | undefined) ??
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example",
  ],
  // `npx synth -c compression=1` builds in a fraction of the time.
  compression: Number(app.node.tryGetContext("compression") ?? 19),
};
const classes = Object.fromEntries(
  purposes.map((purpose) => [purpose, new InstallerClass(flake, purpose, settings)]),
) as Record<Purpose, InstallerClass>;

for (const [name, { purpose, system, disk }] of Object.entries(inventory)) {
  const host = new Host(flake, name, { class: classes[purpose], system });
  new NixosModule(host, "target", { config: { environment: { variables: { INSTALL_DISK: disk } } } });
}

app.synth();
