import type { NixosHost } from "../../platform/nix/evaluate";
import { FlakeSources, type SourceContext } from "./flake-sources";
import type { Target } from "../targets";

/**
 * The NixOS system of a host in a tree, with the profile that is asked for laid over it; undefined when the host's image is
 * not made of one.
 * @throws a failure when the profile cannot be laid over the host.
 */
export async function tryNixosHost(
  context: SourceContext,
  target: Target,
  tree: string,
): Promise<NixosHost | undefined> {
  const directory = await new FlakeSources(context, tree).directoryOf(target);
  const attribute = /^(.+)\.config\.system\.build\.[\w-]+$/.exec(target.host.installable)?.[1];
  return attribute === undefined ? undefined : { name: target.name, directory, attribute };
}
