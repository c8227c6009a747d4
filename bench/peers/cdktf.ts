import { App, TerraformResource, TerraformStack } from "cdktf";
import { settingsOf } from "../workload";

/** Writes resources of one stack as one JSON file. */
export function run(count: number, outdir: string): void {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "bench");
  for (let index = 0; index < count; index++) {
    const resource = new TerraformResource(stack, `module-${String(index)}`, { terraformResourceType: "module" });
    for (const [name, value] of Object.entries(settingsOf(index))) resource.addOverride(name, value);
  }
  app.synth();
}
