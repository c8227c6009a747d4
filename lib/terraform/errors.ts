import type { IConstruct } from "constructs";

/** A construct for stacks was made outside of one. */
export function outsideOfStack(construct: IConstruct): Error {
  return new Error(`${construct.node.path} is not in a TerraformStack: make it in the scope of one.`);
}

/** The root of the stacks is not the App of cdktf or cdktn, which writes them. */
export function outsideOfApp(construct: IConstruct): Error {
  return new Error(
    `${construct.node.path} is in an App that writes no stacks: make stacks and flakes in the App of cdktf or cdktn.`,
  );
}

/** There is no package that makes stacks. */
export function packageMissing(names: readonly string[]): Error {
  return new Error(`none of the packages ${names.join(", ")} is installed: npm install cdktn`);
}

/** The host of a build belongs to another program. */
export function foreignHost(construct: IConstruct, host: IConstruct): Error {
  return new Error(
    `${construct.node.path} builds the host ${host.node.path}, which is in another App: make its flake in the same one.`,
  );
}

/** A host has nothing that Terraform could build. */
export function hostWithoutImage(host: IConstruct): string {
  return `the host ${host.node.path} has no IsoImage to build: add one to it, or to its class`;
}
