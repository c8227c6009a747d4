import { mkdirSync, statSync } from "node:fs";
import * as path from "node:path";
import { Failure } from "../failure";
import { systemErrorCode, systemFailure } from "../system-error";

/**
 * Creates a directory and its missing parents. Unlike `mkdirSync` of Node, which never ends in `/proc`, and reports a broken
 * link as a directory that does not exist.
 * @param doing the purpose, for the error: `lock cdk.out`
 * @throws a failure if it cannot be created
 */
export function makeDirectorySync(directory: string, doing: string): void {
  try {
    if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true) return;
    const parent = path.dirname(directory);
    if (parent !== directory) makeDirectorySync(parent, doing);
    mkdirSync(directory);
  } catch (error) {
    const code = systemErrorCode(error);
    // Another process was faster.
    if (code === "EEXIST" && statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true) return;
    if (code !== "ENOENT" && !(code === "EEXIST" && isBrokenLink(directory))) {
      throw systemFailure(error, doing) ?? error;
    }
    throw directoryNotMade(directory, doing, code === "EEXIST", error);
  }
}

/** A directory cannot be created where it was asked for. */
export function directoryNotMade(directory: string, doing: string, isLink: boolean, cause: unknown): Failure {
  return new Failure({
    kind: "usage",
    code: "directory-not-made",
    message: `cannot ${doing}: ${directory} cannot be created`,
    reason: isLink ? "it is a broken link" : "its file system has no directories of users",
    fix: "choose another directory with --output",
    cause,
  });
}

/** Whether something has the name that leads nowhere. */
const isBrokenLink = (file: string): boolean => statSync(file, { throwIfNoEntry: false }) === undefined;
