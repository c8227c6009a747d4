import { guardCalls, mark, type IssueDetails } from "../core";

/**
 * Compression of an ISO's squashfs. Source: mksquashfs(1), options `-comp` and `-X…`.
 * @public
 */
export class Compression {
  static {
    guardCalls(this, "Compression", { answer: ([issue]) => new Compression(null, issue) });
  }

  /**
   * Zstandard: the best balance of size and speed, fast to decompress.
   * @param level 1 (fast) to 22 (small). Default: 19, like NixOS
   */
  static zstd(level = 19): Compression {
    return new Compression(`zstd -Xcompression-level ${String(level)}`, levelIssue("zstd", level, 22));
  }

  /** XZ: the smallest image, slow to build and to read. */
  static xz(): Compression {
    return new Compression("xz -Xdict-size 100%");
  }

  /**
   * gzip: for kernels that support nothing else.
   * @param level 1 (fast) to 9 (small). Default: 9
   */
  static gzip(level = 9): Compression {
    return new Compression(`gzip -Xcompression-level ${String(level)}`, levelIssue("gzip", level, 9));
  }

  /**
   * LZ4: the fastest to read.
   * @param options `high` compresses better, takes longer to build, and is as fast to read. Default: true
   */
  static lz4(options: { readonly high?: boolean } = {}): Compression {
    return new Compression(options.high === false ? "lz4" : "lz4 -Xhc");
  }

  /** No compression: the largest image, the fastest build. */
  static none(): Compression {
    return new Compression(null);
  }

  private constructor(
    /** Value of `isoImage.squashfsCompression`. */
    readonly squashfs: string | null,
    /** The problem with the choice, if any; reported by the construct that uses it. */
    readonly issue?: IssueDetails,
  ) {}
}
mark(Compression.prototype, "Compression");

function levelIssue(name: string, level: number, highest: number): IssueDetails | undefined {
  if (Number.isInteger(level) && level >= 1 && level <= highest) return undefined;
  return {
    code: "compression-level",
    message: `${String(level)} is not a ${name} compression level`,
    value: String(level),
    fix: `use a whole number from 1 to ${String(highest)}`,
  };
}
