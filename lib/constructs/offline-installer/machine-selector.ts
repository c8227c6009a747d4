import { guardCalls, mark, type IssueDetails } from "../core";

/** The condition as data. */
export type MachineNode = { readonly dmiSerial: string } | { readonly macAddress: string };

/**
 * Recognizes a machine, if one medium installs several.
 * @public
 */
export class MachineSelector {
  static {
    guardCalls(this, "MachineSelector", { answer: (issues) => new MachineSelector({ dmiSerial: "unknown" }, issues) });
  }

  /**
   * By a serial number of the machine, its main board, or its chassis.
   * @param serial as `cat /sys/class/dmi/id/product_serial` shows it
   */
  static bySerial(serial: string): MachineSelector {
    const isSerial = serial.trim() === serial && serial !== "" && !/\p{Cc}/u.test(serial);
    const issue: IssueDetails = {
      code: "machine-selector",
      message: `${JSON.stringify(serial)} is not the serial number of a machine`,
      value: JSON.stringify(serial),
      reason: "the installer compares it with the serial numbers that the firmware reports",
      fix: "use the one that `cat /sys/class/dmi/id/product_serial` shows",
    };
    return new MachineSelector({ dmiSerial: serial }, isSerial ? [] : [issue]);
  }

  /**
   * By the MAC address of one of its network devices.
   * @param address such as `52:54:00:12:34:56`
   */
  static byMacAddress(address: string): MachineSelector {
    const isAddress = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/i.test(address);
    const issue: IssueDetails = {
      code: "machine-selector",
      message: `${JSON.stringify(address)} is not a MAC address`,
      value: JSON.stringify(address),
      reason: "it has six pairs of hexadecimal digits, with colons between them",
      fix: 'use one such as "52:54:00:12:34:56", which `ip link` shows',
    };
    return new MachineSelector({ macAddress: address.toLowerCase() }, isAddress ? [] : [issue]);
  }

  private constructor(
    /** The condition as data. For internal use. */
    readonly node: unknown,
    /** The problems with it, if any; reported by the construct that uses it. */
    readonly issues: readonly IssueDetails[],
  ) {}
}
mark(MachineSelector.prototype, "MachineSelector");

/** The condition of a selector. */
export const machineOf = (selector: MachineSelector): MachineNode => selector.node as MachineNode;
