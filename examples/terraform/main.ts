import { Compression, Flake, Host, IsoImage, Nixpkgs, SshAccess, type Release } from "cdknix";
import { App } from "cdktn";
import { LibvirtMachine } from "./lib/libvirt-machine";
import { ProxmoxImage } from "./lib/proxmox-image";
import { S3Image } from "./lib/s3-image";

// The App of cdktn contains both: app.synth() writes the flake to cdk.out and the stacks to cdktf.out.
const app = new App();

const flake = new Flake(app, "images", { nixpkgs: Nixpkgs.release(app.node.getContext("release") as Release) });
const rescue = new Host(flake, "rescue", { system: "x86_64-linux" });
new IsoImage(rescue, "image", { compression: Compression.zstd(3) });
new SshAccess(rescue, "ssh", {
  authorizedKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example"],
});

// One stack for each destination of the image; each is planned and applied separately.
new LibvirtMachine(app, "libvirt", { host: rescue });
new S3Image(app, "s3", { host: rescue });
new ProxmoxImage(app, "proxmox", { host: rescue });

app.synth();
