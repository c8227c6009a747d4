import type { IConstruct } from "constructs";
import { Annotations } from "./annotations";

/** Characters that a Nix path literal takes as they are; a leading dot would hide the file. */
const fileName = /^[A-Za-z0-9_][A-Za-z0-9_+.-]*$/;

/**
 * NixOS's own rule for `networking.hostName`.
 * Source: nixos/modules/tasks/network-interfaces.nix of NixOS 24.05.
 */
const hostName = /^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/;

/** Records an error when a construct's id cannot be the name of a file or directory of the flake. */
export function checkFileName(construct: IConstruct): void {
  const { id } = construct.node;
  if (fileName.test(id) && id !== "default") return;
  Annotations.of(construct).addError({
    code: "construct-id",
    message: "this id cannot name a file of the flake",
    value: JSON.stringify(id),
    reason:
      id === "default"
        ? "default.nix is the file that imports the others"
        : "a Nix path takes letters, digits and the characters _ + . - only",
    fix: 'choose an id such as "boot" or "my-module"',
  });
}

/** Records an error when NixOS would refuse a host's name. */
export function checkHostName(construct: IConstruct): void {
  const { id } = construct.node;
  if (hostName.test(id)) return;
  Annotations.of(construct).addError({
    code: "host-name",
    message: "NixOS refuses this host name",
    value: JSON.stringify(id),
    reason:
      "networking.hostName takes 1 to 63 letters, digits, - and _, begins and ends with a letter or digit, and has no dots",
    fix: "rename the host; a domain belongs to networking.domain",
  });
}
