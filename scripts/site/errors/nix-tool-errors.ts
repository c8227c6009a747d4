import { inputsUnreachable, nixTooOld } from "../../../lib/pipeline/errors";
import { Failure } from "../../../lib/platform/failure";
import { copyToStore, linkToStore, closureOf } from "../../../lib/platform/nix/build";
import { describeDenied } from "../../../lib/platform/nix/daemon-socket";
import { nixBroken, nixMissing, nixOutputInvalid } from "../../../lib/platform/nix/errors";
import { addToStore } from "../../../lib/platform/nix/flakes";
import { buildersLost } from "../../../lib/platform/nix/remote/errors";
import { byCommand, type ErrorEntry } from "./error-entry";
import { failureWithNix } from "./failing-nix";
import { buildFailure, endedProcess } from "./samples";

const iso = "/nix/store/3x7dwzq014bblazs7kq20p9hyzz0qh8g-lilith.iso";

/** Errors of Nix itself: its installation, store, builders, and downloads. */
export const nixToolErrors: readonly ErrorEntry[] = [
  byCommand({
    code: "builder-lost",
    meaning: "The connection to a remote builder broke during the build, and no other builder can finish it.",
    samples: () => buildersLost(["ssh-ng://builder"], buildFailure("error: unexpected end-of-file")),
    shows: "synth --builders 'ssh-ng://builder x86_64-linux'",
    repairs:
      "synth doctor --builders 'ssh-ng://builder x86_64-linux'\nsynth --builders 'ssh-ng://builder x86_64-linux'",
  }),
  byCommand({
    code: "closure-not-read",
    meaning: "Nix cannot list what a store path depends on, which `synth inspect` and `synth diff --built` need.",
    why: "A path of the image was deleted, or the database of the store is damaged.",
    fix: "Build the image again. If that does not help, check the store: `nix-store --verify --check-contents`.",
    samples: () => failureWithNix(`error: path '${iso}' is not valid`, (tool) => closureOf(tool, iso)),
    shows: "synth inspect lilith",
    repairs: "synth lilith --force && synth inspect lilith",
  }),
  byCommand({
    code: "copy-failed",
    meaning: "The ISO was built, but Nix cannot copy it to the store of `--copy-to`.",
    why: "The other store is not reachable, or does not accept paths from this user.",
    fix: "Read Nix's message, repair the connection, and run the command again: nothing is built twice.",
    samples: () =>
      failureWithNix("error: cannot connect to 'cache.example.org'", (tool) =>
        copyToStore(tool, [iso], "ssh-ng://cache.example.org", "the ISO of lilith", {}),
      ),
    shows: "synth lilith --copy-to ssh-ng://cache.example.org",
    repairs:
      "ssh cache.example.org true      # must work without a prompt\nsynth lilith --copy-to ssh-ng://cache.example.org",
  }),
  byCommand({
    code: "daemon-not-accessible",
    meaning: "A Nix daemon is installed, but this user may not use it.",
    fix: "Debian and Ubuntu let only root and members of the group `nix-users` use the daemon; a new member has to log in again. [Install Nix](../how-to/install-nix.md#let-your-user-use-the-daemon) shows how to check this, and a store that needs no daemon.",
    samples: () =>
      new Failure({
        kind: "machine",
        code: "daemon-not-accessible",
        message: "Nix cannot build lilith",
        ...describeDenied({ file: "/nix/var/nix/daemon-socket/socket", group: "nix-users" }),
      }),
    shows: "ls -ld /nix/var/nix/daemon-socket && id",
    repairs: 'sudo usermod -aG nix-users "$USER"      # then log in again\nsynth lilith',
  }),
  byCommand({
    code: "daemon-not-running",
    meaning: "The socket of the Nix daemon exists, but no daemon answers.",
    samples: () =>
      buildFailure("error: cannot connect to socket at '/nix/var/nix/daemon-socket/socket': Connection refused"),
    shows: "systemctl status nix-daemon.socket nix-daemon.service",
    repairs: "sudo systemctl restart nix-daemon.socket      # on macOS, see Install Nix\nsynth doctor",
  }),
  byCommand({
    code: "link-not-made",
    meaning: "The ISO was built, but Nix cannot create the link to it.",
    why: "Something that is not a link of Nix is at the path of the link, or the directory is not writable.",
    fix: "Move it away, or pass another path with `--out-link`.",
    samples: () =>
      failureWithNix("error: cannot create symlink '/home/me/installer/result'; already exists", (tool) =>
        linkToStore(tool, iso, "/home/me/installer/result"),
      ),
    shows: "mkdir result && synth lilith",
    repairs: "synth lilith --out-link lilith-iso",
  }),
  byCommand({
    code: "network-missing",
    meaning: "Nix cannot download something because this machine has no connection to the server.",
    fix: "`synth doctor` names the hosts that it cannot reach. The offline base needs no nixpkgs, but `synth lock` and other inputs of the flake still need the network.",
    samples: () => {
      const failure = buildFailure(
        "error: unable to download 'https://cache.nixos.org/nix-cache-info': Couldn't resolve host name",
      );
      return [failure, inputsUnreachable(failure)];
    },
    shows: "synth lilith",
    repairs: "synth lilith --nixpkgs embedded      # the offline base, on Debian",
  }),
  byCommand({
    code: "nix-broken",
    meaning: "The program `nix` exists, but prints no version.",
    why: "The installation of Nix is damaged, or another program has the same name.",
    fix: "Run `nix --version` and read its message. Often, installing Nix again helps.",
    samples: () =>
      nixBroken(
        endedProcess({
          argv: ["nix", "--version"],
          exitCode: 127,
          stderr: "nix: error while loading shared libraries: libc.so: cannot open shared object file",
        }),
      ),
    shows: "nix --version",
    repairs: "sudo apt-get update && sudo apt-get install --reinstall nix-bin      # on Debian and Ubuntu",
  }),
  byCommand({
    code: "nix-crashed",
    meaning: "Nix crashed without an error message.",
    samples: () => buildFailure("", "SIGSEGV"),
    shows: "synth lilith",
    repairs: "GC_INITIAL_HEAP_SIZE=4G synth lilith",
  }),
  byCommand({
    code: "nix-killed",
    meaning: "The kernel or another program killed Nix.",
    samples: () => buildFailure("", "SIGKILL"),
    shows: "free -h",
    repairs:
      "sudo fallocate -l 4G /swapfile && sudo chmod 600 /swapfile && sudo mkswap /swapfile && sudo swapon /swapfile",
  }),
  byCommand({
    code: "nix-missing",
    meaning: "Nix is not installed, or its directory is not on the `PATH`.",
    fix: "Install Nix. If it is installed, open a new shell, so that its profile sets the `PATH`. `synth --no-build` works without Nix.",
    samples: () => nixMissing(),
    shows: "nix --version",
    repairs: "sudo apt-get update && sudo apt-get install nix-bin      # on Debian and Ubuntu\nsynth doctor",
  }),
  byCommand({
    code: "nix-output-strange",
    meaning: "Nix succeeded, but printed something that cdknix does not understand.",
    why: "The version of Nix may be newer than this version of cdknix, or `nix` is a wrapper that prints something of its own.",
    fix: "Update cdknix. If that does not help, report the output of `--verbose`.",
    samples: () => nixOutputInvalid(endedProcess({ stdout: "welcome to the build server" }), "a closure as JSON"),
    shows: "synth lilith --verbose",
    repairs: "npm install cdknix@latest && synth lilith",
  }),
  byCommand({
    code: "nix-too-old",
    meaning: "The installed Nix is older than the NixOS release of the program requires.",
    fix: "[Install Nix](../how-to/install-nix.md) lists the oldest version for each release, and shows how to [upgrade](../how-to/install-nix.md#upgrade-nix). With the installed Nix, build an older release, or on Debian the [offline base](../../embedded/README.md).",
    samples: () => [
      nixTooOld("2.8.0", "2.18", "25.11", "25.05"),
      buildFailure("error: This version of Nixpkgs requires Nix >= 2.18, please upgrade"),
    ],
    shows: "nix --version",
    repairs: "synth doctor      # prints how to install a newer Nix on this machine",
  }),
  byCommand({
    code: "no-builder",
    meaning: "Nix may not build on this machine, and no remote builder accepts the build.",
    samples: () =>
      buildFailure("error: unable to start any build; either increase '--max-jobs' or enable remote builds."),
    shows: "synth lilith --nix-option max-jobs 0",
    repairs: "synth lilith --nix-option max-jobs auto",
  }),
  byCommand({
    code: "not-trusted",
    meaning: "A Nix daemon rejects a path that is not signed, or a setting, because the user is not trusted.",
    samples: () => buildFailure(`error: cannot add path '${iso}' because it lacks a signature by a trusted key`),
    shows: "synth lilith --builders 'ssh-ng://me@builder x86_64-linux'",
    repairs:
      "# on the builder:\necho 'trusted-users = root me' | sudo tee -a /etc/nix/nix.conf && sudo systemctl restart nix-daemon",
  }),
  byCommand({
    code: "out-of-memory",
    meaning: "Nix ran out of memory.",
    samples: () => buildFailure("error: unable to fork: Cannot allocate memory"),
    shows: "free -h",
    repairs:
      "sudo fallocate -l 4G /swapfile && sudo chmod 600 /swapfile && sudo mkswap /swapfile && sudo swapon /swapfile",
  }),
  byCommand({
    code: "store-add-failed",
    meaning: "Nix cannot add a directory to its store, which cdknix does before it builds.",
    why: "The store is not writable, or the directory contains something that a store cannot hold, such as a socket.",
    fix: "Read Nix's message. `synth doctor` checks whether the store is writable.",
    samples: () =>
      failureWithNix("error: file '/home/me/installer/socket' has an unsupported type", (tool) =>
        addToStore(tool, "/home/me/installer", "source"),
      ).then((failure) => failure),
    shows: "synth doctor",
    repairs: "find . -type s      # lists sockets, to delete or move",
  }),
  byCommand({
    code: "store-not-writable",
    meaning: "This user may not write to the Nix store, and no daemon does so for it.",
    samples: () => buildFailure("error: opening lock file '/nix/var/nix/db/big-lock': Permission denied"),
    shows: "ls -ld /nix/store",
    fix: "[Install Nix](../how-to/install-nix.md#let-your-user-use-the-daemon) shows how to use a daemon, and how to do without one.",
    repairs: "sudo systemctl enable --now nix-daemon.socket      # if Nix is installed with its daemon\nsynth lilith",
  }),
  byCommand({
    code: "system-missing",
    meaning: "The image is for a system that neither this machine nor a remote builder can build for.",
    fix: "An image is built by Linux programs. On macOS, run a Linux builder in a virtual machine: [Build on macOS](../how-to/build-on-macos.md#run-a-linux-builder-on-the-mac). On Linux, add a [remote builder](../how-to/build-on-other-machines.md) of that system, or emulate its processor with `extra-platforms` in nix.conf.",
    samples: () =>
      buildFailure(
        `error: a 'aarch64-linux' with features {} is required to build '${iso}.drv', but I am a 'x86_64-linux' with features {kvm}`,
      ),
    shows: "synth lilith",
    repairs: "synth lilith --builders 'ssh-ng://root@builder aarch64-linux'",
  }),
];
