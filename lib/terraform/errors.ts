import type { IConstruct } from "constructs";

/** A construct for stacks was created outside of a stack. */
export function outsideOfStack(construct: IConstruct): Error {
  return new Error(`${construct.node.path} is not in a TerraformStack: create it in the scope of a stack`);
}

/** The root of the construct tree is not the App of cdktn or cdktf. */
export function outsideOfApp(construct: IConstruct): Error {
  return new Error(
    construct.node.scope === undefined
      ? `the ${construct.constructor.name} is not an App of cdktn or cdktf: pass one to withFlakes, such as new App() of cdktn`
      : `${construct.node.path} is not in an App of cdktn or cdktf: create stacks and flakes in such an App`,
  );
}

/** No package for stacks is installed. */
export function packageMissing(names: readonly string[]): Error {
  return new Error(`none of the packages ${names.join(", ")} is installed: npm install cdktn`);
}

/** The host of a build belongs to another app. */
export function foreignHost(construct: IConstruct, host: IConstruct): Error {
  return new Error(
    `${construct.node.path} builds the host ${host.node.path}, which is in another App: create its flake in the same App`,
  );
}

/** The host has no image for Terraform to build. */
export function hostWithoutImage(host: IConstruct): string {
  return `the host ${host.node.path} has no IsoImage: add one to it or to its class`;
}
