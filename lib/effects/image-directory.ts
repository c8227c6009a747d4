import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import * as path from "node:path";
import { systemFailure } from "./errors";
import { outputPaths } from "./output-paths";
import { replaceFileSync } from "./replace-file";

/**
 * Puts a link to a host's ISO and, next to it, its checksum as `sha256sum -c` reads it into a directory beside the output,
 * in the place of those of the last build. The store cannot have it: what Nix built stays as it was built. Killed at any
 * instant, a checksum that is there is that of the ISO that is there.
 * @returns the file with the checksum.
 * @throws a failure when the directory cannot be written.
 */
export function publishImageSync(output: string, host: string, { iso, sha256 }: ImageToPublish): string {
  const directory = path.join(outputPaths(output).images, host.replaceAll("/", "-"));
  const name = path.basename(iso);
  const [link, checksum] = [path.join(directory, name), path.join(directory, `${name}.sha256`)];
  const text = `${sha256}  ${name}\n`;
  try {
    mkdirSync(directory, { recursive: true });
    const isLinked = linkTarget(link) === iso;
    const isSummed = existsSync(checksum) && readFileSync(checksum, "utf8") === text;
    // Checksums first, and the new one last, so that none is ever that of another ISO.
    const kept = [...(isLinked ? [name] : []), ...(isLinked && isSummed ? [`${name}.sha256`] : [])];
    const gone = readdirSync(directory).filter((found) => !kept.includes(found));
    for (const found of gone.sort((a, b) => Number(b.endsWith(".sha256")) - Number(a.endsWith(".sha256")))) {
      rmSync(path.join(directory, found), { recursive: true, force: true });
    }
    if (!isLinked) symlinkSync(iso, link);
    if (!isLinked || !isSummed) replaceFileSync(checksum, text);
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
