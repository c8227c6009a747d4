import { installationEnded, installationSilent, notInstalled } from "../../../lib/platform/qemu/installation/errors";
import type { MachineError } from "./machine-error";

/** Errors of installations in virtual machines. */
export const installationErrors: readonly MachineError[] = [
  {
    code: "installation-ended",
    meaning: "A virtual machine turned off or crashed before its installer reported how the installation ended.",
    why: "Someone turned it off, its kernel crashed, for example because of too little memory, or the image does not print to the serial console.",
    sample: () => installationEnded("install-web-1: copying the system, and installing the boot loader\n"),
    inCommand: [
      "synth vm stick --install --uefi --disk 8G --test --memory 512",
      "synth vm stick --install --uefi --disk 8G --test",
    ],
    inTest: ["await installIso(iso, { disks, memory: 512 });", "await installIso(iso, { disks });"],
  },
  {
    code: "installation-silent",
    meaning: "An installer in a virtual machine printed nothing for so long that it counts as stuck.",
    why: "It waits for input, the machine hangs, or an emulated processor is slower than expected.",
    sample: () => installationSilent(600, "install-web-1: partitioning and formatting\n"),
    inCommand: [
      "synth vm stick --install --uefi --disk 8G --test",
      "synth vm stick --install --uefi --disk 8G --test --timeout 1800",
    ],
    inTest: ["await installIso(iso, { disks });", "await installIso(iso, { disks, silence: 1800 });"],
  },
  {
    code: "not-installed",
    meaning: "The installer in a virtual machine ended without installing anything, for the reason in the message.",
    why: "The disks do not match the layout of the target, are not empty, or a step failed.",
    sample: () =>
      notInstalled(
        {
          host: "web-1",
          outcome: "refused",
          details: "no disk for main: none has the serial number WD-1234; found: /dev/vda, 8.0GiB, no serial number",
        },
        "install-web-1: refused: no disk for main: none has the serial number WD-1234\n",
      ),
    inCommand: [
      "synth vm stick --install --uefi --disk 8G --test",
      "synth vm stick --install --uefi --disk 8G --disk-serial WD-1234 --test",
    ],
    inTest: [
      "await installIso(iso, { disks: [{ size: 8 * gibibyte }] });",
      'await installIso(iso, { disks: [{ size: 8 * gibibyte, serial: "WD-1234" }] });',
    ],
  },
];
