import type { MachineConsole } from "../virtual-machine";

/**
 * A prompt for the passphrase of a disk, at the end of the output: that of stage 1 of NixOS 24.05 ("Passphrase for
 * /dev/vda2:"), of cryptsetup ("Enter passphrase for /dev/vda2:"), and of systemd-cryptsetup ("Please enter passphrase for
 * disk root (crypt):").
 */
const prompt = /passphrase for [^\n]*[:?]\s*$/i;

/** Colors and cursor movements. */
const escapeSequences = /\u001b\[[\d;?]*[A-Za-z]/g;

/** Wrong passphrases and machines with several encrypted disks cause several prompts. */
const mostAnswers = 8;

/** Types the passphrase of encrypted disks on the serial console, whenever the machine asks for one. */
export function answerPassphrasePrompts(console: MachineConsole, passphrase: string): void {
  let unanswered = "";
  let answers = 0;
  console.onOutput((output) => {
    unanswered = (unanswered + output.toString("latin1")).slice(-1000);
    if (answers >= mostAnswers || !prompt.test(unanswered.replaceAll(escapeSequences, ""))) return;
    unanswered = "";
    answers += 1;
    console.write(`${passphrase}\r`);
  });
}
