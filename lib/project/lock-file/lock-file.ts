import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { systemFailure } from "../../platform/system-error";
import { lockUnreadable } from "../errors";

/** What says where an input is, as lock files keep it: `{ type: "github", owner: …, repo: … }`. */
export const attributesSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** See {@link attributesSchema}. */
export type Attributes = z.infer<typeof attributesSchema>;

const nodeSchema = z.looseObject({
  /** By name: another node or, of an input that follows another, the way to that one from the root. */
  inputs: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  /** What `flake.nix` asked for. */
  original: attributesSchema.optional(),
  /** What it is locked to. */
  locked: attributesSchema.optional(),
});

const lockFileSchema = z.looseObject({ root: z.string(), nodes: z.record(z.string(), nodeSchema) });

/**
 * What cdknix reads of a `flake.lock`.
 * @see https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake.html#lock-files
 */
export type LockFile = z.infer<typeof lockFileSchema>;

/**
 * Reads a lock file; undefined when there is none.
 * @throws a failure when it cannot be read as one.
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
