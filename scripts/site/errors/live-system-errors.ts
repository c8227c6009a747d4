import type { ErrorEntry } from "./error-entry";
import { inProgram } from "./in-program";

/** Errors about settings of the live system: how it boots, its console, and its network. */
export const liveSystemErrors: readonly ErrorEntry[] = [
  inProgram({
    code: "console-font",
    meaning:
      "The name of the console font is empty, or begins like that of a Terminus font, but Terminus has no such font.",
    wrong: 'new ConsoleConfig(iso, "console", { font: "ter-18" });',
    also: ['new ConsoleConfig(iso, "console", { font: "" });'],
    right: 'new ConsoleConfig(iso, "console", { font: "ter-v18n" });',
  }),
  inProgram({
    code: "console-log-level",
    meaning: "`consoleLogLevel` of `BootConfig` is not a kernel log level.",
    why: "The kernel has the levels 0 to 7 (`boot.consoleLogLevel`).",
    wrong: 'new BootConfig(iso, "boot", { consoleLogLevel: 9 });',
    right: 'new BootConfig(iso, "boot", { consoleLogLevel: 3 });',
  }),
  inProgram({
    code: "file-systems-without-ext",
    meaning:
      "`filesystems: { only: […] }` of `BootConfig` removes `mkfs.ext4` and `e2fsck` from the system. This is a warning.",
    why: 'Stage 1 with shell scripts always adds e2fsprogs. With systemd in stage 1, which is the default from 26.05, NixOS adds it only if `ext2`, `ext3`, or `ext4` is in `boot.supportedFilesystems`, so that an installer cannot create the most common file system. If that is intended, acknowledge the warning: `Annotations.of(boot).acknowledgeWarning("file-systems-without-ext")`.',
    wrong: 'new BootConfig(iso, "boot", { filesystems: { only: ["btrfs", "vfat"] } });',
    right: 'new BootConfig(iso, "boot", { filesystems: { only: ["btrfs", "ext4", "vfat"] } });',
  }),
  inProgram({
    code: "kernel-parameter",
    meaning: "An element of `kernelParameters` contains several kernel parameters, or is empty.",
    wrong: 'new BootConfig(iso, "boot", { kernelParameters: ["quiet loglevel=3"] });',
    right: 'new BootConfig(iso, "boot", { kernelParameters: ["quiet", "loglevel=3"] });',
  }),
  inProgram({
    code: "key-map",
    meaning:
      "`keyMap` of `ConsoleConfig` is not a keymap of the kbd package, or is `en`, which is not an English keyboard.",
    wrong: 'new ConsoleConfig(iso, "console", { keyMap: "de-nodeadkeys" });',
    also: ['new ConsoleConfig(iso, "console", { keyMap: "en" });'],
    right: 'new ConsoleConfig(iso, "console", { keyMap: "de-latin1-nodeadkeys" });',
  }),
  inProgram({
    code: "menu-timeout",
    meaning: "`menuTimeout` of `BootConfig` is negative or not a whole number.",
    why: "The boot loader counts whole seconds (`boot.loader.timeout`).",
    wrong: 'new BootConfig(iso, "boot", { menuTimeout: -1 });',
    right: 'new BootConfig(iso, "boot", { menuTimeout: null });',
  }),
  inProgram({
    code: "name-server",
    meaning: "An element of `nameservers` of `NetworkConfig` is not an IP address.",
    wrong: 'new NetworkConfig(iso, "network", { nameservers: ["dns.example.org"] });',
    right: 'new NetworkConfig(iso, "network", { nameservers: ["192.0.2.53"] });',
  }),
  inProgram({
    code: "network-domain",
    meaning: "`domain` of `NetworkConfig` is not the name of a domain.",
    wrong: 'new NetworkConfig(iso, "network", { domain: "my lan" });',
    right: 'new NetworkConfig(iso, "network", { domain: "lan" });',
  }),
  inProgram({
    code: "unknown-file-system",
    meaning: "`filesystems` of `BootConfig` has a name with which NixOS does nothing. This is a warning.",
    why: "Modules of NixOS add the programs and kernel modules of a file system by its name in `boot.supportedFilesystems`. If a module of your own reads another name, acknowledge the warning.",
    wrong: 'new BootConfig(iso, "boot", { filesystems: ["NILFS2"] });',
    right: 'new BootConfig(iso, "boot", { filesystems: ["nilfs2"] });',
  }),
];
