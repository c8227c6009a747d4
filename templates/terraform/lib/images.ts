import type { Host } from "cdknix";
import { IsoBuild } from "cdknix/terraform";
import { TerraformResource, TerraformStack, TerraformVariable } from "cdktn";
import type { Construct } from "constructs";

/** Properties of {@link Images}. */
export interface ImagesProps {
  /** Host whose ISO is built. */
  readonly host: Host;
}

/** The stack: builds the ISO, and copies it to the directory that machines boot from whenever it changes. */
export class Images extends TerraformStack {
  constructor(scope: Construct, id: string, { host }: ImagesProps) {
    super(scope, id);
    const directory = new TerraformVariable(this, "image_directory", {
      type: "string",
      description: "Absolute path of the directory that machines boot images from",
    });

    // Path, name, size, and hash of the ISO; they become outputs of the stack too.
    const iso = new IsoBuild(this, "iso", { host });

    // Copies the file without a provider. To use one, pass iso.path and iso.sha256 to its resource instead, such as a
    // hypervisor volume or a bucket object.
    const upload = new TerraformResource(this, "upload", {
      terraformResourceType: "terraform_data",
      provisioners: [
        {
          type: "local-exec",
          command: 'install -D -m 0644 "$ISO" "$DIRECTORY/$NAME"',
          environment: { ISO: iso.path, DIRECTORY: directory.stringValue, NAME: iso.name },
        },
      ],
    });
    upload.addOverride("triggers_replace", { sha256: iso.sha256, directory: directory.stringValue });
  }
}
