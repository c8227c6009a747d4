import { runNix, type Listening } from "./run-nix";
import type { NixTool } from "./tool";

/**
 * Copies store paths, with all that they need, to another store or a binary cache; what is there already is not copied
 * again.
 * @throws a failure of kind `machine`.
 */
export async function copyToStore(
  tool: NixTool,
  storePaths: readonly string[],
  address: string,
  hosts: readonly string[],
  listening: Listening,
): Promise<void> {
  await runNix(tool, {
    // Signatures are for the other store to ask for: by its settings, or by those of whoever takes from it.
    args: ["copy", "--no-check-sigs", "--to", address, ...storePaths],
    cwd: "/",
    listening,
    failure: [
      "machine",
      "copy-failed",
      `Nix cannot copy the ISO of ${hosts.join(", ")}, which is built and linked, to ${address}`,
    ],
  });
}
