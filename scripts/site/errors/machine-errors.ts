import { directoryNotMade } from "../../../lib/platform/files/make-directory";
import { machineNotReady } from "../../../lib/commands/doctor/errors";
import { windowsUnsupported } from "../../../lib/cli/errors";
import { offlineBaseUnavailable } from "../../../lib/platform/debian/errors";
import { unexpectedFailure } from "../../../lib/platform/failure";
import { gitFailed, gitMissing } from "../../../lib/platform/files/errors";
import { interrupted } from "../../../lib/platform/process/interruption";
import { fileChanged, outputLocked } from "../../../lib/project/output/errors";
import { byCommand, type ErrorEntry } from "./error-entry";
import { buildFailure, endedProcess, systemSample } from "./samples";

/** Errors of the machine: disks, permissions, git, and operating system. */
export const machineErrors: readonly ErrorEntry[] = [
  byCommand({
    code: "directory-busy",
    meaning: "cdknix cannot replace a directory because it is in use.",
    why: "The directory is a mount point, as in containers that mount only the output directory.",
    samples: () => systemSample("EBUSY", "rename", "resource busy or locked"),
    shows: "docker run --volume ./out:/work/cdk.out …",
    repairs: "docker run --volume .:/work …      # mount the directory above",
  }),
  byCommand({
    code: "disk-full",
    meaning: "A disk that cdknix or Nix writes to has no space left.",
    why: "While an ISO is built, the store holds its packages, its compressed file system, and the ISO.",
    samples: () => [
      systemSample("ENOSPC", "write", "no space left on device"),
      buildFailure("error: writing to file: No space left on device"),
    ],
    shows: "df -h . /nix /tmp",
    repairs: "nix-collect-garbage      # deletes what no link protects\nsynth lilith",
  }),
  byCommand({
    code: "file-changed",
    meaning: "A file that the program copies into the flake changed while it was copied.",
    why: "Another program writes the file. The previous output is unchanged.",
    samples: () => fileChanged("data/firmware.bin"),
    shows: "download firmware.bin > data/firmware.bin & synth lilith",
    repairs: "download firmware.bin > data/firmware.bin && synth lilith",
  }),
  byCommand({
    code: "git-failed",
    meaning: "git cannot list the files of a directory to copy into the flake.",
    fix: "Read git's message. In containers, the directory often belongs to another user: allow it with `git config --global --add safe.directory PATH`.",
    samples: () => gitFailed("/work/flake", "fatal: detected dubious ownership in repository at '/work/flake'"),
    shows: "git -C /work/flake ls-files",
    repairs: "git config --global --add safe.directory /work/flake",
  }),
  byCommand({
    code: "git-missing",
    meaning: "git is not installed, but cdknix needs it to leave out the files that git ignores.",
    samples: () => gitMissing("/home/me/installer"),
    shows: "git --version",
    repairs: "sudo apt-get update && sudo apt-get install git      # on Debian and Ubuntu",
  }),
  byCommand({
    code: "interrupted",
    meaning: "You or the system stopped cdknix with Ctrl-C or a signal.",
    why: "SIGINT, SIGTERM, and SIGHUP stop everything that cdknix started. The output and the lock file are unchanged.",
    fix: "Run the command again. Nix keeps finished builds.",
    samples: () => interrupted(),
    shows: "timeout 10 synth lilith",
    repairs: "synth lilith",
  }),
  byCommand({
    code: "machine-not-ready",
    meaning: "`synth doctor` found a problem that prevents every build on this machine.",
    why: "Each failed check is printed above this error, with its reason and its fix.",
    samples: () => machineNotReady(["Nix", "disk space"]),
    shows: "synth doctor",
    repairs: "synth doctor      # after the fixes that it prints",
  }),
  byCommand({
    code: "name-too-long",
    meaning: "The path of a file in the output is longer than the file system allows.",
    why: "Linux allows 255 bytes for a name, and 4096 bytes for a path.",
    samples: () => systemSample("ENAMETOOLONG", "mkdir", "name too long"),
    shows: "pwd | wc --bytes",
    repairs: "mv /a/very/long/path/to/installer ~/installer && cd ~/installer && synth lilith",
  }),
  byCommand({
    code: "offline-base-unavailable",
    meaning: "cdknix cannot create the offline base (`--nixpkgs embedded`) from the Debian packages of this machine.",
    why: "The offline base works on Debian 12 and later with current lists of packages.",
    samples: () =>
      offlineBaseUnavailable(
        endedProcess({
          argv: ["sh", "resolve.sh"],
          exitCode: 5,
          stderr: "error: offline base: apt has no Debian package lists; run as root: apt-get update",
        }),
      ),
    shows: "synth lilith --nixpkgs embedded",
    repairs: "sudo apt-get update && synth lilith --nixpkgs embedded",
  }),
  byCommand({
    code: "offline-base-unverified",
    meaning: "A Debian archive or a package for the offline base (`--nixpkgs embedded`) is not what Debian signed.",
    why: "The signature of the archive's index is missing, unknown, or invalid, the index expired, or a file does not have the SHA-256 in it. `[trusted=yes]` and similar settings of apt do not change this. The previous packages are unchanged.",
    fix: "Repair apt's sources. For a mirror that signs with its own key, set `CDKNIX_DEBIAN_KEYRING` to the file of that key.",
    samples: () =>
      offlineBaseUnavailable(
        endedProcess({
          argv: ["sh", "resolve.sh"],
          exitCode: 4,
          stderr: [
            "error: offline base: no archive in apt's lists is signed by Debian",
            "rejected the archive http://mirror.example.org/debian/ bookworm: its index is not signed",
            "fix: remove it from apt's sources, and run as root: apt-get update",
          ].join("\n"),
        }),
      ),
    shows:
      'echo "deb [trusted=yes] http://mirror.example.org/debian bookworm main" | sudo tee /etc/apt/sources.list\nsudo apt-get update && synth lilith --nixpkgs embedded',
    repairs:
      'echo "deb http://deb.debian.org/debian bookworm main" | sudo tee /etc/apt/sources.list\nsudo apt-get update && synth lilith --nixpkgs embedded',
  }),
  byCommand({
    code: "output-locked",
    meaning: "Another run of cdknix is writing to the same output directory.",
    samples: () => [
      outputLocked("cdk.out", "process 4711", 60, false),
      outputLocked("cdk.out", "process 4711 on build-server", 60, true),
    ],
    shows: "synth lilith & synth lilith",
    repairs: "synth lilith --output cdk.out.second",
  }),
  byCommand({
    code: "directory-not-made",
    meaning:
      "A directory cannot be created, because of a link that leads nowhere, or because the kernel makes the directories there.",
    samples: () => directoryNotMade("/home/me/images/out", "lock /home/me/images/out/isos", true, undefined),
    shows: "synth --output out/isos",
    repairs: "rm out && synth --output out/isos",
  }),
  byCommand({
    code: "permission-denied",
    meaning: "This user may not write to a file or directory.",
    why: "A common cause is an earlier run as root, which left files that belong to root.",
    samples: () => [
      systemSample("EACCES", "mkdir", "permission denied"),
      systemSample("EPERM", "rename", "operation not permitted"),
    ],
    shows: "ls -ld . cdk.out",
    repairs: 'sudo chown -R "$USER" cdk.out* && synth lilith',
  }),
  byCommand({
    code: "read-only",
    meaning: "cdknix or Nix writes to a file system that is mounted read-only.",
    why: "Containers and live systems often mount directories read-only.",
    samples: () => [
      systemSample("EROFS", "mkdir", "read-only file system"),
      buildFailure("error: creating directory '/nix/store': Read-only file system"),
    ],
    shows: "findmnt --target cdk.out",
    repairs: "synth lilith --output /tmp/cdk.out",
  }),
  byCommand({
    code: "too-many-files",
    meaning: "cdknix has reached the limit of open files.",
    why: "Each shell has a limit, which its programs inherit.",
    samples: () => systemSample("EMFILE", "open", "too many open files"),
    shows: "ulimit -n",
    repairs: "ulimit -n 4096 && synth lilith",
  }),
  byCommand({
    code: "unexpected",
    meaning: "cdknix met an error that it does not know. This is a bug in cdknix, not in your program.",
    samples: () => unexpectedFailure(new TypeError("Cannot read properties of undefined (reading 'files')")),
    shows: "synth lilith",
    repairs: "synth lilith --verbose      # output for the report",
  }),
  byCommand({
    code: "windows-unsupported",
    meaning: "A command of cdknix was started on Windows itself.",
    samples: () => windowsUnsupported(),
    shows: "synth lilith                       # in PowerShell",
    repairs:
      "wsl --install                      # in PowerShell\nnpx cdknix init my-installer       # in the shell of WSL",
  }),
];
