import { guardCalls, mark, type IssueDetails, type Size } from "../core";
import type { DiskContent } from "./disk-content";
import type { Filesystem } from "./filesystem";
import { contentOf, type LogicalVolumeNode } from "./nodes";

/**
 * An LVM logical volume.
 * @public
 */
export class LogicalVolume {
  static {
    guardCalls(this, "LogicalVolume", {
      answer: (issues) => new LogicalVolume({ size: "rest", content: { kind: "disko", options: {} } }, issues),
    });
  }

  /** A volume of a size. */
  static of(size: Size, content: DiskContent | Filesystem): LogicalVolume {
    return new LogicalVolume({ size, content: contentOf(content) }, content.issues);
  }

  /**
   * A volume with a part of the volume group.
   * @param percent percentage of the whole group, 1 to 100
   */
  static percent(percent: number, content: DiskContent | Filesystem): LogicalVolume {
    const isRight = Number.isInteger(percent) && percent >= 1 && percent <= 100;
    const issue: IssueDetails = {
      code: "volume-percentage",
      message: "a logical volume takes 1 to 100 percent of its volume group",
      value: String(percent),
      fix: "use a whole number in this range",
    };
    return new LogicalVolume({ size: percent, content: contentOf(content) }, [
      ...content.issues,
      ...(isRight ? [] : [issue]),
    ]);
  }

  /** A volume with all space that the others leave. */
  static rest(content: DiskContent | Filesystem): LogicalVolume {
    return new LogicalVolume({ size: "rest", content: contentOf(content) }, content.issues);
  }

  private constructor(
    /** The volume as data. For internal use. */
    readonly node: unknown,
    /** The problems with it, if any; reported by the construct that uses it. */
    readonly issues: readonly IssueDetails[],
  ) {}
}
mark(LogicalVolume.prototype, "LogicalVolume");

/** The data of a volume. */
export const volumeOf = (volume: LogicalVolume): LogicalVolumeNode => volume.node as LogicalVolumeNode;
