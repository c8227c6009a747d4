import type { ManifestHost } from "../../model";
import type { Patch } from "../../platform/files/patch";
import { readIsoSync, type Extent } from "../../platform/iso9660/iso9660";
import { areaContent } from "./area-content";
import { noSecretsArea, secretsAreaDiffers } from "./errors";
import { readSecretsSync } from "./read-secrets";

/** Where the secrets come from, and how they are protected. */
export interface SecretsSource {
  /** Directory with one file per secret. */
  readonly directory: string;
  /** Encrypts them; undefined leaves them readable for everybody with the medium. */
  readonly passphrase: string | undefined;
}

/**
 * The bytes that put a host's secrets into the area of its ISO. Reads the ISO, and writes nothing.
 * @throws a failure if the image has no area, or if the directory does not contain exactly the secrets that it uses.
 */
export async function secretsPatch(
  { name, host, iso }: { readonly name: string; readonly host: ManifestHost; readonly iso: string },
  { directory, passphrase }: SecretsSource,
): Promise<Patch> {
  const area = host.secretsArea;
  if (area === undefined) throw noSecretsArea(name);
  const secrets = readSecretsSync(directory, area.names);
  const extents = readIsoSync(iso, ({ extentsOf }) => extentsOf(area.path));
  const [extent] = extents;
  if (!isWhole(extents, area.bytes) || extent === undefined) throw secretsAreaDiffers(iso, area.path);
  return { position: extent.position, bytes: await areaContent(secrets, area.bytes, passphrase) };
}

const isWhole = (extents: readonly Extent[], bytes: number): boolean =>
  extents.length === 1 && extents[0]?.length === bytes;
