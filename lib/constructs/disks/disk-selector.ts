import { guardCalls, mark, type IssueDetails, type Size } from "../core";

/**
 * How a disk is connected.
 * @public
 */
export type DiskTransport = "ata" | "mmc" | "nvme" | "sata" | "scsi" | "usb" | "virtio";

/**
 * Conditions for a disk. The installer requires that exactly one disk of the machine meets all of them.
 * @public
 */
export interface DiskConditions {
  /** Minimum size. Default: any. */
  readonly minimumSize?: Size;
  /** Maximum size. Default: any. */
  readonly maximumSize?: Size;
  /** Whether it is a hard disk; false for an SSD. Default: either. */
  readonly rotational?: boolean;
  /** How it is connected. Default: in any way. */
  readonly transport?: DiskTransport;
  /** Model, or a part of it, such as `Samsung SSD 980`. Default: any. */
  readonly model?: string;
}

/** The choice of a disk, as data. */
export type DiskChoice =
  | { readonly by: "id" | "serial" | "wwn" | "path"; readonly value: string }
  | { readonly by: "conditions"; readonly conditions: DiskConditions };

/**
 * Selects a disk of the machine by something that stays the same: its ID, serial number, WWN, or path, or by conditions that only
 * one disk meets. Kernel names such as `/dev/sda` can change with each boot.
 * @public
 */
export class DiskSelector {
  static {
    guardCalls(this, "DiskSelector", {
      answer: (issues) => new DiskSelector({ by: "serial", value: "unknown" }, issues),
    });
  }

  /**
   * By its name in `/dev/disk/by-id`.
   * @param id such as `nvme-Samsung_SSD_980_1TB_S649NX0R123456`
   */
  static byId(id: string): DiskSelector {
    const value = id.replace(/^\/dev\/disk\/by-id\//, "");
    return new DiskSelector({ by: "id", value }, nameIssues("ID", id, value));
  }

  /**
   * By its serial number, which is printed on most disks.
   * @param serial as `lsblk --output NAME,SERIAL` shows it
   */
  static bySerial(serial: string): DiskSelector {
    return new DiskSelector(
      { by: "serial", value: serial },
      nameIssues("serial number", serial, serial.replaceAll(" ", "")),
    );
  }

  /**
   * By its World Wide Name.
   * @param wwn as `lsblk --output NAME,WWN` shows it, such as `0x5002538e40a1b2c3` or `eui.0025385b71b0f2a1`
   */
  static byWwn(wwn: string): DiskSelector {
    const isWwn = /^(?:0x[0-9a-f]{16,32}|(?:eui|nvme|uuid)\.[\w.-]+)$/.test(wwn);
    const issue: IssueDetails = {
      code: "disk-selector",
      message: `${JSON.stringify(wwn)} is not a World Wide Name`,
      value: JSON.stringify(wwn),
      fix: "use the column WWN of `lsblk --output NAME,WWN`, such as 0x5002538e40a1b2c3",
    };
    return new DiskSelector({ by: "wwn", value: wwn }, isWwn ? [] : [issue]);
  }

  /**
   * By a path below `/dev`, such as one of the slot that the disk is in.
   * @param path such as `/dev/disk/by-path/pci-0000:00:1f.2-ata-1`
   */
  static path(path: string): DiskSelector {
    const isPath = /^\/dev\/[\w.:+@/-]+$/.test(path) && !path.endsWith("/") && !path.split("/").includes("..");
    const issue: IssueDetails = {
      code: "disk-selector",
      message: `${JSON.stringify(path)} is not the path of a disk`,
      value: JSON.stringify(path),
      fix: 'use a path such as "/dev/disk/by-path/pci-0000:00:1f.2-ata-1"',
    };
    return new DiskSelector({ by: "path", value: path }, isPath ? [] : [issue]);
  }

  /**
   * The only disk, or the only one of at least a size. Media that the machine boots from do not count.
   * @param options `atLeast`: minimum size. Default: any
   */
  static only(options: { readonly atLeast?: Size } = {}): DiskSelector {
    return DiskSelector.where(options.atLeast === undefined ? {} : { minimumSize: options.atLeast });
  }

  /** The only disk that meets all conditions. */
  static where(conditions: DiskConditions): DiskSelector {
    const { minimumSize, maximumSize } = conditions;
    const sizes = [minimumSize, maximumSize].flatMap((size) => size?.issue ?? []);
    const isImpossible = minimumSize !== undefined && maximumSize !== undefined && minimumSize.toBytes() > maximumSize.toBytes(); // prettier-ignore
    const impossible: IssueDetails = {
      code: "disk-selector",
      message: "no disk meets these conditions: minimumSize is larger than maximumSize",
      value: `${String(minimumSize)}, ${String(maximumSize)}`,
      fix: "exchange the two sizes",
    };
    return new DiskSelector({ by: "conditions", conditions }, [...sizes, ...(isImpossible ? [impossible] : [])]);
  }

  private constructor(
    /** The choice as data. For internal use. */
    readonly choice: unknown,
    /** The problems with it, if any; reported by the construct that uses it. */
    readonly issues: readonly IssueDetails[] = [],
  ) {}
}
mark(DiskSelector.prototype, "DiskSelector");

/** The choice of a selector. */
export const choiceOf = (selector: DiskSelector): DiskChoice => selector.choice as DiskChoice;

/** Characters that have a meaning in udev rules cannot be matched. */
function nameIssues(what: string, given: string, value: string): readonly IssueDetails[] {
  if (/^[\w.:+@=#-]+$/.test(value)) return [];
  return [
    {
      code: "disk-selector",
      message: `${JSON.stringify(given)} is not the ${what} of a disk`,
      value: JSON.stringify(given),
      fix: `use the one that \`${what === "ID" ? "ls /dev/disk/by-id" : "lsblk --output NAME,SERIAL"}\` shows`,
    },
  ];
}
