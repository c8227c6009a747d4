import { open } from "node:fs/promises";

/** The firmware that can boot an ISO written to a disk. */
export interface DiskBoot {
  readonly bios: boolean;
  readonly uefi: boolean;
}

/** Length of the boot code in the first sector. */
const codeLength = 440;
const partitionTable = 446;
const partitionLength = 16;
/** Offset of an entry's type. */
const typeOffset = 4;
/** An EFI system partition, or a protective MBR of a GUID partition table. */
const efiTypes = [0xef, 0xee];

/**
 * Reads from an ISO's first sector how it boots from a disk. Plain ISOs boot from optical media only; hybrid ISOs also have
 * a boot sector and a partition table. Source: UEFI Specification 2.10, section 5.2.1 (the legacy master boot record).
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
