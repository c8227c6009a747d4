import { IsoFile } from "cdknix/terraform";
import { DataResource, TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";

/** Properties of {@link Images}. */
export interface ImagesProps {
  /** File that holds what `synth --json` printed. */
  readonly results: string;
}

/** The stack: puts the built ISO where machines boot it from, anew whenever its content changes. */
export class Images extends TerraformStack {
  constructor(scope: Construct, id: string, props: ImagesProps) {
    super(scope, id);
    const directory = new TerraformVariable(this, "image_directory", {
      type: "string",
      description: "Directory that machines boot images from, absolute",
    });

    // Path, name, size and hash of the ISO; the stack gets path and hash as outputs too.
    const iso = new IsoFile(this, "installer", { host: "installer", results: props.results });

    // Copies the file without any provider. With one, give iso.path and iso.sha256 to its resource instead: to the volume
    // of a hypervisor, or the object of a bucket.
    new DataResource(this, "upload", {
      triggersReplace: { sha256: iso.sha256, directory: directory.stringValue },
      provisioners: [
        {
          type: "local-exec",
          command: 'install -D -m 0644 "$ISO" "$DIRECTORY/$NAME"',
          environment: { ISO: iso.path, DIRECTORY: directory.stringValue, NAME: iso.fileName },
        },
      ],
    });
  }
}
