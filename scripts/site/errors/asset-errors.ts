import type { ErrorEntry } from "./error-entry";
import { inProgram } from "./in-program";

const moduleOf = (id: string, properties: string): string => `new NixosModule(iso, "${id}", { ${properties} });`;

const motd = (source: string): string =>
  moduleOf("motd", `config: { environment: { etc: { motd: { source: ${source} } } } }`);

/** Errors about the user's own files and modules. */
export const assetErrors: readonly ErrorEntry[] = [
  inProgram({
    code: "file-not-copied",
    meaning:
      "A file or directory that the program copies into the flake with `nix.file`, `nix.directory`, or `nix.module` does not exist, is outside of the project, or cannot be copied.",
    why: "The flake contains everything that it is built from, so that it builds on other machines. A file from outside of the project is usually a mistake there, and sockets, pipes, and devices have no content to copy.",
    fix: 'Paths start at the project directory, the one with `cdk.json`. In a package, use absolute paths: `path.join(__dirname, "motd")`. For a file outside of the project, pass `{ allowOutside: true }`.',
    wrong: motd('nix.file("./motd.text")'),
    also: [motd('nix.file("/etc/hostname")'), motd('nix.directory("./motd.txt")')],
    right: motd('nix.file("./motd.txt")'),
    files: { "motd.txt": "Welcome\n" },
  }),
  inProgram({
    code: "import-as-text",
    meaning: "A list of imported modules contains a string, such as `./hardware.nix`.",
    why: "In Nix, `./hardware.nix` without quotes is a path. In TypeScript, it is a string, which Nix rejects; and the flake contains only files that the program copies.",
    wrong: moduleOf("hardware", 'imports: ["./hardware.nix"]'),
    also: [moduleOf("hardware", 'imports: ["/etc/nixos/hardware.nix"]')],
    right: moduleOf("hardware", 'imports: [nix.module("./hardware.nix")]'),
    files: { "hardware.nix": '{ boot.initrd.availableKernelModules = [ "nvme" ]; }\n' },
  }),
  inProgram({
    code: "import-not-module",
    meaning: "A list of imported modules contains a value that is no module, such as `null`, `false`, or another list.",
    why: "A module is a file, a set of options, or a function that returns one. NixOS rejects everything else, including lists inside the list. `condition && module` is `false` if the condition does not hold.",
    fix: "To import modules under a condition, spread a list: `...(condition ? [module] : [])`. If only Nix knows the condition, use `lib.optional(condition, module)` or `lib.optionals(condition, [module])`.",
    wrong: moduleOf("hardware", "imports: [null]"),
    also: [moduleOf("hardware", "imports: [[{ services: { openssh: { enable: true } } }]]")],
    right: moduleOf("hardware", "imports: [{ services: { openssh: { enable: true } } }]"),
  }),
  inProgram({
    code: "module-incomplete",
    meaning:
      "A Nix file that the program copies into the flake refers to another file by a relative path, and that file is not copied.",
    why: "`nix.module` copies a module with everything that its relative paths lead to below its own directory, and without files that git ignores. `nix.file` copies one file only, so the problem is a warning there.",
    fix: 'If the path leads out of the directory, name the directory that contains both: `nix.module("./hosts/lilith", { root: "." })`.',
    wrong: moduleOf("base", 'imports: [nix.module("./modules/base.nix")]'),
    also: [
      moduleOf("base", 'imports: [nix.module("./modules/users.nix")]'),
      moduleOf("base", 'imports: [nix.file("./disks.nix")]'),
    ],
    right: moduleOf("base", 'imports: [nix.module("./modules/users.nix", { root: "." })]'),
    files: {
      "modules/base.nix": "{ imports = [ ./network.nix ]; }\n",
      "modules/users.nix": "{ imports = [ ../disks.nix ]; }\n",
      "disks.nix": "{ imports = [ ./layout.nix ]; }\n",
      "layout.nix": "{ }\n",
    },
  }),
  inProgram({
    code: "path-not-in-flake",
    meaning: "`nix.path` names a file that the generated flake does not contain.",
    why: "`nix.path` writes a path literal, relative to the generated file that contains it. It copies nothing.",
    fix: "To copy a file of your project, use `nix.file`, `nix.directory`, or `nix.module`.",
    wrong: motd('nix.path("./motd.txt")'),
    right: motd('nix.file("./motd.txt")'),
    files: { "motd.txt": "Welcome\n" },
  }),
];
