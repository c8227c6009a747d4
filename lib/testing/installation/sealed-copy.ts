import * as path from "node:path";
import { secretsAreaPath } from "../../constructs/installer/secrets-area";
import { areaContent } from "../../pipeline/secrets/area-content";
import { copyPatchedSync } from "../../platform/files/patch";
import { readIsoSync } from "../../platform/iso9660/iso9660";
import { noSecretsArea } from "../errors";

/**
 * Copies an ISO and puts secrets into its area, as `synth seal` does.
 * @param secrets contents by name
 * @param directory directory for the copy
 * @returns path of the copy
 */
export async function sealedCopy(
  iso: string,
  secrets: Readonly<Record<string, string>>,
  directory: string,
): Promise<string> {
  const extents = readIsoSync(iso, ({ extentsOf }) => extentsOf(secretsAreaPath));
  const [extent] = extents;
  if (extent === undefined) throw noSecretsArea(iso);
  const contents = new Map(Object.entries(secrets).map(([name, text]) => [name, Buffer.from(text)]));
  const copy = path.join(directory, path.basename(iso));
  copyPatchedSync(iso, copy, {
    position: extent.position,
    bytes: await areaContent(contents, extent.length, undefined),
  });
  return copy;
}
