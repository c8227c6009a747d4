import { z } from "zod";
import type { ProfileValue } from "../../model";

const value: z.ZodType<ProfileValue> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(value), z.record(z.string(), value)]),
);

/** A profile in cdk.json. */
export const profileSchema = z.strictObject({
  /** Profile that it begins with: one of cdk.json, or a built-in one, also of the same name. */
  extends: z.string().min(1).optional(),
  /** What the file name of each ISO has before `.iso`. */
  isoSuffix: z
    .string()
    .regex(/^[A-Za-z0-9._-]*$/, "it takes letters, digits and the characters . _ - only")
    .optional(),
  /** Put a bill of materials next to each ISO: CycloneDX 1.6, JSON. */
  sbom: z.boolean().optional(),
  /** Values by option, which win over those of the program. */
  set: z.record(z.string(), value).optional(),
  /** Values by option, which are added to what the program defines. */
  add: z.record(z.string(), value).optional(),
});

/** Profiles in cdk.json by name, which is part of the names of links and directories. */
export const profilesSchema = z.record(
  z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, "a name takes letters, digits and the characters _ - only"),
  profileSchema,
);

export type ProfileConfig = z.infer<typeof profileSchema>;
