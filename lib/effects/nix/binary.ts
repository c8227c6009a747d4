import { accessSync, constants, realpathSync, statSync } from "node:fs";
import * as path from "node:path";
import { installCommand } from "../install-command";
import { nixMissing } from "./errors";

/**
 * A text that changes when this machine's Nix is another one, found without running it.
 * @throws a failure that says how to install Nix when there is none.
 */
export function nixIdentitySync(): string {
  for (const directory of (process.env.PATH ?? "").split(path.delimiter)) {
    try {
      const file = path.join(directory, "nix");
      accessSync(file, constants.X_OK);
      const { mtimeMs, size } = statSync(file);
      return [realpathSync(file), size, mtimeMs].join(" ");
    } catch {
      // Not in this one.
    }
  }
  throw nixMissing(installCommand("nix-bin"));
}
