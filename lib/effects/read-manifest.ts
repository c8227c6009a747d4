import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Manifest } from "../model";
import { manifestSchema } from "./manifest-schema";
import { manifestNotUnderstood } from "./program-errors";

/**
 * The manifest in a file.
 * @throws a failure when it is none that this version understands.
 */
export function readManifestSync(file: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const [issue] = error instanceof z.ZodError ? error.issues : [];
    throw manifestNotUnderstood(issue === undefined ? String(error) : `${issue.path.join(".")}: ${issue.message}`);
  }
}
