import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { systemFailure } from "../../platform/system-error";
import { lockUnreadable } from "../errors";

/** The location of an input in a lock file: `{ type: "github", owner: …, repo: … }`. */
export const attributesSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** See {@link attributesSchema}. */
export type Attributes = z.infer<typeof attributesSchema>;

const nodeSchema = z.looseObject({
  /** By name: another node or, if the input follows another one, the path to that one from the root. */
  inputs: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  /** The reference in `flake.nix`. */
  original: attributesSchema.optional(),
  /** The locked reference. */
  locked: attributesSchema.optional(),
});

const lockFileSchema = z.looseObject({ root: z.string(), nodes: z.record(z.string(), nodeSchema) });

/**
 * The parts of a `flake.lock` that cdknix reads.
 * @see https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake.html#lock-files
 */
export type LockFile = z.infer<typeof lockFileSchema>;

/**
 * Reads a lock file; undefined if it does not exist.
 * @throws a failure if it cannot be read or parsed.
 */
export function readLockFileSync(file: string): LockFile | undefined {
  if (!existsSync(file)) return undefined;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw systemFailure(error, `read ${file}`) ?? error;
  }
  try {
    return lockFileSchema.parse(JSON.parse(text));
  } catch (error) {
    throw lockUnreadable(file, /^<{7} /m.test(text), error);
  }
}
