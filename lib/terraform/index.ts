/**
 * Flakes next to stacks of CDK for Terraform, and ISOs that Terraform builds. Works with `cdktf`, which is archived, and
 * with its maintained fork `cdktn`.
 *
 * @packageDocumentation
 */
export { IsoBuild, type IsoBuildProps } from "./iso-build";
export type { StackApp, WithFlakesProps } from "./flake-synthesis";
export { withFlakes } from "./with-flakes";
