import { closeSync, openSync, readSync } from "node:fs";
import { isoNotRead } from "./errors";

/** A file on an ISO. */
export interface IsoEntry {
  /** Path on the ISO, such as `/boot/bzImage`. */
  readonly path: string;
  /** Size in bytes. */
  readonly size: number;
}

/** An ISO that is open for reading. */
export interface IsoReader {
  /** Volume ID, which the boot loader searches for. */
  readonly volumeId: string;
  /** Every file, sorted by path. */
  readonly entries: readonly IsoEntry[];
  /** The contents of a file as a string; undefined if it does not exist. */
  readonly readText: (path: string) => string | undefined;
  /** Where the parts of a file are on the ISO; empty if it does not exist. */
  readonly extentsOf: (path: string) => readonly Extent[];
}

/**
 * Reads an ISO without mounting it (mounting requires root). Uses Rock Ridge names if present, and supports files of
 * several extents (4 GiB and larger).
 * Source: ECMA-119 (directory records: 9.1, volume descriptors: 8.4), IEEE P1281 (the entry `CE`), P1282 (`NM`).
 * @throws a failure if the file is not an ISO, or an error of `use`.
 */
export function readIsoSync<Result>(file: string, use: (reader: IsoReader) => Result): Result {
  const descriptor = openSync(file, "r");
  try {
    const read: Read = (position, length) => {
      const buffer = Buffer.alloc(length);
      if (readSync(descriptor, buffer, 0, length, position) !== length)
        throw isoNotRead(file, "unexpected end of file");
      return buffer;
    };
    const primary = read(16 * sector, sector);
    if (primary.toString("latin1", 0, 6) !== "\u0001CD001") throw isoNotRead(file, "it has no ISO 9660 file system");
    const files = filesBelow(recordAt(primary, 156, read), "", read);
    return use({
      volumeId: primary.toString("latin1", 40, 72).trimEnd(),
      entries: files.map(({ path, size }) => ({ path, size })),
      readText: (path) => {
        const found = files.find((each) => each.path === path);
        const parts = found?.extents.map(({ position, length }) => read(position, length).toString("utf8"));
        return parts?.join("");
      },
      extentsOf: (path) => files.find((each) => each.path === path)?.extents ?? [],
    });
  } finally {
    closeSync(descriptor);
  }
}

const sector = 2048;

type Read = (position: number, length: number) => Buffer;

/** Position of a part of a file, in bytes. */
export interface Extent {
  readonly position: number;
  readonly length: number;
}

interface Found extends IsoEntry {
  readonly extents: readonly Extent[];
}

interface DirectoryRecord extends Extent {
  readonly name: string;
  readonly isDirectory: boolean;
  /** Whether the next record continues the same file. */
  readonly isContinued: boolean;
}

function filesBelow(directory: DirectoryRecord, at: string, read: Read): readonly Found[] {
  const found: Found[] = [];
  let extents: readonly Extent[] = [];
  for (const record of recordsOf(directory, read)) {
    const path = `${at}/${record.name}`;
    if (record.isDirectory) {
      found.push(...filesBelow(record, path, read));
      continue;
    }
    extents = [...extents, { position: record.position, length: record.length }];
    if (record.isContinued) continue;
    found.push({ path, extents, size: extents.reduce((sum, { length }) => sum + length, 0) });
    extents = [];
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The records of a directory without `.` and `..`. A record never crosses a sector boundary. */
function* recordsOf(directory: Extent, read: Read): Generator<DirectoryRecord> {
  const data = read(directory.position, directory.length);
  for (let at = 0; at < data.length;) {
    const length = data[at] ?? 0;
    if (length === 0) {
      at = (Math.floor(at / sector) + 1) * sector;
      continue;
    }
    const isSelfOrParent = data[at + 32] === 1 && (data[at + 33] ?? 0) <= 1;
    if (!isSelfOrParent) yield recordAt(data, at, read);
    at += length;
  }
}

function recordAt(data: Buffer, at: number, read: Read): DirectoryRecord {
  const flags = data[at + 25] ?? 0;
  const nameLength = data[at + 32] ?? 0;
  const plain = data.toString("latin1", at + 33, at + 33 + nameLength).replace(/\.?;\d+$/, "");
  // The system use field begins at an even offset.
  const systemUse = data.subarray(at + 33 + nameLength + ((nameLength + 1) % 2), at + (data[at] ?? 0));
  return {
    name: rockRidgeName(systemUse, read) ?? plain,
    position: data.readUInt32LE(at + 2) * sector,
    length: data.readUInt32LE(at + 10),
    isDirectory: (flags & 0x02) !== 0,
    isContinued: (flags & 0x80) !== 0,
  };
}

/** The alternate name of an entry, which may be split into parts. */
function rockRidgeName(systemUse: Buffer, read: Read): string | undefined {
  const parts = nameParts(systemUse, read);
  return parts.length === 0 ? undefined : Buffer.concat(parts).toString("utf8");
}

function nameParts(area: Buffer, read: Read): readonly Buffer[] {
  const parts: Buffer[] = [];
  let rest: readonly Buffer[] = [];
  for (let at = 0; at + 4 <= area.length;) {
    const [kind, length] = [area.toString("latin1", at, at + 2), area[at + 2] ?? 0];
    if (length < 4) break;
    if (kind === "NM") parts.push(area.subarray(at + 5, at + length));
    // Data that does not fit into the record continues elsewhere.
    if (kind === "CE") {
      const start = area.readUInt32LE(at + 4) * sector + area.readUInt32LE(at + 12);
      rest = nameParts(read(start, area.readUInt32LE(at + 20)), read);
    }
    at += length;
  }
  return [...parts, ...rest];
}
