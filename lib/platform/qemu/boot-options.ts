/**
 * The firmware: BIOS (SeaBIOS) or UEFI (OVMF, without Secure Boot).
 * @beta
 */
export type Firmware = "bios" | "uefi";

/**
 * The medium that the ISO is attached as: a disc in a SATA CD drive, or a write-protected USB drive.
 * @beta
 */
export type Medium = "cd" | "usb";

/**
 * The processor: emulated by QEMU (`tcg`), or this machine's own (`kvm`).
 * @beta
 */
export type Acceleration = "tcg" | "kvm";

/**
 * A writable disk, which the machine sees as `/dev/vda`.
 * @beta
 */
export interface ScratchDisk {
  /** Size in bytes. The file is sparse: it uses only as much space as is written. */
  readonly size: number;
  /**
   * File of the disk, which outlives the machine: created if it does not exist, otherwise reused. Default: a temporary
   * file, removed with the machine.
   */
  readonly file?: string;
}

/**
 * Credentials for logging in over ssh.
 * @beta
 */
export interface SshAccount {
  /** Private key file, with mode 0600. Default: none, so that only a password is possible. */
  readonly identity?: string;
  /** Password, which may be empty; used only without `identity`. Default: none. */
  readonly password?: string;
  /** Default: `root`. */
  readonly user?: string;
}

/**
 * The image to boot, and the machine to boot it on.
 * @beta
 */
export interface BootOptions {
  /** The ISO file. It is never written to, and several machines can boot it at once. */
  readonly iso: string;
  /** Default: `uefi`. */
  readonly firmware?: Firmware;
  /** Default: `cd`. */
  readonly medium?: Medium;
  /** Memory in MiB. Default: 2048. An image that copies itself to memory needs 1024 plus its own size. */
  readonly memory?: number;
  /** Number of processors. Default: 2. */
  readonly processors?: number;
  /**
   * `tcg` emulates the processor and works everywhere; `kvm` is ten times faster and needs a working `/dev/kvm`; `auto`
   * uses KVM if a test machine starts with it and is not much slower than without; the result is cached.
   * Default: `auto`.
   */
  readonly acceleration?: Acceleration | "auto";
  /** A disk in addition to the medium, for example to install to. Default: none. */
  readonly disk?: ScratchDisk;
  /**
   * `isolated`: the machine gets an address but no access to any network, so that a test has no outside dependencies.
   * `outgoing`: it can connect to everything that this machine can. In both cases its ssh port is forwarded to 127.0.0.1 of
   * this machine, and no other port is reachable. Default: `isolated`.
   */
  readonly network?: "isolated" | "outgoing";
  /**
   * Account that must be able to log in before the boot counts as complete. Default: none: the boot is complete when the
   * machine runs, and each `ssh` call passes its own account.
   */
  readonly ssh?: SshAccount;
  /** Seconds from power-on until ssh must answer. Default: 300, enough for an emulated processor. */
  readonly bootTimeout?: number;
  /**
   * File for the complete output of the serial console, also if the boot fails; overwritten if it exists. Default: a
   * temporary file, removed with the machine.
   */
  readonly consoleLog?: string;
  /** Directory for `screen.png` and `serial.txt` if the boot fails. Default: none: they are not saved. */
  readonly artifacts?: string;
}
