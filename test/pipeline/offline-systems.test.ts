import type { ManifestHost } from "../../lib/model";
import { checkOfflineSystems } from "../../lib/pipeline/offline-systems";
import type { Target } from "../../lib/pipeline/targets";
import { formatFailure, isFailure } from "../../lib/platform/failure";

function target(name: string, system: string): Target {
  const isoName = `${name}.iso`;
  const host: ManifestHost = { kind: "image", class: null, system, release: "25.05", installable: name, isoName };
  const files = { [`systems/${name}/default.nix`]: { construct: `images/${name}`, source: "main.ts:7" } };
  const flake = { directory: "images", release: "25.05", lockFile: "flake.lock", hosts: { [name]: host }, files };
  return { name, flake, host };
}

const reportOf = (nixpkgs: string | undefined, ...targets: readonly Target[]): string => {
  try {
    checkOfflineSystems({ nixpkgs }, targets);
    return "";
  } catch (error) {
    return isFailure(error) ? formatFailure(error) : String(error);
  }
};

describe("a host of a system that the offline base does not have", () => {
  it("is rejected with its construct and line, before Nix runs", () => {
    expect(reportOf("embedded", target("stick", "x86_64-linux"), target("pi", "aarch64-linux"))).toMatchInlineSnapshot(`
      "error[system-not-offline]: images/pi: the offline base has no packages for aarch64-linux
        value: "aarch64-linux"
        why:   it consists of Debian's amd64 packages
        fix:   build on NixOS 25.05 instead: remove "nixpkgs" from cdk.json, or pass --nixpkgs github:NixOS/nixpkgs/nixos-25.05
        at:    main.ts:7
        docs:  https://cdknix.example/errors/system-not-offline

      nothing was built: a host is not for x86_64-linux"
    `);
  });

  it.each([undefined, "github:NixOS/nixpkgs/nixos-25.05"])("is built on nixpkgs: %s", (nixpkgs) => {
    expect(reportOf(nixpkgs, target("pi", "aarch64-linux"))).toBe("");
  });
});
