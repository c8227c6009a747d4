import * as path from "node:path";
import type { NixosHost } from "../effects";
import type { Target } from "./targets";

/** The NixOS system of a host, and what of it builds the image. */
export interface ImagedHost extends NixosHost {
  /** Name of what builds the image, in `system.build`. */
  readonly image: string;
}

/** The NixOS system of a host in a tree; undefined when its image is not made of one. */
export function tryNixosHost({ name, flake, host }: Target, tree: string): ImagedHost | undefined {
  const [, attribute, image] = /^(.+)\.config\.system\.build\.([\w-]+)$/.exec(host.installable) ?? [];
  if (attribute === undefined || image === undefined) return undefined;
  return { name, directory: path.join(tree, flake.directory), attribute, image };
}
