import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { secretsPatch, type SecretsSource } from "../../pipeline/secrets/secrets-patch";
import { copyPatchedSync } from "../../platform/files/patch";
import type { HostImage } from "./host-image";

/**
 * Calls `use` with a host's image whose ISO is a temporary copy that contains the secrets, readable for this user only. The
 * copy is removed afterwards.
 */
export async function withSecrets(
  image: HostImage,
  secrets: SecretsSource | undefined,
  use: (image: HostImage) => Promise<void>,
): Promise<void> {
  if (secrets === undefined) {
    await use(image);
    return;
  }
  const patch = await secretsPatch({ name: image.host, host: image.target.host, iso: image.iso }, secrets);
  const directory = mkdtempSync(path.join(tmpdir(), "cdknix-vm-secrets-"));
  try {
    const iso = path.join(directory, path.basename(image.iso));
    copyPatchedSync(image.iso, iso, patch);
    await use({ ...image, iso });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
