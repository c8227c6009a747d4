/**
 * Which disks may be wiped: only empty ones, also those that an `OfflineInstaller` has marked, or all.
 * @public
 */
export type WipePolicy = "never" | "whenLabelledByUs" | "always";

/**
 * Keys that are added to every encrypted device of a target, by `systemd-cryptenroll`.
 * @public
 */
export interface EnrolledKeys {
  /**
   * A key in the TPM2 chip of the machine. The target needs systemd in stage 1, and
   * `boot.initrd.luks.devices.<name>.crypttabExtraOpts = [ "tpm2-device=auto" ]`. Default: false.
   */
  readonly tpm2?: boolean;
  /** The TPM2 registers that must be unchanged. Default: 7, the state of Secure Boot. */
  readonly pcrs?: readonly number[];
  /** A recovery key, which is printed at the end of the installation, and nowhere else. Default: false. */
  readonly recoveryKey?: boolean;
}
