import type { ErrorEntry } from "./error-entry";
import { inProgram } from "./in-program";

/** Why the compiler does not prevent a mistake in types. */
export const unchecked =
  "The compiler reports this mistake too, but a program also runs without it: by swc, tsx, Node.js, or as JavaScript.";

/** Errors about the names and types of properties, which are the same for all constructs. */
export const propertyErrors: readonly ErrorEntry[] = [
  inProgram({
    code: "missing-property",
    meaning: "A construct, or an object in its properties, lacks a required property.",
    why: unchecked,
    wrong: 'new Flake(app, "images", { lockFile: "images.lock" });',
    right: 'new Flake(app, "images", { nixpkgs: Nixpkgs.release("26.05"), lockFile: "images.lock" });',
    also: ['new InstallerTools(iso, "tools", { scripts: { disks: {} } });'],
  }),
  inProgram({
    code: "property-conflict",
    meaning: "An object in the properties of a construct has two properties that exclude each other.",
    why: "Only one of them can have an effect.",
    wrong: 'new BootConfig(iso, "boot", { filesystems: { only: ["ext4", "vfat"], without: ["zfs"] } });',
    right: 'new BootConfig(iso, "boot", { filesystems: { only: ["ext4", "vfat"] } });',
  }),
  inProgram({
    code: "property-type",
    meaning: "The value of a property has another type than the property.",
    why: unchecked,
    fix: "Use a value of the type in the message.",
    wrong: 'new BootConfig(iso, "boot", { kernelParameters: "quiet", menuTimeout: "3" });',
    also: ['new InstallerTools(iso, "tools", { git: "complete" });'],
    right: 'new BootConfig(iso, "boot", { kernelParameters: ["quiet"], menuTimeout: 3 });',
  }),
  inProgram({
    code: "unknown-property",
    meaning:
      "A construct, or an object in its properties, does not have this property. The error suggests the property with the most similar name, and the one for the NixOS option of this name.",
    why: `The property would have no effect. ${unchecked}`,
    wrong: 'new BootConfig(iso, "boot", { kernelParams: ["console=ttyS0"] });',
    also: [
      'new InstallerTools(iso, "tools", { package: [pkgs.htop] });',
      'new BootConfig(iso, "serial", { serialConsole: true });',
    ],
    right: 'new BootConfig(iso, "boot", { kernelParameters: ["console=ttyS0"] });',
  }),
];
