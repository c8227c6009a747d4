import type { Acceleration, Medium, StartOptions, VirtualDisk } from "../boot-options";
import { machineIdentityInvalid } from "../errors";
import type { UefiFirmware } from "./uefi-firmware";

/** Files of QEMU besides those that the user chose. */
export interface QemuFiles {
  /** Unix socket that QEMU connects its monitor to. */
  readonly monitor: string;
  /** Unix socket that QEMU connects the first serial port to. */
  readonly serial: string;
  /** File for the output of the first serial port. */
  readonly serialLog: string;
  /** File for the process ID. */
  readonly pid: string;
  /** Firmware with writable variables; undefined for BIOS. */
  readonly uefi: UefiFirmware | undefined;
  /** The disks with their files, in boot order. */
  readonly disks: readonly PreparedDisk[];
}

/** A disk whose file exists. */
export interface PreparedDisk extends Pick<VirtualDisk, "serial" | "discardWrites"> {
  /** Absolute path. */
  readonly file: string;
}

/** Device ID of the medium, for ejecting it. */
export const mediumDevice = "medium";

/** ID of the network, for looking up the forwarded ssh port. */
const network = "net";

/** The arguments of QEMU for a machine without a window, without sound, and without listeners except on 127.0.0.1. */
export function qemuArguments(
  options: Omit<StartOptions, "acceleration">,
  acceleration: Acceleration,
  files: QemuFiles,
): readonly string[] {
  return [
    "-nodefaults",
    "-no-user-config",
    // A crash that would reset the machine ends QEMU instead: detected immediately and not by a timeout.
    "-no-reboot",
    ...processorArguments(acceleration, options.processors),
    ...["-m", String(options.memory ?? 2048)],
    ...["-display", "none", "-vga", "std"],
    ...["-chardev", `socket,id=monitor,path=${escaped(files.monitor)}`],
    ...["-mon", "chardev=monitor,mode=control"],
    ...["-chardev", `socket,id=serial,path=${escaped(files.serial)},logfile=${escaped(files.serialLog)}`],
    ...["-serial", "chardev:serial"],
    ...["-pidfile", files.pid],
    ...(files.uefi === undefined ? [] : firmwareArguments(files.uefi)),
    ...(options.iso === undefined ? [] : mediumArguments(options.medium ?? "cd", options.iso)),
    ...files.disks.flatMap(diskArguments),
    // Port 0: the kernel picks a free port, so no other program can take it in between.
    ...["-netdev", `user,id=${network},restrict=${isolated(options)},hostfwd=tcp:127.0.0.1:0-:22`],
    ...["-device", `virtio-net-pci,netdev=${network},romfile=${addressProperty(options.macAddress)}`],
    ...(options.machineSerial === undefined ? [] : serialArguments(options.machineSerial)),
    // Without it, an emulated machine waits a long time for entropy.
    ...["-device", "virtio-rng-pci"],
  ];
}

/** The arguments for the machine type and processors, which may fail with some accelerations. */
export function processorArguments(acceleration: Acceleration, processors = 2): readonly string[] {
  const model = acceleration === "kvm" ? "host" : "max";
  return ["-machine", `q35,accel=${acceleration}`, "-cpu", model, "-smp", String(processors)];
}

const isolated = (options: Pick<StartOptions, "network">): string => (options.network === "outgoing" ? "off" : "on");

function addressProperty(address: string | undefined): string {
  if (address === undefined) return "";
  // The lowest bit of the first byte is set in the addresses of groups, which no device has (IEEE 802).
  if (!/^[\da-f][02468ace](?::[\da-f]{2}){5}$/i.test(address)) throw machineIdentityInvalid("MAC address", address);
  return `,mac=${address}`;
}

/** Table 1 of SMBIOS describes the system (DMTF DSP0134, section 7.2). */
function serialArguments(serial: string): readonly string[] {
  if (!/^[!-~](?:[ -~]{0,62}[!-~])?$/.test(serial)) throw machineIdentityInvalid("serial number", serial);
  return ["-smbios", `type=1,serial=${escaped(serial)}`];
}

function firmwareArguments({ code, variables }: UefiFirmware): readonly string[] {
  return [
    ...["-drive", `if=pflash,unit=0,format=raw,readonly=on,file=${escaped(code)}`],
    ...["-drive", `if=pflash,unit=1,format=raw,file=${escaped(variables)}`],
  ];
}

function mediumArguments(medium: Medium, iso: string): readonly string[] {
  const drive = ["-drive", `if=none,id=image,format=raw,readonly=on,file=${escaped(iso)}`];
  const device = {
    cd: ["-device", `ide-cd,id=${mediumDevice},drive=image,bootindex=0`],
    usb: ["-device", "qemu-xhci", "-device", `usb-storage,id=${mediumDevice},drive=image,bootindex=0,removable=on`],
  };
  return [...drive, ...device[medium]];
}

function diskArguments({ file, serial, discardWrites }: PreparedDisk, index: number): readonly string[] {
  const id = `disk${String(index)}`;
  const temporary = discardWrites === true ? ",snapshot=on" : "";
  // The file is not flushed to this machine's disk whenever the guest flushes: only a crash of this machine would lose data.
  const drive = `if=none,id=${id},format=raw,discard=unmap,cache=unsafe${temporary},file=${escaped(file)}`;
  const property = serial === undefined ? "" : `,serial=${escaped(serial)}`;
  // The medium is the first in the boot order.
  return ["-drive", drive, "-device", `virtio-blk-pci,drive=${id},bootindex=${String(index + 1)}${property}`];
}

/** Escapes commas, which separate QEMU options. */
function escaped(file: string): string {
  return file.replaceAll(",", ",,");
}

/** Arguments of setpriv that make the kernel end a program with this process, even if this process is killed. */
export const untilParentEnds = ["--pdeathsig", "KILL"] as const;
