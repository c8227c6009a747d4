import { z } from "zod";
import { evaluateWith, nixFileSync, type NixosHost } from "../evaluate";
import type { Listening } from "../run-nix";
import type { NixTool } from "../tool";

const systemSchema = z.object({
  /** What the store of the image is filled with, without what that needs. */
  paths: z.array(z.string()),
  /** What builds it. */
  derivations: z.array(z.string()),
  /** Null when it cannot be told. */
  kernel: z.object({ version: z.string(), parameters: z.array(z.string()) }).nullable(),
});

/** What the image of a host is made of. */
export type ImageParts = z.infer<typeof systemSchema>;

/**
 * What the image of a host is made of.
 * @throws a failure of kind `evaluation`.
 */
export async function evaluateImageParts(
  tool: NixTool,
  host: NixosHost,
  listening: Listening = {},
): Promise<ImageParts> {
  return evaluateWith(tool, host, {
    apply: nixFileSync("inspect/system"),
    schema: systemSchema,
    expected: "what an image is made of",
    failure: `Nix cannot evaluate ${host.name}`,
    listening,
  });
}

const packageSchema = z.object({
  /** One for each of its outputs. */
  paths: z.array(z.string()),
  /** Identifiers of SPDX, and names where SPDX knows none. */
  licences: z.array(z.string()),
});

/** What nixpkgs says of a package. */
export type PackageInformation = z.infer<typeof packageSchema>;

/**
 * What nixpkgs says of packages.
 * @param names of packages that the host's store has; those that nixpkgs knows by another name are not found.
 * @throws a failure of kind `evaluation`.
 */
export async function evaluatePackages(
  tool: NixTool,
  host: NixosHost,
  names: readonly string[],
  listening: Listening = {},
): Promise<readonly PackageInformation[]> {
  // Linux takes no argument longer than 128 KiB. Names with other characters are none of an attribute.
  const plain = names.filter((name) => /^[A-Za-z_][\w+.-]*$/.test(name)).map((name) => JSON.stringify(name));
  const found: PackageInformation[] = [];
  for (let at = 0; at < plain.length; at += namesAtOnce) {
    const some = plain.slice(at, at + namesAtOnce).join(" ");
    const answer = await evaluateWith(tool, host, {
      apply: `(${nixFileSync("inspect/licences")}) { names = [ ${some} ]; }`,
      schema: z.array(packageSchema),
      expected: "what nixpkgs says of packages",
      failure: `Nix cannot evaluate the packages of ${host.name}`,
      listening,
    });
    found.push(...answer);
  }
  return found;
}

const namesAtOnce = 3000;
