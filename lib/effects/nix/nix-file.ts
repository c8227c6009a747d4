import { readFileSync } from "node:fs";
import * as path from "node:path";
import { packageRoot } from "../package-root";

/**
 * The text of one of the Nix files beside these sources, such as `explain/walk`. Nix is given the text, because before 2.9
 * it imports no file in pure evaluation that it wrote itself.
 */
export function nixFileSync(name: string): string {
  return `${readFileSync(path.join(packageRoot, "lib", "effects", "nix", `${name}.nix`), "utf8")}\n`;
}
