import { attributeBuild } from "../../lib/attribution/attribute-build";
import { SourceMap } from "../../lib/attribution/source-map";
import { Failure, formatFailure } from "../../lib/platform/failure";
import { flake } from "./flake";

const drv = (name: string): string => `/nix/store/njp1df5gr90h2lcxz89ywpmq9jbrjyh7-${name}.drv`;

interface Failed {
  readonly name: string;
  /** The last lines of its build log. */
  readonly log?: readonly string[];
  /** Derivations that could not be built because of it. */
  readonly dependents?: readonly string[];
}

const system = ["units", "nixos-system-lilith-24.05-offline-base", "lilith-24.05-dirty-x86_64.iso"];

/** The issues for a failed derivation of a program with these modules. */
function shown({ name, log = [], dependents = [] }: Failed, units: string, other = "{ }\n"): readonly string[] {
  const texts = new Map([
    ["modules/iso/units.nix", units],
    ["modules/iso/other.nix", other],
    ["systems/lilith/default.nix", '{ networking.hostName = "lilith"; }\n'],
  ]);
  const output = [
    `error: builder for '${drv(name)}' failed with exit code 2;`,
    ...log.map((line) => `       > ${line}`),
    ...[...dependents, ...system].map((each) => `error: 1 dependencies of derivation '${drv(each)}' failed to build`),
  ].join("\n");
  const failure = new Failure({ kind: "build", code: "build-failed", message: "Nix cannot build the ISO", output });
  return formatFailure(attributeBuild(failure, [new SourceMap(flake, texts)])).split("\n");
}

describe("a derivation that NixOS generates from an option", () => {
  it.each([
    ["unit-script-greet-start", 'systemd.services.greet.script = "if";', "systemd.services.greet.script"],
    ["unit-script-greet-pre-start", 'systemd.services.greet.preStart = "if";', "systemd.services.greet.preStart"],
    ["unit-script-greet-pre-start", 'systemd.services.greet-pre.script = "if";', "systemd.services.greet-pre.script"],
    ["unit-script-a-b_-reload", 'systemd.services."a-b@".reload = "if";', 'systemd.services."a-b@".reload'],
    ["unit-script-greet-start", "systemd.user.services.greet = greet;", "systemd.user.services.greet"],
    ["unit-greet.timer", "systemd.timers.greet.timerConfig = { };", "systemd.timers.greet.timerConfig"],
    ["unit-a-b-.service", 'systemd.services."a-b@".path = [ x ];', 'systemd.services."a-b@".path'],
    ["unit-mnt.mount", "systemd.mounts = [ mnt ];", "systemd.mounts"],
    ["nix.conf", "nix.settings.max-job = 1;", "nix.settings.max-job"],
    ["udev-rules", 'services.udev.extraRules = "x";', "services.udev.extraRules"],
    ["keymap", 'console.keyMap = "xy";', "console.keyMap"],
  ])("is mapped to it: %s of %s", (name, definition, option) => {
    expect(shown({ name }, `{\n  ${definition}\n}\n`)[0]).toBe(
      `error[build-failed]: dotfiles/iso/units: ${name} of the option ${option} cannot be built`,
    );
  });

  it("is mapped to its text, not to a neighboring option", () => {
    const rules = "{\n  services.udev.packages = [ rules ];\n  services.udev.extraRules = rule;\n}\n";
    expect(shown({ name: "udev-rules" }, rules)[0]).toContain(" of the option services.udev.extraRules cannot");
  });

  it("is mapped to the definition that the log mentions", () => {
    const log = ["error: unknown setting 'max-job'"];
    const [line] = shown({ name: "nix.conf", log }, "{ nix.settings.warn-dirty = false; }\n", settings("max-job"));
    expect(line).toBe(
      "error[build-failed]: dotfiles/iso/other: nix.conf of the option nix.settings.max-job cannot be built",
    );
  });

  it("is mapped to all definitions of the option if the log mentions none", () => {
    const lines = shown({ name: "nix.conf" }, settings("warn-dirty", "max-job"), settings("cores"));
    expect(lines.slice(0, 2)).toEqual([
      "error[build-failed]: dotfiles/iso/units: nix.conf of the option nix.settings cannot be built",
      "  why:   its builder failed with exit code 2; the option is also set by dotfiles/iso/other (main.ts:11)",
    ]);
  });
});

function settings(...names: readonly string[]): string {
  return `{\n${names.map((name) => `  nix.settings.${name} = 1;\n`).join("")}}\n`;
}

describe("a package", () => {
  it("of the flake is mapped to its construct", () => {
    expect(shown({ name: "greet" }, "{ }\n")[0]).toBe(
      "error[build-failed]: dotfiles/iso/tools/greet: the package greet cannot be built",
    );
  });

  it("that the flake does not mention is mapped to its first dependent", () => {
    const unit =
      '{ greet, ... }:\n{\n  systemd.services.greet = {\n    description = "x";\n    path = [ greet ];\n  };\n}\n';
    const name = "hidden-1.0";
    expect(shown({ name, dependents: ["unit-greet.service"] }, unit)[0]).toBe(
      "error[build-failed]: dotfiles/iso/units: hidden-1.0, which the option systemd.services.greet needs, cannot be built",
    );
    expect(shown({ name, dependents: ["greet"] }, unit)[0]).toBe(
      "error[build-failed]: dotfiles/iso/tools/greet: hidden-1.0, which the package greet needs, cannot be built",
    );
  });

  it("that a file needs through other options is reported as Nix does", () => {
    expect(shown({ name: "hidden-1.0", dependents: ["nix.conf"] }, settings("cores"))[0]).toBe(
      "error[build-failed]: Nix cannot build the ISO",
    );
  });

  it("that cannot be mapped is not attributed to a module with its name", () => {
    expect(shown({ name: "hidden-1.0" }, "{ }\n")[0]).toBe("error[build-failed]: Nix cannot build the ISO");
  });
});
