import { z } from "zod";
import type { ProfileValue } from "../../model";

const value: z.ZodType<ProfileValue> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(value), z.record(z.string(), value)]),
);

/** A profile in cdk.json. */
const profileSchema = z.strictObject({
  extends: z
    .string()
    .min(1)
    .describe("Profile to extend: one in this file, or a built-in one, which may have the same name.")
    .optional(),
  isoSuffix: z
    .string()
    .regex(/^[A-Za-z0-9._-]*$/, "only letters, digits, and the characters . _ - are allowed")
    .describe("Suffix of the file name of each ISO, before .iso.")
    .optional(),
  sbom: z.boolean().describe("Write a bill of materials next to each ISO: CycloneDX 1.6, JSON.").optional(),
  set: z.record(z.string(), value).describe("Values by option, which override those of the program.").optional(),
  add: z.record(z.string(), value).describe("Values by option, which are merged with those of the program.").optional(),
});

/** Profiles in cdk.json by name, which becomes part of the names of links and directories. */
export const profilesSchema = z.record(
  z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, "a name has only letters, digits, and the characters _ -"),
  profileSchema,
);

export type ProfileConfig = z.infer<typeof profileSchema>;
