import { guardCalls, mark, type IssueDetails } from "../core";
import type { DiskContent } from "./disk-content";
import type { Filesystem } from "./filesystem";
import { contentOf, type ArrayNode } from "./nodes";

/**
 * Properties of a {@link RaidArray}.
 * @public
 */
export interface RaidArrayProps {
  /**
   * Version of the metadata. With 1.0 it is at the end of the members, so that firmware can read an EFI system partition in a
   * RAID 1. Default: mdadm's, 1.2.
   */
  readonly metadata?: "1.0" | "1.1" | "1.2";
}

/**
 * A software RAID (mdadm). Its members are all contents `DiskContent.raidMember` with its name.
 * @public
 */
export class RaidArray {
  static {
    guardCalls(this, "RaidArray", {
      answer: (issues) =>
        new RaidArray({ level: 1, metadata: undefined, content: { kind: "disko", options: {} } }, issues),
    });
  }

  /** RAID 0: fast, and lost if one disk fails. */
  static raid0(content: DiskContent | Filesystem, props: RaidArrayProps = {}): RaidArray {
    return RaidArray.of(0, content, props);
  }

  /** RAID 1: every disk holds all data. */
  static raid1(content: DiskContent | Filesystem, props: RaidArrayProps = {}): RaidArray {
    return RaidArray.of(1, content, props);
  }

  /** RAID 10: striped over mirrored pairs, of four disks or more. */
  static raid10(content: DiskContent | Filesystem, props: RaidArrayProps = {}): RaidArray {
    return RaidArray.of(10, content, props);
  }

  private static of(level: ArrayNode["level"], content: DiskContent | Filesystem, props: RaidArrayProps): RaidArray {
    return new RaidArray({ level, metadata: props.metadata, content: contentOf(content) }, content.issues);
  }

  private constructor(
    /** The array as data. For internal use. */
    readonly node: unknown,
    /** The problems with it, if any; reported by the construct that uses it. */
    readonly issues: readonly IssueDetails[],
  ) {}
}
mark(RaidArray.prototype, "RaidArray");

/** The data of an array. */
export const arrayOf = (array: RaidArray): ArrayNode => array.node as ArrayNode;
