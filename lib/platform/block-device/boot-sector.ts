import { open } from "node:fs/promises";

/** By which firmware a machine boots an ISO that was written to a disk. */
export interface DiskBoot {
  readonly bios: boolean;
  readonly uefi: boolean;
}

/** Length of the part of the first sector that a BIOS runs. */
const codeLength = 440;
const partitionTable = 446;
const partitionLength = 16;
/** Offset of an entry's type. */
const typeOffset = 4;
/** An EFI system partition, or a GUID partition table with whatever is in it. */
const efiTypes = [0xef, 0xee];

/**
 * How an ISO boots from a disk, by its first sector: plain ISOs are for optical media only, hybrid ones have a boot sector and
 * a partition table, too. Source: UEFI Specification 2.10, section 5.2.1 (the legacy master boot record).
 */
export async function readDiskBoot(iso: string): Promise<DiskBoot> {
  const handle = await open(iso, "r");
  try {
    const sector = Buffer.alloc(512);
    await handle.read(sector, 0, sector.length, 0);
    const isBootRecord = sector.readUInt16LE(510) === 0xaa55;
    const types = [0, 1, 2, 3].map((entry) => sector[partitionTable + entry * partitionLength + typeOffset]);
    return {
      bios: isBootRecord && sector.subarray(0, codeLength).some((byte) => byte !== 0),
      uefi: isBootRecord && types.some((type) => efiTypes.includes(type ?? 0)),
    };
  } finally {
    await handle.close();
  }
}
