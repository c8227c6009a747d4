import type { IConstruct } from "constructs";
import { Annotations, type IssueDetails } from "./annotations";
import { reportWrongId } from "./arguments/scope";

/** Characters allowed in a Nix path literal; a leading dot would hide the file. */
const fileName = /^[A-Za-z0-9_][A-Za-z0-9_+.-]*$/;

/**
 * NixOS's own rule for `networking.hostName`.
 * Source: nixos/modules/tasks/network-interfaces.nix of NixOS 24.05.
 */
const hostName = /^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/;

/** File systems allow names of 255 bytes; the rest is for the ending, and for the name of a temporary file. */
const longestFileName = 200;

/** Whether an ID can be the name of a file in the flake. */
export const isFileName = (id: unknown): id is string => typeof id === "string" && fileName.test(id);

/**
 * Records an error if a construct's ID cannot be the name of a file or directory in the flake.
 * @param given the ID as the program passes it
 * @param isNextToImports whether the file is in the directory of a host or a class, next to the one with its imports
 */
export function checkFileName(construct: IConstruct, given: string, isNextToImports = false): void {
  if (reportWrongId(construct, given)) return;
  const { id } = construct.node;
  if (id.length > longestFileName) {
    Annotations.of(construct).addError({
      code: "construct-id",
      message: `the ID is ${String(id.length)} characters long; the limit is ${String(longestFileName)}`,
      value: `"${id.slice(0, 40)}…"`,
      reason: "it is the name of a file in the flake, and file systems limit its length",
      fix: "use a shorter ID",
    });
    return;
  }
  const isReserved = isNextToImports && id === "default";
  if (fileName.test(id) && !isReserved) return;
  Annotations.of(construct).addError({
    code: "construct-id",
    message: `the ID ${JSON.stringify(id)} cannot be used as a file name in the flake`,
    value: JSON.stringify(id),
    reason: isReserved
      ? "default.nix is reserved for the file that imports the others"
      : /^[.+-][\w+.-]*$/.test(id)
        ? "a file name in the flake begins with a letter, a digit, or _"
        : "a Nix path may contain only letters, digits, and the characters _ + . -",
    fix: 'use an ID such as "boot" or "my-module"',
  });
}

/** Records an error if a flake's lock file would not be a file of the project: locking writes it. */
export function checkLockFile(construct: IConstruct, file: string): void {
  const segments = file.split("/");
  if (file.endsWith(".lock") && !segments.some((segment) => ["", ".", ".."].includes(segment))) return;
  Annotations.of(construct).addError({
    code: "lock-file-path",
    message: `${JSON.stringify(file)} cannot be the lock file of this flake`,
    value: JSON.stringify(file),
    reason: "it is written whenever an input changes, so it must be a file of its own in the project",
    fix: 'use a path below the project directory that ends in .lock, such as "installers.lock"',
  });
}

/** Longest name of a file in bytes, in the file systems of Linux and macOS. */
const longestName = 255;

/** Longest path of a file below the directory of a package, so that its absolute path is no longer than 4096 bytes. */
const longestPath = 1024;

/** Name of the file with a package's expression. */
const expressionFile = "default.nix";

/**
 * The issue with the path of a file in a package; undefined if there is none.
 * @param others the paths of all files of the package
 */
export function filePathIssue(path: string, others: readonly string[]): IssueDetails | undefined {
  const segments = path.split("/");
  const plain = segments.filter((segment) => !["", ".", ".."].includes(segment)).join("/");
  const message = `${JSON.stringify(shortened(path))} cannot be the name of a file in this package`;
  if (path === expressionFile || path.startsWith(`${expressionFile}/`)) {
    return {
      message: `a file of this package is named ${expressionFile}`,
      reason: `${expressionFile} is the file that cdknix writes for the package's expression`,
      fix: "rename the file, or pass its content as the expression: nix.raw(…)",
    };
  }
  if (plain !== path || path === "") {
    return {
      message,
      reason: "a name is relative to the package's directory, without empty, . or .. parts",
      fix: ["", expressionFile].includes(plain) ? "use a name such as data/logo.png" : `write ${JSON.stringify(plain)}`,
    };
  }
  if (path.includes("\0")) return { message, reason: "it contains a null character", fix: "remove the character" };
  const long = segments.find((segment) => Buffer.byteLength(segment) > longestName);
  if (long !== undefined || Buffer.byteLength(path) > longestPath) {
    const bytes = Buffer.byteLength(long ?? path);
    const limit = long === undefined ? longestPath : longestName;
    return {
      message,
      reason: `it is ${String(bytes)} bytes long; the limit is ${String(limit)}`,
      fix: "use a shorter name",
    };
  }
  if (!others.some((other) => other.startsWith(`${path}/`))) return undefined;
  return { message, reason: "another file has it as its directory", fix: "rename one of them" };
}

const shortened = (text: string): string => (text.length <= 60 ? text : `${text.slice(0, 40)}…`);

/**
 * Records an error if NixOS would reject a host's name.
 * @param given the ID as the program passes it
 */
export function checkHostName(construct: IConstruct, given: string): void {
  if (reportWrongId(construct, given)) return;
  const { id } = construct.node;
  if (hostName.test(id)) return;
  Annotations.of(construct).addError({
    code: "host-name",
    message: `NixOS rejects the host name ${JSON.stringify(id)}`,
    value: JSON.stringify(id),
    reason:
      "networking.hostName allows 1 to 63 letters, digits, hyphens, and underscores, must begin and end with a letter or digit, and has no dots",
    fix: "rename the host; set the domain in networking.domain",
  });
}
