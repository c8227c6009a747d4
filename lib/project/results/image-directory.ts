import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import * as path from "node:path";
import { replaceFileSync } from "../../platform/files/replace-file";
import { systemFailure } from "../../platform/system-error";
import { hostFileName, outputPaths } from "../output/output-paths";

/** Directory of what belongs to the last ISO of a host, with a profile or without one. */
export function imageDirectory(output: string, host: string, profile: string | undefined): string {
  return path.join(outputPaths(output).images, hostFileName(host, profile));
}

/** File of an ISO's bill of materials in the directory of what belongs to it. */
export function sbomFile(directory: string, iso: string): string {
  return path.join(directory, `${path.basename(iso)}.cdx.json`);
}

/**
 * Puts a link to an ISO and, next to it, its checksum as `sha256sum -c` reads it into a directory, in the place of what
 * belongs to another ISO. The store cannot have it: what Nix built stays as it was built. Killed at any instant, a checksum
 * that is there is that of the ISO that is there, and so is a bill of materials.
 * @returns the file with the checksum.
 * @throws a failure when the directory cannot be written.
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
    // ISOs last, and the new one before its checksum, so that nothing is ever that of another ISO.
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

/** An ISO, and what is known of it. */
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
