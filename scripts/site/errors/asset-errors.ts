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
      "A file or directory that the program copies into the flake, with `nix.file`, `nix.directory`, or `nix.module`, or in a property such as `scripts: { install: { file } }`, does not exist, is outside of the project, is too large, or cannot be copied.",
    why: "The flake contains everything that it is built from, so that it builds on other machines. A file from outside of the project is usually a mistake there, and sockets, pipes, and devices have no content to copy. Everyone with the image can read what is copied, so cdknix copies nothing from system directories and from entries of a home directory that begin with a dot.",
    fix: 'Paths start at the project directory, the one with `cdk.json`. In a package, use absolute paths: `path.join(__dirname, "motd")`. For a file outside of the project, pass `{ allowOutside: true }`; for a larger directory, `maxFiles` and `maxSize`.',
    wrong: motd('nix.file("./motd.text")'),
    also: [
      motd('nix.file("/etc/hostname")'),
      motd('nix.directory("./motd.txt")'),
      'new InstallerTools(iso, "tools", { scripts: { install: { file: "../install.sh" } } });',
    ],
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
    code: "misplaced-options",
    meaning: "A module has options next to `config` or `options`.",
    why: "In a module with `config` or `options`, NixOS looks for option definitions only in `config`. Paths of options, such as those of `addOverride`, begin below it.",
    wrong: moduleOf("own", 'config: { config: { boot: { tmp: { useTmpfs: true } } }, networking: { domain: "lan" } }'),
    right: moduleOf("own", 'config: { boot: { tmp: { useTmpfs: true } }, networking: { domain: "lan" } }'),
  }),
  inProgram({
    code: "module-incomplete",
    meaning:
      "A Nix file that the program copies into the flake refers to another file, and that file is not copied: by a relative path, by a search path such as `<nixpkgs>`, or by a path of the home directory.",
    why: "`nix.module` copies a module with everything that its relative paths lead to below its own directory, and without files that git ignores. `nix.file` copies one file only, so the problem is a warning there.",
    fix: 'If the path leads out of the directory, name the directory that contains both: `nix.module("./hosts/lilith", { root: "." })`.',
    wrong: moduleOf("base", 'imports: [nix.module("./modules/base.nix")]'),
    also: [
      moduleOf("base", 'imports: [nix.module("./modules/users.nix")]'),
      moduleOf("base", 'imports: [nix.file("./disks.nix")]'),
      moduleOf("base", 'imports: [nix.module("./minimal.nix")]'),
    ],
    right: moduleOf("base", 'imports: [nix.module("./modules/users.nix", { root: "." })]'),
    files: {
      "modules/base.nix": "{ imports = [ ./network.nix ]; }\n",
      "modules/users.nix": "{ imports = [ ../disks.nix ]; }\n",
      "disks.nix": "{ imports = [ ./layout.nix ]; }\n",
      "layout.nix": "{ }\n",
      "minimal.nix": "{ imports = [ <nixpkgs/nixos/modules/profiles/minimal.nix> ]; }\n",
    },
  }),
  inProgram({
    code: "secret-file-in-flake",
    meaning:
      "An option whose value is the path of a secret, such as a password file or a private key, is set to a file that is copied into the flake.",
    why: "The flake and the Nix store can be read by every user of the machine, and by everyone with the image. Such options take the path of a file on the running machine for that reason.",
    fix: 'Pass the path as a string, and put the file there on the machine, for example with [sops-nix](https://github.com/Mic92/sops-nix). If the file is not secret, install it with `environment.etc`, and pass "/etc/name".',
    wrong: moduleOf(
      "users",
      'config: { users: { users: { me: { hashedPasswordFile: nix.file("./password.txt") } } } }',
    ),
    right: moduleOf("users", 'config: { users: { users: { me: { hashedPasswordFile: "/run/secrets/password" } } } }'),
    files: { "password.txt": "$y$j9T$salt$hash\n" },
  }),
  inProgram({
    code: "not-a-module",
    meaning:
      "A file or directory that Nix is to evaluate, in a list of imports or in `nix.module`, is not Nix source, or is a directory without a `default.nix`.",
    why: "Nix imports the expression in a file; for a directory, it reads the file `default.nix` in it. cdknix judges the beginning of a file.",
    wrong: moduleOf("notes", 'imports: [nix.file("./notes.txt")]'),
    also: [moduleOf("modules", 'imports: [nix.directory("./modules")]')],
    right: moduleOf("modules", 'imports: [nix.module("./modules/base.nix")]'),
    files: { "notes.txt": "The modules are in another directory.\n", "modules/base.nix": "{ }\n" },
  }),
  inProgram({
    code: "path-not-in-flake",
    meaning: "`nix.path` or `nix.raw` names a file that the generated flake does not contain.",
    why: "`nix.path` writes a path literal, relative to the generated file that contains it. It copies nothing. Search paths such as `<nixpkgs>`, paths of the home directory, and absolute paths of files that Nix reads depend on the machine, so Nix rejects them in flakes.",
    fix: "To copy a file of your project, use `nix.file`, `nix.directory`, or `nix.module`.",
    wrong: motd('nix.path("./motd.txt")'),
    also: [
      moduleOf("minimal", 'imports: [nix.path("<nixpkgs/nixos/modules/profiles/minimal.nix>")]'),
      moduleOf("hardware", 'imports: [nix.path("/etc/nixos/hardware-configuration.nix")]'),
    ],
    right: motd('nix.file("./motd.txt")'),
    files: { "motd.txt": "Welcome\n" },
  }),
];
