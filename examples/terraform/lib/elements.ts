import { TerraformProvider, TerraformResource } from "cdktn";
import type { Construct } from "constructs";

/**
 * A provider. `cdktn get` generates typed classes for a project's providers. This example does not use them, so that it
 * needs no downloads.
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

/** A resource of any type, with arguments as in the provider's documentation. */
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
