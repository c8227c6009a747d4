import { z } from "zod";
import type { Manifest } from "../model";

// Apart from the types, since programs have no use for it: they only write the manifest, and zod takes long to load.
const host = z.object({
  class: z.string().nullable(),
  system: z.string(),
  release: z.string(),
  installable: z.string(),
  isoName: z.string().nullable(),
  maxSize: z.object({ bytes: z.number(), construct: z.string(), source: z.string().optional() }).optional(),
});

const file = z.object({ construct: z.string(), source: z.string().optional() });

const flake = z.object({
  directory: z.string(),
  release: z.string(),
  lockFile: z.string(),
  hosts: z.record(z.string(), host),
  files: z.record(z.string(), file),
});

/** Shape of `manifest.json`. */
export const manifestSchema: z.ZodType<Manifest> = z.object({
  version: z.literal(1),
  flakes: z.record(z.string(), flake),
});
