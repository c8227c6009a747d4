/**
 * Built ISOs in stacks of CDK for Terraform.
 *
 * @packageDocumentation
 */
export { IsoFile, type IsoFileProps } from "./iso-file";
