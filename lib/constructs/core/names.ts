import type { IConstruct } from "constructs";
import { Annotations } from "./annotations";
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

/**
 * Records an error if a construct's ID cannot be the name of a file or directory in the flake.
 * @param given the ID as the program passes it
 */
export function checkFileName(construct: IConstruct, given: string): void {
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
  if (fileName.test(id) && id !== "default") return;
  Annotations.of(construct).addError({
    code: "construct-id",
    message: `the ID ${JSON.stringify(id)} cannot be used as a file name in the flake`,
    value: JSON.stringify(id),
    reason:
      id === "default"
        ? "default.nix is reserved for the file that imports the others"
        : "a Nix path may contain only letters, digits, and the characters _ + . -",
    fix: 'use an ID such as "boot" or "my-module"',
  });
}

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
