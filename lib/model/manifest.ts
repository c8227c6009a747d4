import { z } from "zod";

const host = z.object({
  /** Name of the host class, or null when the host has none. */
  class: z.string().nullable(),
  /** Nix system, such as `x86_64-linux`. */
  system: z.string(),
  /** NixOS release, such as `24.05`. */
  release: z.string(),
  /** Flake output that builds the ISO; `path:<directory>#<installable>` is what Nix is given. */
  installable: z.string(),
  /** File name of the ISO, or null when the host has no `IsoImage`. */
  isoName: z.string().nullable(),
});

const file = z.object({ construct: z.string(), source: z.string().optional() });

const flake = z.object({
  /** Directory of the flake, relative to the output directory. */
  directory: z.string(),
  /** NixOS release that the flake is written for. */
  release: z.string(),
  /** The flake's lock file, relative to the project directory. */
  lockFile: z.string(),
  hosts: z.record(z.string(), host),
  /** Construct and TypeScript line behind each file, by path relative to the flake's directory. */
  files: z.record(z.string(), file),
});

/** Shape of `manifest.json`, the one file through which the command line learns what a program made. */
export const manifestSchema = z.object({ version: z.literal(1), flakes: z.record(z.string(), flake) });

/** What a program made: flakes, their hosts, and the construct behind each file. */
export type Manifest = z.infer<typeof manifestSchema>;
/** One flake of a manifest. */
export type ManifestFlake = z.infer<typeof flake>;
/** One host of a manifest. */
export type ManifestHost = z.infer<typeof host>;

/** Name of the manifest in the output directory. */
export const manifestFile = "manifest.json";
/** Name of the construct tree in the output directory. */
export const constructTreeFile = "tree.json";
