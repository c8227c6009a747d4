import { z } from "zod";
import { configSchema } from "../lib/project/config/config-schema";

/** The text of `cdk.schema.json`. Editors support draft 7 best. */
export function configJsonSchema(): string {
  const schema = z.toJSONSchema(configSchema, { target: "draft-7", io: "input" });
  return `${JSON.stringify({ $schema: schema.$schema, title: "cdk.json of cdknix", ...schema }, undefined, 2)}\n`;
}
