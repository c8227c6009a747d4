import { TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/**
 * A provider. `cdktf get` makes typed classes of the providers that a project uses; this example does without them, so
 * that nothing has to be downloaded for it.
 */
export function addProvider(
  scope: Construct,
  name: string,
  provider: { readonly source: string; readonly version: string },
): void {
  new Provider(scope, name, {
    terraformResourceType: name,
    terraformProviderSource: provider.source,
    terraformGeneratorMetadata: { providerName: name, providerVersionConstraint: provider.version },
  });
}

class Provider extends TerraformProvider {}

/** A resource of any type, with its arguments as the provider's documentation has them. */
export function addResource(
  scope: Construct,
  id: string,
  type: string,
  args: Readonly<Record<string, unknown>>,
): TerraformResource {
  const resource = new TerraformResource(scope, id, { terraformResourceType: type });
  for (const [name, value] of Object.entries(args)) resource.addOverride(name, value);
  return resource;
}
