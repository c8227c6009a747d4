import { readFileSync } from "node:fs";
import * as path from "node:path";
import { put, scratch } from "../platform/files/scratch";
import { terraformIn, withTerraform } from "./terraform";

type Block = Record<string, unknown>;
interface Stack {
  readonly provider?: Block;
  readonly terraform: { readonly required_providers?: Block };
  readonly resource: Record<string, Record<string, Block>>;
}

const stacks = "examples/terraform/expected/cdktf.out/stacks";

function directoryOf(stack: unknown): string {
  const directory = scratch();
  put(directory, { "cdk.tf.json": JSON.stringify(stack) });
  return directory;
}

/** The stack with provider resources replaced by Terraform's own resource, which accepts any arguments. */
function withoutProvider(stack: Stack): unknown {
  const own: Record<string, Block> = { ...stack.resource.terraform_data };
  for (const [type, resources] of Object.entries(stack.resource)) {
    if (type === "terraform_data") continue;
    for (const [name, args] of Object.entries(resources)) own[`${type}_${name}`] = { input: { ...args, "//": {} } };
  }
  const text = JSON.stringify({
    ...stack,
    provider: undefined,
    terraform: undefined,
    resource: { terraform_data: own },
  });
  return JSON.parse(text.replaceAll("libvirt_volume.image.name", "terraform_data.libvirt_volume_image.output.name"));
}

// The providers are not available where the tests run, so Terraform validates what it can without them.
withTerraform("the stacks of examples/terraform", () => {
  describe.each(["libvirt", "s3", "proxmox"])("for %s", (name) => {
    const stack = JSON.parse(readFileSync(path.join(stacks, name, "cdk.tf.json"), "utf8")) as Stack;

    it("lacks nothing but its provider", () => {
      const { text } = terraformIn(directoryOf(stack)).run(["validate", "-json"], 1);
      const { diagnostics } = JSON.parse(text) as { diagnostics: { summary: string; detail: string }[] };
      expect(diagnostics.map(({ summary }) => summary)).toEqual(["Missing required provider"]);
      const [source] = Object.values(stack.terraform.required_providers ?? {}) as { source: string }[];
      expect(diagnostics[0]?.detail).toContain(source?.source);
    });

    it("passes valid arguments to its provider's resources", () => {
      const terraform = terraformIn(directoryOf(withoutProvider(stack)));
      terraform.run(["init", "-backend=false", "-input=false"]);
      expect(JSON.parse(terraform.run(["validate", "-json"]).text)).toMatchObject({ valid: true, diagnostics: [] });
    });
  });
});
