import { existsSync, mkdtempSync, rmdirSync } from "node:fs";
import * as path from "node:path";
import { isFailure } from "../../../platform/failure";
import { systemFailure } from "../../../platform/system-error";
import { checkOursSync } from "../../../project/output/publish";
import type { Check, Finding } from "../finding";

/** Whether the output can be written: tried, because root and read-only file systems make of permissions what they like. */
export const checkOutput: Check = ({ output }) => {
  try {
    checkOursSync(output);
    rmdirSync(mkdtempSync(`${path.join(nearestExisting(path.dirname(output)), path.basename(output))}.doctor-`));
    return { check: "output", status: "ok", message: `${output} can be written` };
  } catch (error) {
    return described(isFailure(error) ? error : systemFailure(error, `write beside ${output}`), error);
  }
};

function described(failure: ReturnType<typeof systemFailure>, error: unknown): Finding {
  if (failure === undefined) throw error;
  const { message, reason, fix } = failure;
  return { check: "output", status: "error", message, reason, fix };
}

/** A directory, or where it does not exist yet, the nearest one above it that does. */
export function nearestExisting(directory: string): string {
  return existsSync(directory) || directory === "/" ? directory : nearestExisting(path.dirname(directory));
}
