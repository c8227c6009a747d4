import { evaluateFile } from "../../../lib/platform/nix/evaluate";
import { fetchFlake, lockFlake, registryAdd } from "../../../lib/platform/nix/flakes";
import { planBuild } from "../../../lib/platform/nix/build";
import { anyoneCanLogIn, hostNotExplained, hostNotInspected, profileNotApplied } from "../../../lib/pipeline/errors";
import { imagesTooLarge } from "../../../lib/pipeline/build/errors";
import { isoNotRead } from "../../../lib/platform/iso9660/errors";
import { isoNotFound } from "../../../lib/project/errors";
import { byCommand, type ErrorEntry } from "./error-entry";
import { failureWithNix } from "./failing-nix";
import { inNix } from "./in-nix";

const moduleWith = (config: string): string => `new NixosModule(iso, "a", { config: ${config} });`;
const packages = (list: string): string => moduleWith(`{ environment: { systemPackages: [${list}] } }`);
const drv = "/nix/store/njp1df5gr90h2lcxz89ywpmq9jbrjyh7-unit-script-greet-start.drv";
const installable = "packages.x86_64-linux.image";

const openTerminal = {
  severity: "error",
  code: "open-login",
  constructPath: "dotfiles/iso/terminal",
  message: "ttyd lets anyone on the network log in as nixos and root on port 7681",
  value: "systemd.services.ttyd",
  reason: "it accepts the passwords of accounts, and these are empty or in the image",
  fix: "close its port in networking.firewall, or give these accounts passwords that are not in the image",
} as const;

