import { existsSync, mkdtempSync, rmdirSync } from "node:fs";
import * as path from "node:path";
import { isFailure } from "../../../platform/failure";
import { systemFailure } from "../../../platform/system-error";
import { checkOursSync } from "../../../project/output/publish";
import type { Check, Finding } from "../finding";

/** Checks that the output is writable by creating a directory, because permission bits do not bind root. */
export const checkOutput: Check = ({ output }) => {
  try {
    checkOursSync(output);
    rmdirSync(mkdtempSync(`${path.join(nearestExisting(path.dirname(output)), path.basename(output))}.doctor-`));
    return { check: "output", status: "ok", message: `${output} is writable` };
  } catch (error) {
    return described(isFailure(error) ? error : systemFailure(error, `write next to ${output}`), error);
  }
};

function described(failure: ReturnType<typeof systemFailure>, error: unknown): Finding {
  if (failure === undefined) throw error;
  const { message, reason, fix } = failure;
  return { check: "output", status: "error", message, reason, fix };
}

/** The directory or, if it does not exist, its nearest existing ancestor. */
export function nearestExisting(directory: string): string {
  return existsSync(directory) || directory === "/" ? directory : nearestExisting(path.dirname(directory));
}
