import type { IssueDetails } from "../core";
import type { EnrolledKeys } from "./settings";

/** Registers of a TPM2 chip in a PC. Source: systemd-cryptenroll(1), `--tpm2-pcrs`. */
const lastRegister = 23;

/** Mistakes in the keys that an installer enrolls: registers that no chip has. */
export function enrollIssues({ pcrs = [] }: EnrolledKeys): readonly IssueDetails[] {
  const wrong = pcrs.filter((pcr) => !Number.isInteger(pcr) || pcr < 0 || pcr > lastRegister);
  if (wrong.length === 0) return [];
  return [
    {
      code: "enroll-pcrs",
      message: `enroll.pcrs: ${wrong.join(", ")} ${wrong.length === 1 ? "is not a register" : "are not registers"} of a TPM2 chip`,
      value: JSON.stringify(pcrs),
      reason: `the registers are numbered from 0 to ${String(lastRegister)}`,
      fix: "use 7 for the state of Secure Boot, or see the table in systemd-cryptenroll(1)",
    },
  ];
}

/** Settings that have no effect: registers without a key in the chip. */
export function enrollWarnings({ tpm2, pcrs }: EnrolledKeys): readonly IssueDetails[] {
  // A program may turn the key off, and keep the registers.
  if (tpm2 !== undefined || pcrs === undefined) return [];
  return [
    {
      code: "enroll-unused",
      message: "enroll.pcrs has no effect without enroll.tpm2",
      value: JSON.stringify(pcrs),
      reason: "the registers protect the key in the TPM2 chip, and none is enrolled",
      fix: "add tpm2: true, or remove pcrs",
    },
  ];
}
