import type { NixosHost } from "../effects";
import type { Target } from "./targets";

/**
 * The NixOS system of a host; undefined when its image is not made of one.
 * @param directory where its flake is evaluated
 */
export function tryNixosHost({ name, host }: Target, directory: string): NixosHost | undefined {
  const attribute = /^(.+)\.config\.system\.build\.[\w-]+$/.exec(host.installable)?.[1];
  return attribute === undefined ? undefined : { name, directory, attribute };
}
