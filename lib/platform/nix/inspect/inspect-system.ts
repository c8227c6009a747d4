import { z } from "zod";
import { evaluateWith, nixFileSync, type NixosHost } from "../evaluate";
import { loginsSchema } from "../logins/evaluate-logins";
import type { LogListeners } from "../run-nix";
import type { NixTool } from "../tool";

const systemSchema = z.object({
  /** The store paths in the image, without their dependencies. */
  paths: z.array(z.string()),
  /** Derivations that build the paths. */
  derivations: z.array(z.string()),
  /** Null if unknown. */
  kernel: z.object({ version: z.string(), parameters: z.array(z.string()) }).nullable(),
  /** Derivation of the copyright files of the image's Debian packages; null if it has none. */
  copyrights: z.string().nullable(),
  /** Facts that decide who can log in. */
  logins: loginsSchema,
});

/** The parts of a host's image. */
export type ImageParts = z.infer<typeof systemSchema>;

/**
 * Evaluates the parts of a host's image.
 * @throws a failure of kind `evaluation`.
 */
export async function evaluateImageParts(
  tool: NixTool,
  host: NixosHost,
  listeners: LogListeners = {},
): Promise<ImageParts> {
  return evaluateWith(tool, host, {
    apply: `system: (${nixFileSync("inspect/system")}) system // { logins = (${nixFileSync("logins/logins")}) system; }`,
    schema: systemSchema,
    expected: "the parts of an image",
    failure: `Nix cannot evaluate ${host.name}`,
    listeners,
  });
}

const packageSchema = z.object({
  /** One path per output. */
  paths: z.array(z.string()),
  /** SPDX identifiers or expressions, or names for licenses that SPDX does not list. */
  licenses: z.array(z.string()),
});

/** Package metadata from nixpkgs, or from a Debian package. */
export type PackageInformation = z.infer<typeof packageSchema>;

/**
 * Evaluates package metadata from nixpkgs.
 * @param names of packages in the host's store; packages with another name in nixpkgs are not found.
 * @throws a failure of kind `evaluation`.
 */
export async function evaluatePackages(
  tool: NixTool,
  host: NixosHost,
  names: readonly string[],
  listeners: LogListeners = {},
): Promise<readonly PackageInformation[]> {
  // Linux limits an argument to 128 KiB. Names with other characters are not attribute names.
  const plain = names.filter((name) => /^[A-Za-z_][\w+.-]*$/.test(name)).map((name) => JSON.stringify(name));
  const found: PackageInformation[] = [];
  for (let at = 0; at < plain.length; at += namesAtOnce) {
    const some = plain.slice(at, at + namesAtOnce).join(" ");
    const answer = await evaluateWith(tool, host, {
      apply: `(${nixFileSync("inspect/licenses")}) { names = [ ${some} ]; }`,
      schema: z.array(packageSchema),
      expected: "package metadata",
      failure: `Nix cannot evaluate the packages of ${host.name}`,
      listeners,
    });
    found.push(...answer);
  }
  return found;
}

const namesAtOnce = 3000;
