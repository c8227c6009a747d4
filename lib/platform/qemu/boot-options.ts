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
 * A writable disk. The first one is `/dev/vda` in the machine, the next `/dev/vdb`, and so on.
 * @beta
 */
export interface VirtualDisk {
  /**
   * Size in bytes. The file is sparse: it uses only as much space as is written. Default: the size of `file`, which then
   * must exist.
   */
  readonly size?: number;
  /**
   * File of the disk, which outlives the machine: created if it does not exist, otherwise reused. Default: a temporary
   * file, removed with the machine.
   */
  readonly file?: string;
  /**
   * Serial number, as `lsblk --output NAME,SERIAL` shows it in the machine: 1 to 20 letters, digits, and any of `.:+@=#_-`.
   * Default: none.
   */
  readonly serial?: string;
  /**
   * Whether to leave `file` unchanged: writes of the machine are removed with it. Several machines can then use one file at
   * once. Default: false.
   */
  readonly discardWrites?: boolean;
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
 * A machine, without the system that it boots.
 * @beta
 */
export interface MachineOptions {
  /** Default: `uefi`. */
  readonly firmware?: Firmware;
  /**
   * File with the variables of the UEFI firmware, such as its boot entries, which outlives the machine: created if it does
   * not exist. Default: a temporary file, removed with the machine.
   */
  readonly uefiVariables?: string;
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
  /**
   * Disks, for example to install to. After the medium, UEFI firmware tries to boot them in this order, and a BIOS only the
   * first one. Default: none.
   */
  readonly disks?: readonly VirtualDisk[];
  /**
   * `isolated`: the machine gets an address but no access to any network, so that a test has no outside dependencies.
   * `outgoing`: it can connect to everything that this machine can. In both cases its ssh port is forwarded to 127.0.0.1 of
   * this machine, and no other port is reachable. Default: `isolated`.
   */
  readonly network?: "isolated" | "outgoing";
  /**
   * MAC address of the network device, for a target that `MachineSelector.byMacAddress` recognizes. Default: QEMU's,
   * `52:54:00:12:34:56`.
   */
  readonly macAddress?: string;
  /**
   * Serial number of the machine itself, as `/sys/class/dmi/id/product_serial` shows it, for a target that
   * `MachineSelector.bySerial` recognizes: 1 to 64 printable ASCII characters. Default: none.
   */
  readonly machineSerial?: string;
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

/**
 * The image to boot, and the machine to boot it on.
 * @beta
 */
export interface BootOptions extends MachineOptions {
  /** The ISO file. It is never written to, and several machines can boot it at once. */
  readonly iso: string;
  /** Default: `cd`. */
  readonly medium?: Medium;
}

/**
 * The installed system to boot, and the machine to boot it on.
 * @beta
 */
export interface DiskBootOptions extends MachineOptions {
  /** The disks. UEFI firmware boots the first one that is bootable, and a BIOS only the first one. */
  readonly disks: readonly VirtualDisk[];
  /**
   * Passphrase of encrypted disks, typed whenever stage 1 asks for one on the serial console. Default: none: use
   * `machine.console` or `machine.type`.
   */
  readonly passphrase?: string;
}

/** The options for starting QEMU: with a medium, with disks, or with both. */
export type StartOptions = MachineOptions & Partial<Pick<BootOptions, "iso" | "medium">>;
