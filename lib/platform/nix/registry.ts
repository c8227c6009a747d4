import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import * as path from "node:path";
import { z } from "zod";

const registrySchema = z.object({ flakes: z.array(z.object({ from: z.object({ id: z.string().optional() }) })) });

/**
 * The names in the flake registries of the user and the system, which `nix registry list` calls `user` and `system`. A registry
 * that cannot be read has none.
 */
export function registryNamesSync(): readonly string[] {
  const config = process.env.XDG_CONFIG_HOME ?? path.join(homedir(), ".config");
  const system = process.env.NIX_CONF_DIR ?? "/etc/nix";
  return [path.join(config, "nix"), system].flatMap((directory) => namesIn(path.join(directory, "registry.json")));
}

function namesIn(file: string): readonly string[] {
  try {
    const { flakes } = registrySchema.parse(JSON.parse(readFileSync(file, "utf8")));
    return flakes.flatMap(({ from }) => from.id ?? []);
  } catch {
    return [];
  }
}
