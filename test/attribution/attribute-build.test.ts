import { attributeBuild } from "../../lib/attribution/attribute-build";
import { SourceMap } from "../../lib/attribution/source-map";
import { Failure, formatFailure } from "../../lib/platform/failure";
import { flake } from "./flake";

const drv = (name: string): string => `/nix/store/njp1df5gr90h2lcxz89ywpmq9jbrjyh7-${name}.drv`;

interface Failed {
  readonly name: string;
  /** The last lines of its builder. */
  readonly log?: readonly string[];
  /** What could not be built for want of it. */
  readonly dependents?: readonly string[];
}

const system = ["units", "nixos-system-lilith-24.05-offline-base", "lilith-24.05-dirty-x86_64.iso"];

/** What is shown where a derivation fails, of a program with these modules. */
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

describe("what NixOS builds of an option", () => {
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
  ])("is led back to it: %s of %s", (name, definition, option) => {
    expect(shown({ name }, `{\n  ${definition}\n}\n`)[0]).toBe(
      `error[build-failed]: dotfiles/iso/units: ${name} of the option ${option} cannot be built`,
    );
  });

  it("is led back to its text rather than to what stands beside it", () => {
    const rules = "{\n  services.udev.packages = [ rules ];\n  services.udev.extraRules = rule;\n}\n";
    expect(shown({ name: "udev-rules" }, rules)[0]).toContain(" of the option services.udev.extraRules cannot");
  });

  it("is led back to the definition that its builder speaks of", () => {
    const log = ["error: unknown setting 'max-job'"];
    const [line] = shown({ name: "nix.conf", log }, "{ nix.settings.warn-dirty = false; }\n", settings("max-job"));
    expect(line).toBe(
      "error[build-failed]: dotfiles/iso/other: nix.conf of the option nix.settings.max-job cannot be built",
    );
  });

  it("is told with all that set the option where nothing says which of them is wrong", () => {
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
  it("of the flake is that of its construct", () => {
    expect(shown({ name: "greet" }, "{ }\n")[0]).toBe(
      "error[build-failed]: dotfiles/iso/tools/greet: the package greet cannot be built",
    );
  });

  it("that nothing in the tree names is led back by what needs it first", () => {
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

  it("that a file needs by other options than those it is written from is shown as Nix said it", () => {
    expect(shown({ name: "hidden-1.0", dependents: ["nix.conf"] }, settings("cores"))[0]).toBe(
      "error[build-failed]: Nix cannot build the ISO",
    );
  });

  it("that leads nowhere is not that of whoever has the host's name", () => {
    expect(shown({ name: "hidden-1.0" }, "{ }\n")[0]).toBe("error[build-failed]: Nix cannot build the ISO");
  });
});
