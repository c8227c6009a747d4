// Writes the properties of all constructs, with which programs are checked at run time, from the declared types.
import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { declaredPropsFile, declaredPropsText } from "./declared-props-text";

writeFileSync(path.resolve(__dirname, "..", declaredPropsFile), declaredPropsText());
