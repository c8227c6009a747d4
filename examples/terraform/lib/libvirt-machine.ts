import type { Host } from "cdknix";
import { IsoBuild } from "cdknix/terraform";
import { LocalBackend, TerraformStack } from "cdktn";
import type { Construct } from "constructs";
import { addProvider, addResource } from "./elements";

/** A libvirt machine that boots the image from its CD drive. Arguments: docs/resources of dmacvicar/libvirt 0.9. */
export class LibvirtMachine extends TerraformStack {
  constructor(scope: Construct, id: string, props: { readonly host: Host }) {
    super(scope, id);
    new LocalBackend(this, { path: "terraform.tfstate" });
    addProvider(this, "libvirt", { source: "dmacvicar/libvirt", version: "~> 0.9.7" });
    const iso = new IsoBuild(this, "iso", props);

    const pool = "default";
    // Named after its content: a new image gets a new volume, and the machine boots from it.
    const name = `${iso.sha256}.iso`;
    addResource(this, "image", "libvirt_volume", { name, pool, create: { content: { url: iso.path } } });
    addResource(this, "machine", "libvirt_domain", {
      name: props.host.node.id,
      type: "kvm",
      vcpu: 2,
      memory: 2048,
      memory_unit: "MiB",
      running: true,
      os: { type: "hvm", type_arch: "x86_64", type_machine: "q35", boot_devices: [{ dev: "cdrom" }] },
      devices: {
        disks: [
          {
            device: "cdrom",
            source: { volume: { pool, volume: "${libvirt_volume.image.name}" } },
            target: { dev: "sda", bus: "sata" },
          },
        ],
        interfaces: [{ model: { type: "virtio" }, source: { network: { network: "default" } } }],
      },
    });
  }
}