/** Errors of Nix in evaluating and building, mapped to the program. */
export const nixErrors: readonly ErrorEntry[] = [
  inNix({
    code: "assertion-failed",
    meaning:
      "Options that the program sets contradict each other or lack something: an assertion of NixOS failed. The message is that of NixOS.",
    recorded: "assertion",
    wrong: moduleWith("{ networking: { networkmanager: { enable: true } } }"),
    right: 'new NetworkConfig(iso, "network", { networkManager: true });',
  }),
  inNix({
    code: "attribute-missing",
    meaning: "The program refers to a package, an option, or an input that does not exist.",
    fix: "Correct the name. Search for packages on https://search.nixos.org/packages. A package may be newer than the release of the flake.",
    recorded: "missing",
    wrong: packages("pkgs.htpo"),
    right: packages("pkgs.htop"),
  }),
  inNix({
    code: "build-failed",
    meaning:
      "Nix cannot build a package, a unit, or a file that the program defines, or something that the image needs.",
    fix: "Read the last lines of the build log below the message. The command after `full log:` prints all of it. If the failed package is not yours, another release of nixpkgs may have a version that builds.",
    builds: true,
    output: [
      `error: builder for '${drv}' failed with exit code 2;`,
      "       last 1 log lines:",
      "       > /nix/store/4fvc5fm8bszmkydng1ivrvr5cbvr1g60-unit-script-greet-start/bin/greet-start: line 3: syntax error: unexpected end of file",
      "error: 1 dependencies of derivation '/nix/store/b3a4k0kq2wjnm4mmjxlq0qv22dk7xqcw-lilith.iso.drv' failed to build",
    ].join("\n"),
    wrong: moduleWith('{ systemd: { services: { greet: { script: "if true; then echo hello" } } } }'),
    right: moduleWith('{ systemd: { services: { greet: { script: "echo hello" } } } }'),
  }),
  inNix({
    code: "evaluation-failed",
    meaning: "Nix cannot evaluate the flake, for a reason that has no code of its own. The message is that of Nix.",
    why: "Often, a `throw` in nixpkgs or in raw Nix source of the program.",
    fix: "Read Nix's message. If cdknix cannot map the error to a line, `--verbose` shows the complete trace of Nix.",
    recorded: "thrown",
    wrong: moduleWith("{ networking: { hostName: nix.raw('throw \"no such thing\"') } }"),
    right: moduleWith('{ networking: { domain: "lan" } }'),
  }),
  byCommand({
    code: "file-not-evaluated",
    meaning:
      "Nix cannot evaluate the inputs in the generated flake.nix. cdknix reads them if `--nixpkgs` or cdk.json replaces nixpkgs.",
    why: "Raw Nix source in an output of the flake has a syntax error, so no part of the file can be evaluated.",
    fix: "Correct the raw source. Nix's message shows the position in flake.nix.",
    samples: () =>
      failureWithNix(
        "error: syntax error, unexpected ';', expecting ELSE\n       at /home/me/installer/cdk.out/dotfiles/flake.nix:14:29:",
        (tool) => evaluateFile(tool, "/home/me/installer/cdk.out/dotfiles/flake.nix", "inputs"),
      ),
    language: "ts",
    shows: 'flake.addOutput("answer", nix.raw("if true then 1"));',
    repairs: 'flake.addOutput("answer", nix.raw("if true then 1 else 2"));',
  }),
  inNix({
    code: "file-missing",
    meaning: "The program refers to a file that is not in the flake.",
    fix: "`nix.path` is a path relative to the generated module. To copy a file of your project into the flake, use `nix.file`; a short text fits into the option itself, as in the example.",
    output: [
      "error: opening file '/nix/store/dmbnpfrxqziwdlhgpb4s99jfvfbm63xs-source/modules/iso/motd.txt': No such file or directory",
    ].join("\n"),
    wrong: moduleWith('{ environment: { etc: { motd: { source: nix.path("./motd.txt") } } } }'),
    right: moduleWith('{ environment: { etc: { motd: { text: "Welcome" } } } }'),
  }),
  byCommand({
    code: "flake-not-fetched",
    meaning: "Nix cannot fetch a flake, such as the one in `--nixpkgs`.",
    why: "The address is wrong, the branch or revision does not exist, or the repository is private.",
    fix: "Check the address, and log in to the server of a private repository (`access-tokens` in nix.conf).",
    samples: () =>
      failureWithNix(
        "error: unable to download 'https://api.github.com/repos/NixOS/nixpkgs/commits/nixos-25.50': HTTP error 422",
        (tool) => fetchFlake(tool, "github:NixOS/nixpkgs/nixos-25.50", "/"),
      ),
    shows: "synth --nixpkgs github:NixOS/nixpkgs/nixos-25.50",
    repairs: "synth --nixpkgs github:NixOS/nixpkgs/nixos-26.05",
  }),
  byCommand({
    code: "flake-not-locked",
    meaning: "Nix cannot lock an input of the flake, which means that it cannot fetch it.",
    why: "The URL of an input is wrong, or its repository is private.",
    fix: "Correct the URL of the input in `inputs` of the `Flake`, or log in to the server of a private repository (`access-tokens` in nix.conf).",
    samples: () =>
      failureWithNix(
        "error: unable to download 'https://api.github.com/repos/nix-community/disco/commits/HEAD': HTTP error 404",
        (tool) => lockFlake(tool, "/", {}),
      ),
    language: "ts",
    shows: 'flake.addInput("disko", "github:nix-community/disco");',
    repairs: 'flake.addInput("disko", "github:nix-community/disko");',
  }),
  byCommand({
    code: "host-not-explained",
    meaning: "`synth explain` was called for a host whose image is not part of a NixOS configuration.",
    fix: "Explain a host of the program itself. An image of another origin has no NixOS options to explain.",
    samples: () => hostNotExplained("lilith", installable),
    shows: "synth explain lilith networking.hostName",
    repairs: "synth list      # lists the hosts with their system and release",
  }),
  byCommand({
    code: "host-not-inspected",
    meaning: "`synth inspect` was called for a host whose image is not part of a NixOS configuration.",
    fix: "Inspect a host of the program itself.",
    samples: () => hostNotInspected("lilith", installable),
    shows: "synth inspect lilith",
    repairs: "synth list      # lists the hosts with their system and release",
  }),
  byCommand({
    code: "image-too-large",
    meaning: "The built ISO is larger than the `maxSize` of its `IsoImage`.",
    fix: "`synth inspect HOST` shows what takes the space; [Shrink the image](../how-to/shrink-the-image.md) shows how to save it.",
    samples: () =>
      imagesTooLarge([
        {
          host: "lilith",
          size: 858_993_459,
          limit: { bytes: 734_003_200, construct: "dotfiles/iso/image", source: "main.ts:6" },
          largest: [
            { name: "linux-firmware", size: 310_000_000 },
            { name: "nixos-manual", size: 24_000_000 },
          ],
        },
      ]),
    language: "ts",
    shows: 'new IsoImage(iso, "image", { maxSize: Size.mebibytes(700) });',
    repairs: 'new IsoImage(iso, "image", { maxSize: Size.mebibytes(700) });\nnew SpaceSaver(iso, "space");',
  }),
  inNix({
    code: "infinite-recursion",
    meaning:
      "The value of an option depends on itself through other options, such as `networking.hostName` on `system.name`.",
    recorded: "recursion",
    wrong: moduleWith("{ networking: { hostName: nix.force(config.system.name) } }"),
    right: moduleWith('{ networking: { hostName: nix.force("lilith-live") } }'),
  }),
  byCommand({
    code: "iso-not-found",
    meaning: "Nix built the image of a host, but the result contains no ISO or several.",
    why: "The configuration replaces the image builder of NixOS, for example through an imported module.",
    samples: () => isoNotFound("lilith", "/nix/store/3x7dwzq014bblazs7kq20p9hyzz0qh8g-lilith.iso", []),
    shows: "synth lilith",
    repairs: "synth lilith      # after the program has one IsoImage for the host",
  }),
  byCommand({
    code: "iso-not-read",
    meaning: "`synth inspect` cannot read the built ISO.",
    samples: () => isoNotRead("cdk.out.images/lilith/lilith.iso", "it has no ISO 9660 file system"),
    shows: "synth inspect lilith",
    repairs: "synth lilith --force && synth inspect lilith",
  }),
  inNix({
    code: "option-undefined",
    meaning: "NixOS uses an option that has no default and that no module defines.",
    recorded: "undefined",
    wrong: moduleWith('{ services: { borgbackup: { jobs: { home: { paths: "/home" } } } } }'),
    right: moduleWith(
      '{ services: { borgbackup: { jobs: { home: { paths: "/home", encryption: { mode: "none" } } } } } }',
    ),
  }),
  inNix({
    code: "package-refused",
    meaning:
      "nixpkgs refuses to evaluate a package because it is unfree, broken, insecure, or not available for the system.",
    recorded: "unfree",
    wrong: packages("pkgs.unrar"),
    right: `new NixpkgsConfig(iso, "nixpkgs", { unfree: true });\n${packages("pkgs.unrar")}`,
  }),
  inNix({
    code: "package-removed",
    meaning: "The program uses a package that nixpkgs has removed.",
    recorded: "removed",
    wrong: packages("pkgs.exa"),
    right: packages("pkgs.eza"),
  }),
  byCommand({
    code: "plan-failed",
    meaning: "Nix cannot determine what it would build or download.",
    why: "`synth --dry-run` asks Nix for its plan.",
    fix: "Read Nix's message. A derivation that was garbage-collected comes back when you run the command again.",
    samples: () =>
      failureWithNix("error: path '/nix/store/b3a4k0kq2wjnm4mmjxlq0qv22dk7xqcw-lilith.iso.drv' is not valid", (tool) =>
        planBuild(tool, ["/nix/store/b3a4k0kq2wjnm4mmjxlq0qv22dk7xqcw-lilith.iso.drv"]),
      ),
    shows: "synth lilith --dry-run",
    repairs: "synth lilith --dry-run --force",
  }),
  byCommand({
    code: "open-login",
    meaning:
      "A service of the evaluated system, other than sshd, lets anyone on the network in: it asks for no password, or for one that is empty or in the image.",
    why: "The installer profile gives root and nixos empty passwords. sshd refuses them, but telnet and web terminals do not.",
    samples: () => anyoneCanLogIn("lilith", [openTerminal]),
    shows: "synth lilith",
    repairs: "synth logins lilith",
  }),
  byCommand({
    code: "profile-not-applied",
    meaning: "`--profile` was passed for a host whose image is not part of a NixOS configuration.",
    samples: () => profileNotApplied("lilith", installable, "dev"),
    shows: "synth lilith --profile dev",
    repairs: "synth lilith",
  }),
  byCommand({
    code: "reference-not-understood",
    meaning:
      "The reference in `Nixpkgs.ref` is not a flake reference. cdknix reads it if `--nixpkgs` or cdk.json replaces nixpkgs.",
    why: "Nix accepts references such as `github:OWNER/REPOSITORY/BRANCH`, `git+https://…`, and the absolute path of a directory.",
    fix: "Correct the reference.",
    samples: () =>
      failureWithNix("error: 'github:NixOS' is not a valid URL", (tool) =>
        registryAdd(tool, "/tmp/registry.json", "nixpkgs", "github:NixOS"),
      ),
    language: "ts",
    shows: 'new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.ref("github:NixOS", { release: "26.05" }) });',
    repairs: 'new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.ref("github:NixOS/nixpkgs", { release: "26.05" }) });',
  }),
  inNix({
    code: "syntax-error",
    meaning: "Nix source that the program passes to `nix.raw` has a syntax error.",
    recorded: "syntax",
    wrong: moduleWith('{ environment: { variables: { X: nix.raw("if true then 1") } } }'),
    right: moduleWith('{ environment: { variables: { X: nix.raw("if true then 1 else 2") } } }'),
  }),
  inNix({
    code: "variable-undefined",
    meaning: "Nix source that the program passes to `nix.raw` uses a name that is not defined in the module.",
    recorded: "variable",
    wrong: moduleWith('{ environment: { variables: { X: nix.raw("nope") } } }'),
    right: moduleWith('{ environment: { variables: { X: nix.raw("config.networking.hostName") } } }'),
  }),
];
