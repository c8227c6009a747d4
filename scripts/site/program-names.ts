import { existsSync, readdirSync } from "node:fs";
import * as path from "node:path";
import { repository } from "./repository";

/** The programs in a folder of the repository, such as `examples`: its folders with a `main.ts`, sorted. */
export function programNames(folder: string): readonly string[] {
  const names = readdirSync(path.join(repository, folder));
  return names.filter((name) => existsSync(path.join(repository, folder, name, "main.ts"))).sort();
}
