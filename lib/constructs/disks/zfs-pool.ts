import { guardCalls, mark, type IssueDetails } from "../core";

/**
 * A dataset of a {@link ZfsPool}.
 * @public
 */
export interface ZfsDataset {
  /** Where it is mounted. Default: nowhere. */
  readonly mountPoint?: string;
  /** Properties of ZFS, such as `{ recordsize: "16K" }`. Default: none. */
  readonly properties?: Readonly<Record<string, string>>;
  /** Whether stage 1 mounts it (`fileSystems.<name>.neededForBoot`). Default: false. */
  readonly neededForBoot?: boolean;
}

/**
 * Properties of a {@link ZfsPool}.
 * @public
 */
export interface ZfsPoolProps {
  /** Datasets by name: `{ root: { mountPoint: "/" }, nix: { mountPoint: "/nix" } }`. */
  readonly datasets: Readonly<Record<string, ZfsDataset>>;
  /** Properties of the pool, such as `{ ashift: "12" }`. Default: none. */
  readonly poolProperties?: Readonly<Record<string, string>>;
  /** Properties that all datasets inherit. Default: `{ compression: "zstd" }`. */
  readonly properties?: Readonly<Record<string, string>>;
}

/** A pool as data. */
export interface PoolNode extends ZfsPoolProps {
  readonly mode: "" | "mirror" | "raidz" | "raidz2" | "raidz3";
}

/**
 * A ZFS pool. Its devices are all contents `DiskContent.zfsMember` with its name. The host needs `networking.hostId`.
 * @public
 */
export class ZfsPool {
  static {
    guardCalls(this, "ZfsPool", { answer: (issues) => new ZfsPool({ mode: "", datasets: {} }, issues) });
  }

  /** A pool without redundancy, of one device or striped over several. */
  static stripe(props: ZfsPoolProps): ZfsPool {
    return new ZfsPool({ ...props, mode: "" });
  }

  /** Every device holds all data. */
  static mirror(props: ZfsPoolProps): ZfsPool {
    return new ZfsPool({ ...props, mode: "mirror" });
  }

  /** RAID-Z: survives the failure of one device. */
  static raidz(props: ZfsPoolProps): ZfsPool {
    return new ZfsPool({ ...props, mode: "raidz" });
  }

  /** RAID-Z2: survives the failure of two devices. */
  static raidz2(props: ZfsPoolProps): ZfsPool {
    return new ZfsPool({ ...props, mode: "raidz2" });
  }

  /** RAID-Z3: survives the failure of three devices. */
  static raidz3(props: ZfsPoolProps): ZfsPool {
    return new ZfsPool({ ...props, mode: "raidz3" });
  }

  private constructor(
    /** The pool as data. For internal use. */
    readonly node: unknown,
    /** The problems with it, if any; reported by the construct that uses it. */
    readonly issues: readonly IssueDetails[] = [],
  ) {}
}
mark(ZfsPool.prototype, "ZfsPool");

/** The data of a pool. */
export const poolOf = (pool: ZfsPool): PoolNode => pool.node as PoolNode;
