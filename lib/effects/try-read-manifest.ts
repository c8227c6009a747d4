import { readFileSync } from "node:fs";
import * as path from "node:path";
import { manifestFile, type Manifest } from "../model";
import { manifestSchema } from "./manifest-schema";

/** The manifest of an output directory; undefined when there is none that this version understands. */
export function tryReadManifest(output: string): Manifest | undefined {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(path.join(output, manifestFile), "utf8")));
  } catch {
    return undefined;
  }
}
