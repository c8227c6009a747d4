import {
  commandFailed,
  diskWithoutSize,
  hostNotNamed,
  identityUnusable,
  isoNotBuilt,
  isoOutdated,
  mediumNeeded,
  notCopiedToRam,
  outdatedRejected,
  systemNotBooted,
} from "../../../lib/commands/vm/errors";
import { byCommand, type ErrorEntry } from "./error-entry";

/** Errors of `synth vm` and of images that fail its test. */
export const vmCommandErrors: readonly ErrorEntry[] = [
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
