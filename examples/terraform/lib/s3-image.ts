import type { Host } from "cdknix";
import { IsoBuild } from "cdknix/terraform";
import { LocalBackend, TerraformStack, TerraformVariable } from "cdktn";
import type { Construct } from "constructs";
import { addProvider, addResource } from "./elements";

/** The image as an object in a bucket. Arguments: website/docs/r/s3_object of hashicorp/aws 6. */
export class S3Image extends TerraformStack {
  constructor(scope: Construct, id: string, props: { readonly host: Host }) {
    super(scope, id);
    new LocalBackend(this, { path: "terraform.tfstate" });
    addProvider(this, "aws", { source: "hashicorp/aws", version: "~> 6.0" });
    const bucket = new TerraformVariable(this, "bucket", { type: "string", description: "Bucket of the images" });
    const iso = new IsoBuild(this, "iso", props);

    // source_hash, not etag: a large object is uploaded in parts, so its etag is not the MD5 of the file.
    addResource(this, "image", "aws_s3_object", {
      bucket: bucket.stringValue,
      key: `images/${iso.name}`,
      source: iso.path,
      source_hash: iso.sha256,
      content_type: "application/x-iso9660-image",
    });
  }
}
