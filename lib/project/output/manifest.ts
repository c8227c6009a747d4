import { readFileSync } from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import { manifestFile, type Manifest } from "../../model";
import { manifestNotUnderstood } from "./errors";

// Separate from the types: programs only write the manifest, and zod takes long to load.
const host = z
  .object({
    // Missing in the output of older versions.
    kind: z.enum(["image", "machine"]).optional(),
    class: z.string().nullable(),
    system: z.string(),
    release: z.string(),
    installable: z.string(),
    isoName: z.string().nullable(),
    maxSize: z.object({ bytes: z.number(), construct: z.string(), source: z.string().optional() }).optional(),
    secretsArea: z.object({ path: z.string(), bytes: z.number(), names: z.array(z.string()) }).optional(),
  })
  .transform(
    ({ kind, ...rest }) => ({ kind: kind ?? (rest.isoName === null ? "machine" : "image"), ...rest }) as const,
  );

const file = z.object({ construct: z.string(), source: z.string().optional(), copyOf: z.string().optional() });

const flake = z.object({
  directory: z.string(),
  release: z.string(),
  lockFile: z.string(),
  hosts: z.record(z.string(), host),
  files: z.record(z.string(), file),
  copied: z.array(z.string()).optional(),
});

/** Shape of `manifest.json`. */
export const manifestSchema: z.ZodType<Manifest> = z.object({
  version: z.literal(1),
  flakes: z.record(z.string(), flake),
});

/**
 * Reads a manifest.
 * @throws a failure if this version does not support it.
 */
export function readManifestSync(file: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const [issue] = error instanceof z.ZodError ? error.issues : [];
    throw manifestNotUnderstood(issue === undefined ? String(error) : `${issue.path.join(".")}: ${issue.message}`);
  }
}

/** The manifest of an output directory; undefined if there is none that this version supports. */
export function tryReadManifest(output: string): Manifest | undefined {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(path.join(output, manifestFile), "utf8")));
  } catch {
    return undefined;
  }
}
