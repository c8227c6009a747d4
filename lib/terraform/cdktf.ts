/** The one place that knows which package stands behind the Terraform constructs; its fork cdktn has the same names. */
export { TerraformOutput, TerraformStack } from "cdktf";
