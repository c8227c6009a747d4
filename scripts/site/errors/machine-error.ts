import { machineFailure } from "../../../lib/commands/vm/errors";
import type { VirtualMachineError } from "../../../lib/platform/qemu/errors";
import type { ErrorEntry, ErrorText } from "./error-entry";

/** An error of a virtual machine, which tests and `synth vm` get. */
export interface MachineError extends ErrorText {
  readonly sample: () => VirtualMachineError;
  /** The commands that show and repair it in `synth vm`; none if only tests get it. */
  readonly inCommand?: readonly [shows: string, repairs: string];
  /** The same in a test with `bootIso`. */
  readonly inTest: readonly [wrong: string, right: string];
}

const log = "cdk.out.vm/lilith/console.log";

/** The entries of an error: that of tests, and that of `synth vm`. */
export function entriesOf(entry: MachineError): readonly ErrorEntry[] {
  const { sample, inCommand, inTest, code, meaning, ...text } = entry;
  const other = inCommand === undefined ? "" : ` \`synth vm\` reports it as [\`vm-${code}\`](./vm-${code}.md).`;
  const ofTest: ErrorEntry = {
    ...text,
    code,
    meaning: `${meaning} A [test of an image](../how-to/test-an-image.md#test-from-a-program) gets it as a \`VirtualMachineError\`.${other}`,
    samples: () => Promise.resolve([sample()]),
    example: { language: "ts", wrong: inTest[0], right: inTest[1] },
    rightProgram: testWith(inTest[1]),
  };
  if (inCommand === undefined) return [ofTest];
  const ofCommand: ErrorEntry = {
    ...text,
    code: `vm-${code}`,
    meaning,
    samples: () => Promise.resolve([machineFailure(sample(), log)]),
    example: { language: "sh", wrong: inCommand[0], right: inCommand[1] },
  };
  return [ofTest, ofCommand];
}

/** A test with the lines of an example, to compile. */
function testWith(lines: string): string {
  return `import { mkdtempSync } from "node:fs";
import { bootDisk, bootIso, buildIso, createSshKeyPair, installIso, type SshKeyPair, type VirtualMachine } from "cdknix/testing";

export const used = [mkdtempSync, bootDisk, bootIso, buildIso, createSshKeyPair, installIso];
export const gibibyte = 1024 ** 3;
export const disks = [{ size: 8 * gibibyte, serial: "WD-1234" }];

export async function test(iso: string, machine: VirtualMachine, key: SshKeyPair): Promise<void> {
{
${lines}
}
}
`;
}
