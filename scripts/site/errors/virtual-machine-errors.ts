import {
  commandTimedOut,
  consoleSilent,
  diskSerialInvalid,
  diskSizeDiffers,
  diskSizeMissing,
  diskUnusable,
  firmwareMissing,
  isoUnreadable,
  machineEnded,
  machineIdentityInvalid,
  monitorRefused,
  monitorSilent,
  noKeyFor,
  noKeyPair,
  noShellOnConsole,
  noSsh,
  programMissing,
  stillRunning,
} from "../../../lib/platform/qemu/errors";
import type { ErrorEntry } from "./error-entry";
import { installationErrors } from "./installation-errors";
import { entriesOf, type MachineError } from "./machine-error";
import { endedProcess, systemError } from "./samples";

const serial = "[  OK  ] Reached target multi-user.target\nlilith login: nixos (automatic login)\n";

const machineErrors: readonly MachineError[] = [
  {
    code: "command-timeout",
    meaning: "A command in the virtual machine exceeded its time limit.",
    why: "The command waits for input, for the network, or for a service that does not start, or the limit is too short for this machine.",
    fix: "Raise the limit, or run the command by hand in the machine to see what it waits for.",
    sample: () => commandTimedOut("nixos-install --no-root-passwd", 300, serial),
    inCommand: [
      "synth vm lilith --test --run 'nixos-install --no-root-passwd'",
      "synth vm lilith --test --run 'nixos-install --no-root-passwd' --timeout 1800",
    ],
    inTest: ['await machine.ssh("nixos-install");', 'await machine.ssh("nixos-install", { timeout: 1800 });'],
  },
  {
    code: "console-silent",
    meaning: "The virtual machine did not print the expected text on its serial console in time.",
    why: "The machine did not boot, boots too slowly, or its kernel does not use the serial console.",
    sample: () => consoleSilent(/login:/, 300, "SeaBIOS\nBooting from DVD/CD...\n"),
    inCommand: ["synth vm lilith --test", "synth vm lilith --test --timeout 1200 --screenshot screen.png"],
    inTest: ["await machine.console.waitFor(/login:/);", "await machine.console.waitFor(/login:/, { timeout: 1200 });"],
  },
  {
    code: "disk-serial-invalid",
    meaning: "A virtual disk cannot have this serial number.",
    why: "Virtual disks have 20 bytes for it, and udev replaces characters such as spaces.",
    sample: () => diskSerialInvalid("WD 1234"),
    inCommand: ["synth vm lilith --disk 8G --disk-serial 'WD 1234'", "synth vm lilith --disk 8G --disk-serial WD-1234"],
    inTest: [
      'await bootIso({ iso, disks: [{ size: 8 * gibibyte, serial: "WD 1234" }] });',
      'await bootIso({ iso, disks: [{ size: 8 * gibibyte, serial: "WD-1234" }] });',
    ],
  },
  {
    code: "machine-identity-invalid",
    meaning: "A virtual machine cannot have this serial number or MAC address.",
    why: "Network devices have addresses of six bytes, whose first one is even, and firmware reports serial numbers as one line of text.",
    sample: () => machineIdentityInvalid("MAC address", "52-54-00-12-34-57"),
    inCommand: [
      "synth vm stick --install --disk 8G --mac-address 52-54-00-12-34-57",
      "synth vm stick --install --disk 8G --mac-address 52:54:00:12:34:57",
    ],
    inTest: [
      'await bootIso({ iso, macAddress: "52-54-00-12-34-57" });',
      'await bootIso({ iso, macAddress: "52:54:00:12:34:57" });',
    ],
  },
  {
    code: "disk-size-differs",
    meaning: "The file of the virtual disk exists with another size than requested.",
    why: "cdknix does not resize a disk, because that could destroy its data.",
    sample: () => diskSizeDiffers("disk.img", 4_294_967_296, 8_589_934_592),
    inCommand: ["synth vm lilith --disk-file disk.img --disk 8G", "synth vm lilith --disk-file disk.img --disk 4G"],
    inTest: [
      'await bootIso({ iso, disks: [{ size: 8 * gibibyte, file: "disk.img" }] });',
      'await bootIso({ iso, disks: [{ size: 4 * gibibyte, file: "disk.img" }] });',
    ],
  },
  {
    code: "disk-size-missing",
    meaning: "The file of a virtual disk does not exist, and the size to create it with is not set.",
    why: "Without a size, a file must exist: the path is wrong, or the machine that created the disk did not run.",
    sample: () => diskSizeMissing("disk.img"),
    inTest: [
      'await bootDisk({ disks: [{ file: "disk.img" }] });',
      'await bootIso({ iso, disks: [{ size: 8 * gibibyte, file: "disk.img" }] });',
    ],
  },
  {
    code: "disk-unusable",
    meaning: "The file of the virtual disk can be neither created nor opened.",
    why: "The directory does not exist, or this user may not write to it.",
    sample: () => diskUnusable("/mnt/disk.img", systemError("EACCES", "open '/mnt/disk.img'", "permission denied")),
    inCommand: [
      "synth vm lilith --disk-file /mnt/disk.img --disk 8G",
      "synth vm lilith --disk-file disk.img --disk 8G",
    ],
    inTest: [
      'await bootIso({ iso, disks: [{ size: 8 * gibibyte, file: "/mnt/disk.img" }] });',
      'await bootIso({ iso, disks: [{ size: 8 * gibibyte, file: "disk.img" }] });',
    ],
  },
  {
    code: "firmware-missing",
    meaning: "Booting with UEFI needs the firmware OVMF, which is not installed.",
    why: "QEMU contains only a BIOS.",
    sample: () => firmwareMissing(["/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/edk2/x64/OVMF_CODE.4m.fd"]),
    inCommand: [
      "synth vm lilith --uefi",
      "sudo apt-get update && sudo apt-get install ovmf      # on Debian and Ubuntu\nsynth vm lilith --uefi",
    ],
    inTest: ['await bootIso({ iso, firmware: "uefi" });', 'await bootIso({ iso, firmware: "bios" });'],
  },
  {
    code: "iso-unreadable",
    meaning: "The ISO to boot cannot be read.",
    why: "The path is wrong, or the ISO was garbage-collected.",
    sample: () => isoUnreadable("lilith.iso", systemError("ENOENT", "open 'lilith.iso'", "no such file or directory")),
    inCommand: ["synth vm lilith --no-build", "synth vm lilith"],
    inTest: [
      'await bootIso({ iso: "lilith.iso" });',
      'const { iso } = await buildIso({ host: "lilith" });\nawait bootIso({ iso });',
    ],
  },
  {
    code: "machine-ended",
    meaning: "QEMU ended before the virtual machine was shut down.",
    why: "QEMU rejected an argument, crashed, or was killed, for example because memory ran out. Its own message is in the error.",
    fix: "Read the message of QEMU. If it was killed, free memory or pass a smaller `--memory`.",
    sample: () => machineEnded("terminated by SIGKILL", serial),
    inCommand: ["synth vm lilith --memory 65536", "synth vm lilith --memory 2048"],
    inTest: ["await bootIso({ iso, memory: 65536 });", "await bootIso({ iso, memory: 2048 });"],
  },
  {
    code: "monitor-refused",
    meaning: "QEMU rejected a command of cdknix, for example to take a screenshot.",
    why: "The machine has ended, or this version of QEMU does not support the command.",
    fix: "Read the message of QEMU. If the machine ended, the console log shows why.",
    sample: () => monitorRefused("screendump", "there is no graphical console"),
    inCommand: ["synth vm lilith --test --screenshot screen.png", "synth vm lilith --test"],
    inTest: [
      'await machine.shutdown();\nawait machine.screenshot("screen.png");',
      'await machine.screenshot("screen.png");\nawait machine.shutdown();',
    ],
  },
  {
    code: "monitor-silent",
    meaning: "QEMU did not answer cdknix in time.",
    why: "The machine that runs QEMU is overloaded, or QEMU hangs.",
    fix: "Run the command again with less load. Without KVM, booting several machines at once can be too much.",
    sample: () => monitorSilent("open its monitor", 30),
    inCommand: ["synth vm lilith & synth vm eve", "synth vm lilith && synth vm eve"],
    inTest: ["await Promise.all([bootIso({ iso }), bootIso({ iso })]);", "await bootIso({ iso });"],
  },
  {
    code: "no-key",
    meaning: "The text to type contains a character that the emulated US keyboard does not have.",
    why: "Text is typed as single keys of a US keyboard.",
    sample: () => noKeyFor("é"),
    inTest: ['await machine.type("café\\n");', 'await machine.type("cafe\\n");'],
  },
  {
    code: "no-key-pair",
    meaning: "ssh-keygen cannot create a key pair for a test.",
    why: "The directory does not exist or is not writable, or the file exists.",
    fix: "Pass an existing, empty directory.",
    sample: () =>
      noKeyPair(
        "/tmp/keys",
        endedProcess({
          argv: ["ssh-keygen", "-q", "-t", "ed25519", "-f", "/tmp/keys/id_ed25519"],
          exitCode: 1,
          stderr: 'Saving key "/tmp/keys/id_ed25519" failed: No such file or directory',
        }),
      ),
    inTest: ['await createSshKeyPair("/tmp/keys");', 'await createSshKeyPair(mkdtempSync("/tmp/keys-"));'],
  },
  {
    code: "no-ssh",
    meaning: "The virtual machine runs, but login over ssh fails.",
    why: "The machine is still booting, sshd does not run, or the image does not authorize the key.",
    sample: () => noSsh(300, "root@127.0.0.1: Permission denied (publickey).", "cdk.out.vm/lilith", serial),
    inCommand: [
      "synth vm lilith --test --identity other-key",
      "synth vm lilith --test --identity ~/.ssh/id_ed25519      # a key in authorizedKeys",
    ],
    inTest: ["await bootIso({ iso });", "await bootIso({ iso, ssh: { identity: key.identity } });"],
  },
  {
    code: "nobody-on-console",
    meaning: "A command was typed on the serial console, and no shell answered.",
    why: "Without an ssh key, `synth vm --test` types commands on the console, where the live user of the NixOS installer is logged in. This image has no such login.",
    sample: () => noShellOnConsole(60, "lilith login: "),
    inCommand: ["synth vm lilith --test --run true", "synth vm lilith --test --run true --identity ~/.ssh/id_ed25519"],
    inTest: ["await machine.console.waitFor(/nixos@/);", 'await machine.ssh("true");'],
  },
  {
    code: "program-missing",
    meaning: "A program that boots or reaches a virtual machine, such as QEMU or ssh, is not installed.",
    why: "cdknix does not contain QEMU and ssh; it runs those of this machine.",
    sample: () => programMissing("qemu-system-x86_64", "qemu"),
    inCommand: [
      "synth vm lilith",
      "sudo apt-get update && sudo apt-get install qemu-system-x86      # on Debian and Ubuntu\nsynth vm lilith",
    ],
    inTest: [
      "await bootIso({ iso }); // on a machine without QEMU",
      "await bootIso({ iso }); // after QEMU is installed",
    ],
  },
  {
    code: "still-running",
    meaning: "The virtual machine did not shut down after its power button was pressed.",
    why: "A service blocks the shutdown, or the system does not react to the button.",
    fix: "The last lines of the console show what the shutdown waits for. `systemctl poweroff` in the machine shows the same.",
    sample: () => stillRunning(120, "[***   ] A stop job is running for hang.service (1min 58s / no limit)\n"),
    inCommand: ["synth vm lilith --test", "synth vm lilith --test --run 'systemctl list-jobs'"],
    inTest: ["await machine.shutdown();", "await machine.shutdown(300);"],
  },
  ...installationErrors,
];

/** Errors of virtual machines: in tests with `bootIso`, and with the prefix `vm-` in `synth vm`. */
export const virtualMachineErrors: readonly ErrorEntry[] = machineErrors.flatMap(entriesOf);

/** Codes of errors that only tests get, so that they have no page with the prefix `vm-`. */
export const onlyInTests = machineErrors.flatMap(({ code, inCommand }) => (inCommand === undefined ? [code] : []));
