import { statSync } from "node:fs";
import * as path from "node:path";
import { directoryMissing, fileMissing } from "./errors";

/**
 * Resolves the path of a file that a command writes at its end: checked at its beginning, because the rest takes a while.
 * @throws a failure if it is a directory, or its parent directory does not exist
 */
export function fileToWrite(option: string, name: string): string {
  const file = path.resolve(name);
  if (isDirectory(file) || !isDirectory(path.dirname(file))) throw directoryMissing(option, name);
  return file;
}

/**
 * Resolves the path of a file that a command reads later.
 * @throws a failure if there is no such file
 */
export function fileToRead(option: string, name: string): string {
  const file = path.resolve(name);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) throw fileMissing(option, name);
  return file;
}

const isDirectory = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
