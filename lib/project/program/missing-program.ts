import { existsSync, readdirSync } from "node:fs";
import * as path from "node:path";
import type { Issue } from "../../model";
import { nearestName } from "../../options";
import { systemErrorCode } from "../../platform/system-error";
import { isUserFile, userLocation } from "./user-files";

/**
 * The program does not exist: Node or a runner of TypeScript loads it, not a file of the project. Undefined for another
 * exception.
 * @param argv the command line of this process, which names the program
 */
export function missingProgram(error: unknown, argv: readonly string[]): Issue | undefined {
  const isMissing = ["MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND"].includes(systemErrorCode(error) ?? "");
  if (!(error instanceof Error) || !isMissing || userLocation(error.stack ?? "") !== undefined) return undefined;
  const [, given] = /^Cannot find module '([^'\n]+)'/.exec(error.message) ?? [];
  if (given === undefined) return undefined;
  // Some runners import it from a file that does not exist, and remove it from the command line.
  const [importer] = (error as { readonly requireStack?: readonly string[] }).requireStack ?? [];
  const isImportedByRunner = importer !== undefined && isUserFile(importer) && !existsSync(importer);
  const file = path.resolve(isImportedByRunner ? path.dirname(importer) : "", given);
  if (!isImportedByRunner && !argv.some((argument) => path.resolve(argument) === file)) return undefined;
  const near = nearestFile(file);
  const check = "check `app` in cdk.json, or --app";
  return {
    severity: "error",
    code: "program-not-found",
    constructPath: "",
    message: `${path.relative(process.cwd(), file)} does not exist`,
    fix:
      near === undefined
        ? check
        : `did you mean ${path.relative(process.cwd(), near)}? ${check[0]?.toUpperCase() ?? ""}${check.slice(1)}`,
  };
}

/** The program with the nearest name in the same directory; undefined if there is none. */
function nearestFile(file: string): string | undefined {
  try {
    const programs = readdirSync(path.dirname(file)).filter((name) => /\.[cm]?[jt]sx?$/.test(name));
    const near = nearestName(path.basename(file), programs);
    return near === undefined ? undefined : path.join(path.dirname(file), near);
  } catch {
    return undefined;
  }
}
