/**
 * What loads the boot loader: a BIOS (SeaBIOS) or UEFI (OVMF, without Secure Boot).
 * @beta
 */
export type Firmware = "bios" | "uefi";

/**
 * What the ISO is for the machine: a disc in a SATA CD drive, or a write-protected USB stick.
 * @beta
 */
export type Medium = "cd" | "usb";

/**
 * How a processor is had: emulated by QEMU, or this machine's own by KVM.
 * @beta
 */
export type Acceleration = "tcg" | "kvm";

/**
 * A disk that the machine may write to, which it finds as `/dev/vda`.
 * @beta
 */
export interface ScratchDisk {
  /** In bytes. The file is sparse: it takes as much as is written to it. */
  readonly size: number;
  /**
   * File of the disk, which outlives the machine: made when it is not there, and else used as it is. Default: a temporary
   * one, gone with the machine.
   */
  readonly file?: string;
}

/**
 * How to reach a machine by ssh.
 * @beta
 */
export interface SshAccount {
  /** Private key file, of mode 0600. Default: none, so that only a password is left. */
  readonly identity?: string;
  /** Password, also the empty one; offered only when there is no `identity`. Default: none. */
  readonly password?: string;
  /** Default: `root`. */
  readonly user?: string;
}

/**
 * What to boot, and on what kind of machine.
 * @beta
 */
export interface BootOptions {
  /** The ISO file. It is never written to, and several machines may boot it at once. */
  readonly iso: string;
  /** Default: `uefi`. */
  readonly firmware?: Firmware;
  /** Default: `cd`. */
  readonly medium?: Medium;
  /** Memory in MiB. Default: 2048. An image that copies itself to memory needs its own size on top of 1024. */
  readonly memory?: number;
  /** Number of processors. Default: 2. */
  readonly processors?: number;
  /**
   * `tcg` emulates the processor and works everywhere; `kvm` is ten times faster and needs a `/dev/kvm` that works;
   * `auto` takes KVM where a machine really starts with it, and not much slower than without, which is tried once.
   * Default: `auto`.
   */
  readonly acceleration?: Acceleration | "auto";
  /** A disk besides the medium, to install to. Default: none. */
  readonly disk?: ScratchDisk;
  /**
   * `isolated`: the machine gets an address and reaches nothing, so that a test depends on nothing outside.
   * `outgoing`: it may connect to wherever this machine can. In both cases its ssh port is on 127.0.0.1 of this
   * machine, and nothing else of it can be reached. Default: `isolated`.
   */
  readonly network?: "isolated" | "outgoing";
  /**
   * Who logs in, and that the boot is over only when they can. Default: none: the boot is over when the machine runs,
   * and each `ssh` names its own account.
   */
  readonly ssh?: SshAccount;
  /** Seconds from power on until ssh must answer. Default: 300, plenty for an emulated processor. */
  readonly bootTimeout?: number;
  /**
   * File that receives all that the serial console says, from the start and whatever happens; what was in it is lost.
   * Default: none that outlives the machine.
   */
  readonly consoleLog?: string;
  /** Directory that gets `screen.png` and `serial.txt` when the boot fails. Default: none: both are lost. */
  readonly artifacts?: string;
}
