/**
 * Flakes next to stacks of CDK for Terraform, and ISOs that Terraform builds. Works with `cdktn`, the maintained
 * fork of CDK for Terraform, and with the archived original, `cdktf`.
 *
 * @packageDocumentation
 */
export { IsoBuild, type IsoBuildProps } from "./iso-build";
export type { StackApp, WithFlakesProps } from "./flake-synthesis";
export { withFlakes } from "./with-flakes";
