import { App, CfnResource, Stack } from "aws-cdk-lib";

const app = new App();
const stack = new Stack(app, "stack");
for (let index = 0; index < 10; index++) {
  new CfnResource(stack, `resource${String(index)}`, { type: "AWS::SNS::Topic", properties: { DisplayName: "value" } });
}
app.synth();
