import { App, TerraformResource, TerraformStack } from "cdktf";

const app = new App();
const stack = new TerraformStack(app, "stack");
for (let index = 0; index < 10; index++) {
  const resource = new TerraformResource(stack, `resource${String(index)}`, { terraformResourceType: "any_resource" });
  resource.addOverride("setting", "value");
}
app.synth();
