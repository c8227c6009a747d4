import type { Host } from "cdknix";
import { IsoBuild } from "cdknix/terraform";
import { LocalBackend, TerraformStack, TerraformVariable } from "cdktn";
import type { Construct } from "constructs";
import { addProvider, addResource } from "./elements";

/** The image as an ISO image on a Proxmox VE node. Arguments: docs/resources of bpg/proxmox 0.x. */
export class ProxmoxImage extends TerraformStack {
  constructor(scope: Construct, id: string, props: { readonly host: Host }) {
    super(scope, id);
    new LocalBackend(this, { path: "terraform.tfstate" });
    addProvider(this, "proxmox", { source: "bpg/proxmox", version: "~> 0.80" });
    const node = new TerraformVariable(this, "node", { type: "string", description: "Name of the node, such as pve" });
    const iso = new IsoBuild(this, "iso", props);

    addResource(this, "image", "proxmox_virtual_environment_file", {
      content_type: "iso",
      datastore_id: "local",
      node_name: node.stringValue,
      source_file: { path: iso.path, file_name: iso.name, checksum: iso.sha256 },
    });
  }
}
