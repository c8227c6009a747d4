// Writes the properties of all constructs, and the parameters of all methods, with which programs are checked at run time,
// from the declared types.
import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { declaredParametersFile, declaredParametersText } from "./declared-parameters-text";
import { declaredPropsFile, declaredPropsText } from "./declared-props-text";

const write = (file: string, text: string): void => {
  writeFileSync(path.resolve(__dirname, "..", file), text);
};
write(declaredPropsFile, declaredPropsText());
write(declaredParametersFile, declaredParametersText());
