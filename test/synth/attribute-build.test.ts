import { Failure, formatFailure } from "../../lib/effects";
import { attributeBuild } from "../../lib/synth/attribute-build";
import { TreeOrigins } from "../../lib/synth/tree-origins";

const flake = {
  directory: "dotfiles",
  release: "24.05",
  lockFile: "flake.lock",
  hosts: {},
  files: {
    "modules/iso/units.nix": { construct: "dotfiles/iso/units", source: "main.ts:6" },
    "systems/lilith/default.nix": { construct: "dotfiles/lilith", source: "main.ts:8" },
    "packages/greet/default.nix": { construct: "dotfiles/iso/tools/greet", source: "main.ts:7" },
  },
};

const drv = (name: string): string => `/nix/store/njp1df5gr90h2lcxz89ywpmq9jbrjyh7-${name}.drv`;

/** The issue that is shown where a derivation fails, of a program with this module, and others for want of it. */
function shown(module: string, name: string, ...dependents: readonly string[]): string {
  const texts = new Map([
    ["modules/iso/units.nix", module],
    ["systems/lilith/default.nix", '{ networking.hostName = "lilith"; }\n'],
  ]);
  const output = [
    `error: builder for '${drv(name)}' failed with exit code 2`,
    ...dependents.map((each) => `error: 1 dependencies of derivation '${drv(each)}' failed to build`),
  ].join("\n");
  const failure = new Failure({ kind: "build", code: "build-failed", message: "Nix cannot build the ISO", output });
  return formatFailure(attributeBuild(failure, [new TreeOrigins(flake, texts)])).split("\n")[0]!;
}

const system = ["units", "nixos-system-lilith-24.05-offline-base", "lilith-24.05-dirty-x86_64.iso"];

describe("what NixOS builds of an option", () => {
  it.each([
    ["unit-script-greet-start", 'systemd.services.greet.script = "if";', "systemd.services.greet.script"],
    ["unit-script-greet-pre-start", 'systemd.services.greet.preStart = "if";', "systemd.services.greet.preStart"],
    ["unit-script-greet_-reload", 'systemd.services."greet@".reload = "if";', 'systemd.services."greet@".reload'],
    ["unit-script-greet-start", "systemd.user.services.greet = greet;", "systemd.user.services.greet"],
    ["unit-greet.timer", "systemd.timers.greet.timerConfig = { };", "systemd.timers.greet.timerConfig"],
    ["nix.conf", "nix.settings.max-job = 1;", "nix.settings.max-job"],
    ["udev-rules", 'services.udev.extraRules = "x";', "services.udev.extraRules"],
    ["keymap", 'console.keyMap = "xy";', "console.keyMap"],
  ])("is led back to it: %s of %s", (name, definition, option) => {
    expect(shown(`{\n  ${definition}\n}\n`, name, ...system)).toBe(
      `error[build-failed]: dotfiles/iso/units: ${name} of the option ${option} cannot be built`,
    );
  });
});

describe("a package", () => {
  it("of the flake is that of its construct", () => {
    expect(shown("{ }\n", "greet", ...system)).toBe(
      "error[build-failed]: dotfiles/iso/tools/greet: the package greet cannot be built",
    );
  });

  it("that nothing in the tree names is led back by what needs it first", () => {
    const unit = "{ greet, ... }:\n{\n  systemd.services.greet.path = [ greet ];\n}\n";
    expect(shown(unit, "hidden-1.0", "unit-greet.service", ...system)).toBe(
      "error[build-failed]: dotfiles/iso/units: hidden-1.0, which the option systemd.services.greet.path needs, cannot be built",
    );
    expect(shown("{ }\n", "hidden-1.0", "greet", ...system)).toBe(
      "error[build-failed]: dotfiles/iso/tools/greet: hidden-1.0, which the package greet needs, cannot be built",
    );
  });

  it("that leads nowhere is not that of whoever has the host's name", () => {
    expect(shown("{ }\n", "hidden-1.0", ...system)).toBe("error[build-failed]: Nix cannot build the ISO");
  });
});
