import { readFileSync } from "node:fs";
import { installerDataFile } from "../../model";
import {
  installerNotUnattended,
  installOptionsConflict,
  installWithoutDisk,
  noInstaller,
  passphraseUnreadable,
} from "./errors";
import type { HostImage } from "./host-image";
import type { VmOptions } from "./options";

/** Rejects options that do not fit together. */
export function checkInstallOptions({ install, disk, copyToRam, diskPassphrase }: VmOptions): void {
  if (install !== true) {
    if (diskPassphrase !== undefined) throw installOptionsConflict("--disk-passphrase", "requires --install");
    return;
  }
  if (disk === undefined) throw installWithoutDisk();
  if (copyToRam === true) throw installOptionsConflict("--copy-to-ram", "cannot be used with --install");
}

/** The passphrase in a file: its content without the newline at the end. */
export function passphraseIn(file: string): string {
  try {
    return readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    throw passphraseUnreadable(file, error as Error);
  }
}

/**
 * Checks that an image can install.
 * @throws a failure if it has no installer or, for a test, if the installer waits for a person
 */
export function requireInstaller({ host, texts }: HostImage, { test, run }: VmOptions): void {
  const installer = texts.find((text) => text.includes(installerDataFile));
  if (installer === undefined) throw noInstaller(host);
  const isTest = test === true || run !== undefined;
  if (isTest && !/\bcountdown\b/.test(installer)) throw installerNotUnattended(host);
}
