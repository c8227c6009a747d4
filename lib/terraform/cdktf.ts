import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import type * as Cdktn from "cdktn";
import type { IConstruct } from "constructs";
import { outsideOfApp, outsideOfStack, packageMissing } from "./errors";

// The only module that knows which package provides the stacks: cdktn, or cdktf, which is archived. Both mark
// their constructs with the same symbols. Neither is imported, because a project may have only one of them.

export type { TerraformElement, TerraformResource } from "cdktn";

/** The parts of the package that are used. */
export type TerraformPackage = Pick<typeof Cdktn, "Lazy" | "TerraformOutput" | "TerraformResource" | "TerraformStack">;

const packages = ["cdktn", "cdktf"];
const stackMark = Symbol.for("cdktf/TerraformStack");
const appMark = Symbol.for("cdktf/App");

/** The stack that contains a construct. */
export function stackOf(construct: IConstruct): Cdktn.TerraformStack {
  const stack = [...construct.node.scopes].reverse().find((scope) => isStack(scope));
  if (stack === undefined) throw outsideOfStack(construct);
  return stack;
}

/** The app that contains a construct. */
export function appOf(construct: IConstruct): Cdktn.App {
  const { root } = construct.node;
  if (!isApp(root)) throw outsideOfApp(construct);
  return root;
}

const isStack = (construct: IConstruct): construct is Cdktn.TerraformStack => stackMark in construct;
const isApp = (construct: IConstruct): construct is Cdktn.App => appMark in construct;

/** The package that created a stack; if there are several copies, one of them. */
export function packageOf(stack: IConstruct): TerraformPackage {
  const loaded: TerraformPackage[] = [];
  // Packages next to this one, and those of the project, which differ if this package is linked.
  for (const base of [path.join(process.cwd(), "package.json"), __filename]) {
    for (const name of packages) {
      const candidate = tryLoad(base, name);
      if (candidate === undefined) continue;
      if (stack instanceof candidate.TerraformStack) return candidate;
      loaded.push(candidate);
    }
  }
  const [first] = loaded;
  if (first === undefined) throw packageMissing(packages);
  return first;
}

function tryLoad(base: string, name: string): TerraformPackage | undefined {
  const load = createRequire(base);
  try {
    load.resolve(name);
  } catch {
    return undefined;
  }
  return load(name) as TerraformPackage;
}

/** Working directory of Terraform for a stack, absolute. Source: `Manifest.forStack` of cdktf 0.21 and cdktn 0.24. */
export function directoryOf(stack: Cdktn.TerraformStack, projectDirectory: string): string {
  return path.resolve(projectDirectory, appOf(stack).outdir, stacksFolder, stack.node.id);
}

const stacksFolder = "stacks";

/** Makes an app write its stacks to another directory. */
export function synthesizeInto(
  app: Pick<Cdktn.App, "manifest" | "outdir">,
  directory: string,
  synth: () => void,
): void {
  const { outdir } = app;
  mkdirSync(path.join(directory, stacksFolder), { recursive: true });
  redirect(app, directory);
  try {
    synth();
  } finally {
    redirect(app, outdir);
  }
}

/** These properties are read-only only in the types. */
function redirect(app: Pick<Cdktn.App, "manifest" | "outdir">, outdir: string): void {
  Object.assign(app, { outdir });
  Object.assign(app.manifest, { outdir });
}
