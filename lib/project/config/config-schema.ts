import { z } from "zod";
import { profilesSchema } from "./profile-schema";

const text = z.string().min(1);
const texts = z.union([z.string(), z.array(z.string())]);
const setting = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

const nixSchema = z.strictObject({
  builders: z
    .union([z.string(), z.array(text)])
    .describe("Remote builders in nix.conf syntax, or @FILE.")
    .optional(),
  store: text.describe("Address of the Nix store to build in.").optional(),
  substituters: z
    .union([z.string(), z.array(text)])
    .describe("Addresses of stores and caches to substitute from, instead of those of nix.conf.")
    .optional(),
  offline: z.boolean().describe("Disable network access.").optional(),
  options: z.record(z.string(), setting).describe("Settings of nix.conf by name.").optional(),
});

const watchSchema = z.strictObject({
  include: texts.describe("Globs of files to watch. Default: **").optional(),
  exclude: texts.describe("Globs of files not to watch, in addition to the output and node_modules.").optional(),
});

/** The keys of cdk.json. `cdk.schema.json` is derived from them. */
export const configSchema = z.strictObject({
  $schema: z.string().describe("The JSON schema of this file, for editors.").optional(),
  app: text
    .describe("Command that runs the program, such as npx ts-node main.ts, or the output directory of an earlier run.")
    .optional(),
  output: text.describe("Output directory, relative to this file. Default: cdk.out").optional(),
  context: z.record(z.string(), z.unknown()).describe("Values for node.tryGetContext.").optional(),
  nixpkgs: text
    .describe("Flake reference that replaces the flake's nixpkgs, or embedded for the offline base.")
    .optional(),
  nix: nixSchema.describe("Settings for Nix.").optional(),
  profiles: profilesSchema.describe("Build settings by profile name, in addition to dev and release.").optional(),
  watch: watchSchema.describe("Files that synth watch watches.").optional(),
});

/** The contents of cdk.json, without the keys of AWS CDK. */
export type ConfigFile = z.infer<typeof configSchema>;
