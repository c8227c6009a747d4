import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import * as path from "node:path";
import { replaceFileSync } from "../../platform/files/replace-file";
import { systemFailure } from "../../platform/system-error";
import { hostFileName, outputPaths } from "../output/output-paths";

/** Directory for the files of a host's latest ISO, with a profile or without one. */
export function imageDirectory(output: string, host: string, profile: string | undefined): string {
  return path.join(outputPaths(output).images, hostFileName(host, profile));
}

/** Path of an ISO's bill of materials in its directory. */
export function sbomFile(directory: string, iso: string): string {
  return path.join(directory, `${path.basename(iso)}.cdx.json`);
}

/**
 * Writes a link to an ISO and its checksum (in the format of `sha256sum -c`) into a directory, and removes the files of
 * other ISOs. They cannot be in the store, whose paths are immutable. At any moment, also if the process is killed, the
 * checksum and the bill of materials in the directory belong to the ISO in it.
 * @returns the checksum file.
 * @throws a failure if the directory cannot be written.
 */
export function publishImageSync(directory: string, { iso, sha256 }: ImageToPublish): string {
  const name = path.basename(iso);
  const [link, checksum] = [path.join(directory, name), path.join(directory, `${name}.sha256`)];
  const text = `${sha256}  ${name}\n`;
  try {
    mkdirSync(directory, { recursive: true });
    const isLinked = linkTarget(link) === iso;
    const isSummed = isLinked && existsSync(checksum) && readFileSync(checksum, "utf8") === text;
    const kept = isSummed ? [link, checksum, sbomFile(directory, iso)] : isLinked ? [link] : [];
    const gone = readdirSync(directory)
      .map((found) => path.join(directory, found))
      .filter((found) => !kept.includes(found));
    // ISOs last, and the new ISO before its checksum, so that no file ever belongs to another ISO.
    for (const found of gone.sort((a, b) => Number(a.endsWith(".iso")) - Number(b.endsWith(".iso")))) {
      rmSync(found, { recursive: true, force: true });
    }
    if (!isLinked) symlinkSync(iso, link);
    if (!isSummed) replaceFileSync(checksum, text);
  } catch (error) {
    throw systemFailure(error, `write ${directory}`) ?? error;
  }
  return checksum;
}

/** An ISO and its checksum. */
export interface ImageToPublish {
  /** Absolute path. */
  readonly iso: string;
  /** Hexadecimal. */
  readonly sha256: string;
}

function linkTarget(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    // Nothing, or not a link.
    return undefined;
  }
}
