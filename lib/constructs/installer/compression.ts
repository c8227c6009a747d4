import type { IssueDetails } from "../core";

/**
 * How the squashfs of an ISO is compressed. Source: mksquashfs(1), options `-comp` and `-X…`.
 * @public
 */
export class Compression {
  /**
   * Zstandard: the best balance, quick to decompress.
   * @param level 1 (fast) to 22 (small). Default: 19, as NixOS has it
   */
  static zstd(level = 19): Compression {
    return new Compression(`zstd -Xcompression-level ${String(level)}`, levelIssue("zstd", level, 22));
  }

  /** XZ: the smallest image, slow to build and to read. */
  static xz(): Compression {
    return new Compression("xz -Xdict-size 100%");
  }

  /**
   * gzip: for kernels that know nothing else.
   * @param level 1 (fast) to 9 (small). Default: 9
   */
  static gzip(level = 9): Compression {
    return new Compression(`gzip -Xcompression-level ${String(level)}`, levelIssue("gzip", level, 9));
  }

  /**
   * LZ4: the quickest to read.
   * @param options `high` compresses harder at build time and reads as quickly. Default: true
   */
  static lz4(options: { readonly high?: boolean } = {}): Compression {
    return new Compression((options.high ?? true) ? "lz4 -Xhc" : "lz4");
  }

  /** No compression: the largest image, the quickest build. */
  static none(): Compression {
    return new Compression(null);
  }

  private constructor(
    /** Value of `isoImage.squashfsCompression`. */
    readonly squashfs: string | null,
    /** What is wrong with the choice; reported by the construct that uses it. */
    readonly issue?: IssueDetails,
  ) {}
}

function levelIssue(name: string, level: number, highest: number): IssueDetails | undefined {
  if (Number.isInteger(level) && level >= 1 && level <= highest) return undefined;
  return {
    code: "compression-level",
    message: `this is not a compression level of ${name}`,
    value: String(level),
    fix: `use a whole number from 1 to ${String(highest)}`,
  };
}
