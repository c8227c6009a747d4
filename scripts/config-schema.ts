// Writes cdk.schema.json, the JSON schema of cdk.json, from the schema that reads the file.
import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { configJsonSchema } from "./config-json-schema";

writeFileSync(path.resolve(__dirname, "../cdk.schema.json"), configJsonSchema());
