import { releaseUnknown } from "../../../lib/commands/import/errors";
import { releases } from "../../../lib/model";
import { noHosts } from "../../../lib/commands/import/errors";
import { nothingToBuild } from "../../../lib/pipeline/errors";
import { revisionUnsuitable } from "../../../lib/constructs/installer/revision";
import { byCommand, type ErrorEntry } from "./error-entry";
import { inProgram } from "./in-program";

const host = (id: string): string => `new Host(flake, "${id}", { class: iso, system: "x86_64-linux" });`;

/** Errors about flakes, hosts, classes, and their names. */
export const structureErrors: readonly ErrorEntry[] = [
  inProgram({
    code: "annotation",
    meaning:
      "A construct reported a problem with `Annotations.of(construct).addError(…)` or `addWarning(…)` and did not set a code. The message comes from the construct, not from cdknix.",
    why: "`annotation` is the code of messages that have none of their own.",
    fix: "Do what the message says. If the construct is yours, pass an object with `code`, `message`, `reason`, and `fix`, so that users can search for the code and acknowledge the warning.",
    given: "host",
    wrong: 'Annotations.of(lilith).addError("this host has no time zone");',
    right: 'new NixosModule(lilith, "time", { config: { time: { timeZone: "Europe/Berlin" } } });',
  }),
  inProgram({
    code: "conflicting-definitions",
    meaning:
      "Two modules of a host set the same option to different values. `synth` reports it if both values are in the program; otherwise Nix reports it, and cdknix maps the error to the program.",
    fix: "Keep one of the definitions. To override a value of another construct or of NixOS, use `nix.force(…)`; to let others override yours, use `nix.default(…)`. `synth explain HOST OPTION` lists all definitions.",
    wrong:
      'new NixosModule(iso, "one", { config: { time: { timeZone: "Europe/Berlin" } } });\nnew NixosModule(iso, "two", { config: { time: { timeZone: "Europe/Vienna" } } });',
    right:
      'new NixosModule(iso, "one", { config: { time: { timeZone: "Europe/Berlin" } } });\nnew NixosModule(iso, "two", { config: { time: { timeZone: nix.force("Europe/Vienna") } } });',
  }),
  inProgram({
    code: "contradicting-properties",
    meaning:
      "Two constructs of one class, such as two `BootConfig` constructs, apply to the same host and set a property to different values.",
    why: "The constructs in the scope of a host and those in the scope of its class are used together. An option of the host has one value.",
    fix: "Keep one of the values. If hosts of a class need different values, set the property in the scope of each host.",
    given: "host",
    wrong: 'new BootConfig(iso, "boot", { raid: true });\nnew BootConfig(lilith, "own-boot", { raid: false });',
    right:
      'new BootConfig(iso, "boot", { raid: true });\nnew BootConfig(lilith, "own-boot", { kernelParameters: ["quiet"] });',
  }),
  inProgram({
    code: "default-of-class",
    meaning:
      "A construct in the scope of a host sets a property for which a construct of the same class in the scope of the host's class applies the default, and the module of the host cannot undo that default.",
    why: "All hosts of the class share its module. Defaults such as an empty list of packages are forced, and nothing in the module of one host restores the original value. If all hosts of the class set the property, the class does not apply its default.",
    given: "host",
    wrong:
      'new Host(flake, "eve", { class: iso, system: "x86_64-linux" });\nnew SpaceSaver(iso, "space");\nnew SpaceSaver(lilith, "own-space", { defaultPackages: true });',
    right:
      'new Host(flake, "eve", { class: iso, system: "x86_64-linux" });\nnew SpaceSaver(iso, "space", { defaultPackages: true });',
  }),
  inProgram({
    code: "output-variable",
    meaning: "An output of a flake refers to a variable that only modules have.",
    why: "In outputs for a system, such as `packages.x86_64-linux.hello`, `pkgs` is the packages for that system; elsewhere, it has no meaning.",
    given: "flake",
    wrong: 'flake.addOutput("greeting", pkgs.hello);',
    right: 'flake.addOutput("packages.x86_64-linux.greeting", pkgs.hello);',
  }),
  inProgram({
    code: "lock-file-path",
    meaning: "The `lockFile` of a `Flake` is outside of the project directory, or its name does not end in `.lock`.",
    given: "app",
    wrong: 'new Flake(app, "other", { nixpkgs: Nixpkgs.release("26.05"), lockFile: "../flake.lock" });',
    right: 'new Flake(app, "other", { nixpkgs: Nixpkgs.release("26.05"), lockFile: "other.lock" });',
  }),
  inProgram({
    code: "construct-id",
    meaning:
      "The ID of a construct that becomes a file or directory of the flake contains a character that a Nix path cannot have, or is reserved.",
    wrong: 'new NixosModule(iso, "my settings", { config: { time: { timeZone: "Europe/Berlin" } } });',
    also: ['new NixosModule(iso, "default", { config: { time: { timeZone: "Europe/Berlin" } } });'],
    right: 'new NixosModule(iso, "my-settings", { config: { time: { timeZone: "Europe/Berlin" } } });',
  }),
  inProgram({
    code: "duplicate-flake",
    meaning: "Two flakes of an app have the same ID or the same lock file.",
    why: "The ID names the directory of the flake in the output, and each flake locks its own inputs.",
    given: "host",
    wrong:
      'const servers = new Flake(app, "servers", { nixpkgs: Nixpkgs.release("26.05") });\nconst web = new Host(servers, "web", { system: "x86_64-linux" });\nnew IsoImage(web, "image");',
    right:
      'const servers = new Flake(app, "servers", { nixpkgs: Nixpkgs.release("26.05"), lockFile: "servers.lock" });\nconst web = new Host(servers, "web", { system: "x86_64-linux" });\nnew IsoImage(web, "image");',
  }),
  inProgram({
    code: "duplicate-input",
    meaning: "A flake has two inputs with the same name.",
    why: "The inputs of a flake are the attributes of a set, so each name can occur only once.",
    given: "host",
    wrong: 'flake.addInput("nixpkgs", "github:NixOS/nixpkgs/nixos-unstable");',
    also: ['flake.addInput("disko", "github:nix-community/disko");\nflake.addInput("disko", "github:me/disko");'],
    right: 'flake.addInput("nixpkgs-unstable", "github:NixOS/nixpkgs/nixos-unstable");',
  }),
  inProgram({
    code: "flake-reference",
    meaning: "The URL of an input is empty or a relative path, or the input has a name that Nix reserves.",
    why: "Nix resolves a relative path in the generated flake, where the directory is not.",
    given: "host",
    wrong: 'flake.addInput("mine", "path:../mine");',
    also: [
      'flake.addInput("mine", "");',
      'flake.addInput("self", "github:me/mine");',
      'flake.addInput("mine", "github:me/my mine");',
    ],
    right: 'flake.addInput("mine", "git+file:///home/me/mine");',
  }),
  inProgram({
    code: "release-differs",
    meaning: "`Nixpkgs.ref` names the branch of one release, and another release.",
    given: "app",
    wrong:
      'new Flake(app, "other", { nixpkgs: Nixpkgs.ref("github:NixOS/nixpkgs/nixos-25.05", { release: "26.05" }) });',
    right:
      'new Flake(app, "other", { nixpkgs: Nixpkgs.ref("github:NixOS/nixpkgs/nixos-25.05", { release: "25.05" }) });',
  }),
  inProgram({
    code: "duplicate-name",
    meaning: "Two hosts, two classes, or two packages of a flake have the same name.",
    why: "The name of a host is an attribute of `nixosConfigurations`, and the name of a class or a package is a directory of the flake, wherever the construct is in the tree.",
    wrong: `${host("lilith")}\nnew Host(new Construct(flake, "lab"), "lilith", { class: iso, system: "x86_64-linux" });`,
    right: `${host("lilith")}\nnew Host(new Construct(flake, "lab"), "lilith-lab", { class: iso, system: "x86_64-linux" });`,
  }),
  inProgram({
    code: "foreign-class",
    meaning: "A host uses a class of another flake.",
    wrong:
      'const other = new Flake(app, "other", { nixpkgs: Nixpkgs.release("26.05"), lockFile: "other.lock" });\nnew Host(other, "lilith", { class: iso, system: "x86_64-linux" });',
    right: host("lilith"),
  }),
  inProgram({
    code: "host-name",
    meaning: "The ID of a host is not a valid host name.",
    wrong: host("lilith.lan"),
    right: `${host("lilith")}\nnew NixosModule(iso, "domain", { config: { networking: { domain: "lan" } } });`,
  }),
  inProgram({
    code: "module-without-host",
    meaning: "A module is neither in a host nor in a class, so nothing imports it.",
    given: "host",
    wrong: 'new NixosModule(flake, "time", { config: { time: { timeZone: "Europe/Berlin" } } });',
    right: 'new NixosModule(iso, "time", { config: { time: { timeZone: "Europe/Berlin" } } });',
  }),
  inProgram({
    code: "nested-construct",
    meaning: "A `Host`, `HostClass`, or `Flake` is in the scope of another one.",
    why: "Everything in the scope of a host, a class, or a flake belongs to it, so the modules of the inner one would be those of the outer one, too.",
    given: "host",
    wrong: 'new Host(lilith, "web", { system: "x86_64-linux" });',
    right: 'const web = new Host(flake, "web", { system: "x86_64-linux" });\nnew IsoImage(web, "image");',
  }),
  inProgram({
    code: "nix-value",
    meaning:
      "A value in the configuration of a module, such as a function, a date, or `NaN`, has no counterpart in Nix.",
    wrong: 'new NixosModule(iso, "boot", { config: { boot: { loader: { timeout: NaN } } } });',
    right: 'new NixosModule(iso, "boot", { config: { boot: { loader: { timeout: nix.force(5) } } } });',
  }),
  inProgram({
    code: "no-flake",
    meaning: "The app contains no `Flake`.",
    why: "A flake is what Nix builds from: hosts and modules are parts of it.",
    given: "app",
    wrong: "",
    right: 'new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("26.05") });',
  }),
  byCommand({
    code: "no-hosts",
    meaning: "`synth import` found no host in the program.",
    samples: () => noHosts(),
    shows: "synth import",
    repairs: "synth import --from options.json --release 26.05",
  }),
  inProgram({
    code: "no-image",
    meaning:
      "A host has no `IsoImage`, neither itself nor in its class, and no file systems. This is a warning: the host is part of the flake, but it cannot be built. There is no warning if a module of the host imports others, which may set file systems, or if another host, a package, or an output refers to it as `nixosConfigurations.<host>` or `#<host>`, as an installer does.",
    why: "`synth` builds the ISO of each host with an `IsoImage`, and the system of each other host, for which NixOS requires a root file system.",
    fix: "Add an `IsoImage`, or set `fileSystems` for a machine.",
    given: "flake",
    wrong: 'new Host(flake, "lilith", { system: "x86_64-linux" });',
    right: 'const lilith = new Host(flake, "lilith", { system: "x86_64-linux" });\nnew IsoImage(lilith, "image");',
  }),
  byCommand({
    code: "nothing-to-build",
    meaning: "A build was requested, but the program has no `Host`.",
    samples: () => nothingToBuild(),
    shows: "synth",
    repairs: "synth --no-build      # or add a Host, and run: synth",
  }),
  inProgram({
    code: "package-file",
    meaning:
      "A package of the flake has a file with a name that it cannot have: `default.nix`, which cdknix writes itself, an absolute path, one that leads out of the package, or one that is too long.",
    fix: "The names are relative to the package's directory, such as `data/greeting.txt`.",
    given: "host",
    wrong:
      'new FlakePackage(flake, "greeting", {\n  expression: pkgs.writeText("greeting", "hello"),\n  files: { "default.nix": "{ }", "../greeting.nix": "{ }" },\n});',
    right:
      'new FlakePackage(flake, "greeting", {\n  expression: pkgs.writeText("greeting", "hello"),\n  files: { "greeting.nix": "{ }" },\n});',
  }),
  inProgram({
    code: "two-images",
    meaning: "A host has two `IsoImage` constructs, for example one of its own and one in its class.",
    why: "A host has one ISO, so one `IsoImage` defines it.",
    given: "host",
    wrong: 'new IsoImage(lilith, "large-image");',
    right: 'new BootConfig(lilith, "boot", { copyToRam: true });',
  }),
  byCommand({
    code: "revision",
    meaning:
      "The revision that is part of the image's name has a character that names of files and volumes cannot have. It comes from `-c cdknix:revision=…` or from the `revision` of the `App`; by default, it is the commit of the project.",
    samples: () => ({
      ...revisionUnsuitable("release 1"),
      severity: "error",
      code: "revision",
      constructPath: "dotfiles/iso/image",
    }),
    shows: 'synth -c cdknix:revision="release 1"',
    repairs: "synth -c cdknix:revision=release-1",
  }),
  inProgram({
    code: "unknown-input",
    meaning: "An input follows another input that the flake does not have.",
    why: "`follows` maps an input of the other flake to an input of this one.",
    given: "host",
    wrong: 'flake.addInput("disko", { url: "github:nix-community/disko", follows: { nixpkgs: "nixpkgs-unstable" } });',
    right: 'flake.addInput("disko", { url: "github:nix-community/disko", follows: { nixpkgs: "nixpkgs" } });',
  }),
  inProgram({
    code: "unknown-release",
    meaning: "The program or `synth import --release` names a NixOS release that cdknix does not support.",
    why: "Options and defaults of NixOS differ between releases, so cdknix has a list of facts for each release.",
    given: "app",
    wrong: 'new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("25.06") });',
    right: 'new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("26.05") });',
    elsewhere: () => releaseUnknown("25.06", releases),
  }),
  inProgram({
    code: "unknown-system",
    meaning: "The `system` of a host is one for which NixOS has no installer image.",
    why: "The system is an architecture and `linux`, in the notation of Nix.",
    wrong: 'new Host(flake, "lilith", { class: iso, system: "amd64" });',
    right: host("lilith"),
  }),
  inProgram({
    code: "validation",
    meaning:
      "A validation that a construct registers with `node.addValidation` failed. The message comes from the construct, not from cdknix.",
    why: "`validation` is the code of these messages: validations of the constructs library return only text.",
    fix: "Do what the message says. If the construct is yours, report the problem with `Annotations` instead to add a value, a reason, and a fix.",
    given: "host",
    wrong: 'lilith.node.addValidation({ validate: () => ["a host needs an owner"] });',
    right: "lilith.node.addValidation({ validate: () => [] });",
  }),
];
