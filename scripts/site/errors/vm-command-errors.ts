import {
  commandFailed,
  diskWithoutSize,
  hostNotNamed,
  identityUnusable,
  installerNotUnattended,
  installOptionsConflict,
  installWithoutDisk,
  isoNotBuilt,
  isoOutdated,
  mediumNeeded,
  noInstaller,
  notCopiedToRam,
  outdatedRejected,
  passphraseUnreadable,
  systemNotBooted,
} from "../../../lib/commands/vm/errors";
import { byCommand, type ErrorEntry } from "./error-entry";
import { systemError } from "./samples";

/** Errors of `synth vm` and of images that fail its test. */
export const vmCommandErrors: readonly ErrorEntry[] = [
  byCommand({
    code: "disk-passphrase-unreadable",
    meaning: "`synth vm --disk-passphrase` cannot read the file with the passphrase.",
    why: "The path is wrong, or this user may not read the file.",
    samples: () =>
      passphraseUnreadable("disk.txt", systemError("ENOENT", "open 'disk.txt'", "no such file or directory")),
    shows: "synth vm stick --install --uefi --disk 8G --disk-passphrase disk.txt",
    repairs: "synth vm stick --install --uefi --disk 8G --disk-passphrase secrets/db-1-disk",
  }),
  byCommand({
    code: "disk-without-size",
    meaning: "`--disk-file` or `--disk-serial` was passed more often than `--disk`.",
    samples: () => [diskWithoutSize("--disk-file", "disk.img", 0), diskWithoutSize("--disk-serial", "WD-2", 1)],
    shows: "synth vm lilith --disk-file disk.img",
    repairs: "synth vm lilith --disk-file disk.img --disk 8G",
  }),
  byCommand({
    code: "host-not-named",
    meaning: "`synth vm` was called with a glob.",
    why: "A machine boots one ISO.",
    samples: () => hostNotNamed("web-*"),
    shows: "synth vm 'web-*'",
    repairs: "synth vm web-1",
  }),
  byCommand({
    code: "identity-unusable",
    meaning: "ssh cannot use the private key of `--identity` without asking for a passphrase.",
    why: "`synth vm --test` runs without a person who could answer.",
    samples: () =>
      identityUnusable(
        "/home/me/.ssh/id_ed25519",
        'Load key "/home/me/.ssh/id_ed25519": incorrect passphrase supplied to decrypt private key',
      ),
    shows: "synth vm lilith --test --identity ~/.ssh/id_ed25519",
    repairs:
      "ssh-keygen -t ed25519 -N '' -f test-key      # add test-key.pub to authorizedKeys\nsynth vm lilith --test --identity test-key",
  }),
  byCommand({
    code: "install-options",
    meaning: "Two options of `synth vm` do not fit together with an installation.",
    samples: () => [
      installOptionsConflict("--copy-to-ram", "cannot be used with --install"),
      installOptionsConflict("--disk-passphrase", "requires --install"),
    ],
    shows: "synth vm stick --install --disk 8G --copy-to-ram",
    repairs: "synth vm stick --install --disk 8G",
  }),
  byCommand({
    code: "install-without-disk",
    meaning: "`synth vm --install` was called without a disk to install to.",
    why: "A virtual machine has no disks of its own.",
    samples: () => installWithoutDisk(),
    shows: "synth vm stick --install",
    repairs: "synth vm stick --install --disk 8G --disk-serial WD-1234",
  }),
  byCommand({
    code: "installer-attended",
    meaning: "`synth vm --install --test` was called for an image whose installer waits for a person.",
    samples: () => installerNotUnattended("stick"),
    language: "ts",
    shows: 'new OfflineInstaller(stick, "installer", { targets: [web] });',
    repairs: 'new OfflineInstaller(stick, "installer", { targets: [web], mode: InstallMode.unattended() });',
  }),
  byCommand({
    code: "iso-not-built",
    meaning: "`synth vm --no-build` needs the last built ISO of the host, and there is none.",
    samples: () => [isoNotBuilt("lilith", false), isoNotBuilt("lilith", true)],
    shows: "synth vm lilith --no-build",
    repairs: "synth vm lilith",
  }),
  byCommand({
    code: "iso-outdated",
    meaning:
      "`synth vm --no-build` boots an ISO that does not match the generated flake. This is a warning; with `--strict`, it is an error.",
    samples: () => [isoOutdated("lilith"), outdatedRejected("lilith")],
    shows: "synth vm lilith --no-build",
    repairs: "synth vm lilith",
  }),
  byCommand({
    code: "medium-needed",
    meaning:
      "With `--copy-to-ram`, `synth vm` removed the medium after the boot, and commands in the machine fail since.",
    fix: "Find what still uses the medium: `synth vm HOST --test --run 'findmnt /iso'` without `--copy-to-ram`. Programs that the image starts must not run from `/iso`.",
    samples: () => mediumNeeded("lilith", "bash: /iso/tools/report: No such file or directory"),
    shows: "synth vm lilith --test --copy-to-ram",
    repairs: "synth vm lilith --test --run 'findmnt /iso'",
  }),
  byCommand({
    code: "no-installer",
    meaning: "`synth vm --install` was called for an image without an `OfflineInstaller`.",
    why: "Only an `OfflineInstaller` reports on the serial console how the installation ended.",
    samples: () => noInstaller("lilith"),
    shows: "synth vm lilith --install --disk 8G",
    repairs: "synth vm stick --install --disk 8G",
  }),
  byCommand({
    code: "not-copied-to-ram",
    meaning: "With `--copy-to-ram`, the image must copy itself to memory, and it did not.",
    samples: () => notCopiedToRam("lilith"),
    language: "ts",
    shows: 'new BootConfig(iso, "boot");',
    repairs: 'new BootConfig(iso, "boot", { copyToRam: true });',
  }),
  byCommand({
    code: "system-not-booted",
    meaning: "`synth vm` was called for a host of another architecture than x86_64.",
    samples: () => systemNotBooted("raspberry", "aarch64-linux"),
    shows: "synth vm raspberry",
    repairs: "synth flash raspberry /dev/sdb",
  }),
  byCommand({
    code: "vm-command-failed",
    meaning: "A command of `synth vm --test --run` ended with an exit code other than 0.",
    why: "The command checks the image, so its failure is the result of the test.",
    samples: () =>
      commandFailed(
        "lilith",
        "systemctl is-active sshd",
        { exitCode: 3, stdout: "inactive\n", stderr: "" },
        "cdk.out.vm/lilith/console.log",
      ),
    shows: "synth vm lilith --test --run 'systemctl is-active sshd'",
    repairs: "synth vm lilith --test --run 'journalctl --unit sshd'      # shows why",
  }),
];
