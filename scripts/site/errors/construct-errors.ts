import type { ErrorEntry } from "./error-entry";
import { inProgram } from "./in-program";

export const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 me@laptop";
const withKey = `new SshAccess(iso, "ssh", { authorizedKeys: ["${key}"] });`;
const hash = "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7";
/** A hash is also a warning of its own, which has another page. */
const withHash = [
  `const ssh = new SshAccess(iso, "ssh", {\n  rootLogin: "password",\n  passwordHash: "${hash}", // printed by mkpasswd\n});`,
  'Annotations.of(ssh).acknowledgeSecret("users.users.root.initialHashedPassword", "a long random password");',
].join("\n");
const cacheKey = "nix-community.cachix.org-1:mB9FSh9qf2dCimDSUo8Zy7bkq5CX+/rkCWyvRCYg3Fs=";
const cacheWith = (url: string, publicKey: string): string =>
  `new NixSettings(iso, "nix", {\n  caches: [{ url: "${url}", publicKey: "${publicKey}" }],\n});`;
const rightCache = cacheWith("https://nix-community.cachix.org", cacheKey);

/** Errors about the properties of constructs. */
export const constructErrors: readonly ErrorEntry[] = [
  inProgram({
    code: "cache-key",
    meaning: "The `publicKey` of a binary cache in `NixSettings` is not a public key of Nix.",
    wrong: cacheWith("https://nix-community.cachix.org", "mB9FSh9qf2dCimDSUo8Zy7bkq5CX"),
    right: rightCache,
  }),
  inProgram({
    code: "cache-url",
    meaning: "The `url` of a binary cache in `NixSettings` is missing or is not a URL of a store.",
    why: "Nix queries caches by URL, with the scheme `https`, `http`, `s3`, `ssh`, `ssh-ng`, or `file`.",
    wrong: cacheWith("nix-community.cachix.org", cacheKey),
    right: rightCache,
  }),
  inProgram({
    code: "compression-level",
    meaning: "A compression level is out of range.",
    why: "zstd has the levels 1 to 22, and gzip 1 to 9.",
    given: "flake",
    wrong: classWith('new IsoImage(iso, "image", { compression: Compression.zstd(40) });'),
    right: classWith('new IsoImage(iso, "image", { compression: Compression.zstd(19) });'),
  }),
  inProgram({
    code: "iso-content-target",
    meaning:
      "The `target` of a file in `contents` of `IsoImage` is not the absolute path of a file or directory on the ISO, has a control character, or is used twice.",
    why: "Paths on the ISO start at its root.",
    given: "flake",
    wrong: classWith(
      'new IsoImage(iso, "image", { contents: [{ source: nix.file("./readme.txt"), target: "readme.txt" }] });',
    ),
    also: [
      classWith('new IsoImage(iso, "image", { contents: [{ source: nix.file("./readme.txt"), target: "/" }] });'),
      classWith(
        'const source = nix.file("./readme.txt");\nnew IsoImage(iso, "image", { contents: [{ source, target: "/a" }, { source, target: "/a" }] });',
      ),
    ],
    right: classWith(
      'new IsoImage(iso, "image", { contents: [{ source: nix.file("./readme.txt"), target: "/readme.txt" }] });',
    ),
    files: { "readme.txt": "Read me\n" },
  }),
  inProgram({
    code: "mail-address",
    meaning: "`mdadmMailAddress` of `LiveFixes` is not one mail address.",
    why: "It becomes the line `MAILADDR` of mdadm.conf, which takes one word.",
    wrong: 'new LiveFixes(iso, "fixes", { mdadmMailAddress: "admin at example.org" });',
    right: 'new LiveFixes(iso, "fixes", { mdadmMailAddress: "admin@example.org" });',
  }),
  inProgram({
    code: "nix-setting",
    meaning: "`logLines` or `httpConnections` of `NixSettings` is negative or not a whole number.",
    why: "nix.conf takes whole numbers for both settings.",
    fix: "Use 0 or a positive whole number.",
    wrong: 'new NixSettings(iso, "nix", { logLines: -1 });',
    right: 'new NixSettings(iso, "nix", { logLines: 100 });',
  }),
  inProgram({
    code: "registry-entry",
    meaning: "An entry in `registry` of `NixSettings` is neither a flake nor an entry of NixOS's `nix.registry`.",
    wrong: 'new NixSettings(iso, "nix", { registry: { mine: "github:me/mine" } });',
    right:
      'new NixSettings(iso, "nix", { registry: { mine: { to: { type: "github", owner: "me", repo: "mine" } } } });',
  }),
  inProgram({
    code: "nix-setting-twice",
    meaning:
      "A setting of nix.conf is in `settings` of `NixSettings`, and another property of the construct sets it, too.",
    why: "Lists add to each other, but a setting such as `log-lines` has one value.",
    wrong: 'new NixSettings(iso, "nix", { logLines: 100, settings: { "log-lines": 200 } });',
    right: 'new NixSettings(iso, "nix", { logLines: 200 });',
  }),
  inProgram({
    code: "open-files",
    meaning: "`openFiles` of `LiveFixes` is less than 1024 or not a whole number.",
    why: "1024 is the limit without this setting, and a lower limit breaks services.",
    wrong: 'new LiveFixes(iso, "fixes", { openFiles: 100 });',
    right: 'new LiveFixes(iso, "fixes", { openFiles: 65536 });',
  }),
  inProgram({
    code: "size-impossible",
    meaning: "A `Size` is negative, is not a number, or is too large for a whole number of bytes.",
    why: "cdknix compares sizes in whole bytes.",
    given: "flake",
    wrong: classWith('new IsoImage(iso, "image", { maxSize: Size.mebibytes(-700) });'),
    right: classWith('new IsoImage(iso, "image", { maxSize: Size.mebibytes(700) });'),
  }),
  inProgram({
    code: "ssh-key-empty",
    meaning: "An element of `authorizedKeys` is an empty string.",
    why: "An empty line authorizes no key. Often, the environment variable or file that should contain the key is empty.",
    wrong: 'new SshAccess(iso, "ssh", { authorizedKeys: [""] });',
    right: withKey,
  }),
  inProgram({
    code: "ssh-key-malformed",
    meaning:
      "An element of `authorizedKeys` is not a valid OpenSSH public key, for example because it was copied incompletely.",
    why: "sshd ignores invalid lines of authorized_keys, so login with this key would be impossible.",
    wrong: 'new SshAccess(iso, "ssh", { authorizedKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQit me@laptop"] });',
    also: ['new SshAccess(iso, "ssh", { authorizedKeys: ["~/.ssh/id_ed25519.pub"] });'],
    right: withKey,
  }),
  inProgram({
    code: "ssh-key-private",
    meaning: "An element of `authorizedKeys` is a private key.",
    fix: "Use the public key, the line in the file that ends with `.pub`. If the private key was ever in a commit or in a built image, replace it on all machines.",
    wrong: 'new SshAccess(iso, "ssh", { authorizedKeys: ["-----BEGIN OPENSSH PRIVATE KEY-----\\n…"] });',
    right: withKey,
  }),
  inProgram({
    code: "ssh-no-keys",
    meaning: "`SshAccess` has no key and disables passwords, so login is impossible.",
    why: "By default, `SshAccess` allows only keys. The empty passwords of the NixOS installer do not work over ssh.",
    wrong: 'new SshAccess(iso, "ssh");',
    right: withKey,
  }),
  inProgram({
    code: "ssh-open-login",
    meaning:
      "Anyone on the network may be able to log in over SSH: with an empty password, a password in the image, any password, or a published key. The program shows it, or [the evaluated system](/how-to/check-logins).",
    wrong: 'new SshAccess(iso, "ssh", { rootLogin: "password" });',
    also: [
      'new NixosModule(iso, "ssh", { config: { services: { openssh: { settings: { PermitRootLogin: "yes" } } } } });',
    ],
    right: withHash,
  }),
  inProgram({
    code: "ssh-password-hash",
    meaning: "`passwordHash` of `SshAccess` is not a password hash, for example because it is the password itself.",
    wrong: 'new SshAccess(iso, "ssh", { rootLogin: "password", passwordHash: "secret" });',
    right: withHash,
  }),
  inProgram({
    code: "ssh-password-off",
    meaning: "`SshAccess` allows root to log in by password, but disables passwords.",
    why: "sshd checks both settings, so the login would fail.",
    wrong: `new SshAccess(iso, "ssh", {\n  rootLogin: "password",\n  passwordHash: "${hash}",\n  passwordAuthentication: false,\n});`,
    right: withKey,
  }),
  inProgram({
    code: "profile-on-release",
    meaning: "The NixOS release of the flake does not have the installer profile of an `IsoImage`.",
    why: "Each release has its own profiles: the combined ones were added in 25.05, COSMIC in 26.05, and Plasma 5 was removed in 25.11.",
    given: "flake",
    wrong: classWith('new IsoImage(iso, "image", { profile: "graphical-plasma5" });'),
    right: classWith('new IsoImage(iso, "image", { profile: "graphical-calamares-plasma6" });'),
  }),
  inProgram({
    code: "text-not-package",
    meaning:
      "An option that takes a package, such as `environment.systemPackages`, has a text, or an argument of a function or an output of the flake that is a package.",
    why: "In Nix, a package is a value: an attribute of `pkgs`. Its name in quotes is only text, which NixOS rejects.",
    fix: 'Write `pkgs.git` instead of `"git"`. Names that are not JavaScript identifiers need brackets: `pkgs["git-minimal"]`.',
    wrong: 'new NixosModule(iso, "tools", { config: { environment: { systemPackages: ["git"] } } });',
    also: [
      'new InstallerTools(iso, "scripts", { scripts: { get: { text: "git clone $1", runtimeInputs: ["git"] } } });',
      'new FlakePackage(flake, "greeting", { expression: "hello" });',
      'flake.addOutput("formatter.x86_64-linux", "nixfmt");',
    ],
    right: 'new NixosModule(iso, "tools", { config: { environment: { systemPackages: [pkgs.git] } } });',
  }),
  inProgram({
    code: "path-not-package",
    meaning: "An option, a `FlakePackage`, or an output of the flake has a file where Nix expects a package.",
    why: "A file of the flake is only data until a function of nixpkgs makes a package from it.",
    fix: 'If the file defines a package, pass it to `pkgs.callPackage`. To install a script, use `InstallerScript` or `pkgs.writeShellScriptBin("name", …)`.',
    wrong: 'new NixosModule(iso, "tools", { config: { environment: { systemPackages: [nix.file("./tool.nix")] } } });',
    right:
      'new NixosModule(iso, "tools", {\n  config: { environment: { systemPackages: [pkgs.callPackage(nix.file("./tool.nix"), {})] } },\n});',
    files: { "tool.nix": '{ writeShellScriptBin }: writeShellScriptBin "tool" "echo hello"\n' },
  }),
  inProgram({
    code: "not-a-package",
    meaning: "The expression of a `FlakePackage`, or an output of the flake that is a package, is data.",
    why: "Nix builds derivations, which functions of nixpkgs return. It rejects lists, numbers, and sets without one.",
    wrong: 'new FlakePackage(flake, "tools", { expression: [pkgs.git, pkgs.jq] });',
    right:
      'new FlakePackage(flake, "tools", {\n  expression: pkgs.symlinkJoin({ name: "tools", paths: [pkgs.git, pkgs.jq] }),\n});',
  }),
  inProgram({
    code: "not-a-function",
    meaning: "An option or an output that takes a function, such as `nixpkgs.overlays`, has a text, a path, or data.",
    why: "An overlay is a function. The path of a file with a function is not the function: it has to be imported.",
    wrong: 'new NixpkgsConfig(iso, "nixpkgs", { overlays: [nix.file("./overlay.nix")] });',
    also: ['flake.addOutput("overlays.default", "./overlay.nix");'],
    right: 'new NixpkgsConfig(iso, "nixpkgs", { overlays: [nix.import(nix.file("./overlay.nix"))] });',
    files: { "overlay.nix": "final: prev: { }\n" },
  }),
  inProgram({
    code: "text-not-evaluated",
    meaning: "A string in quotes contains an interpolation in Nix syntax, such as `${pkgs.hello}`.",
    why: "cdknix writes strings so that Nix reads them unchanged: the program on the installed system gets the text with the dollar sign and the braces.",
    fix: "Use a template, in backticks and with `nix.str` before it. If Nix must not evaluate the text, for example in a template of another language, acknowledge the warning.",
    wrong:
      'new NixosModule(iso, "hello", {\n  config: { systemd: { services: { hello: { serviceConfig: { ExecStart: "${pkgs.hello}/bin/hello" } } } } },\n});',
    right:
      'new NixosModule(iso, "hello", {\n  config: { systemd: { services: { hello: { serviceConfig: { ExecStart: nix.str`${pkgs.hello}/bin/hello` } } } } },\n});',
  }),
  inProgram({
    code: "text-not-path",
    meaning:
      "An option that takes a file or directory, such as `environment.etc.<name>.source`, has a relative path as text.",
    why: "NixOS accepts text as a path only if it begins with a slash: a path on the machine that runs the system. A file of the project has to be part of the flake.",
    fix: "Write `nix.file(…)` around the path of a file of the project. For a file that is generated, use a function of nixpkgs, such as `pkgs.writeText`.",
    wrong: 'new NixosModule(iso, "motd", { config: { environment: { etc: { motd: { source: "./motd" } } } } });',
    right:
      'new NixosModule(iso, "motd", {\n  config: { environment: { etc: { motd: { source: pkgs.writeText("motd", "Welcome") } } } },\n});',
  }),
  inProgram({
    code: "tool-on-release",
    meaning: "The NixOS release of the flake cannot install one of the `tools` separately.",
    given: "app",
    wrong: toolsOn("24.05"),
    right: toolsOn("24.11"),
  }),
  inProgram({
    code: "unknown-tool",
    meaning: "An element of `tools` of `InstallerTools` is not an installer tool of NixOS.",
    why: "`tools` selects among the programs of the installer; other programs are packages.",
    wrong: 'new InstallerTools(iso, "tools", { tools: ["nixos-install", "gparted"] });',
    right: 'new InstallerTools(iso, "tools", { tools: ["nixos-install"], packages: [pkgs.gparted] });',
  }),
  inProgram({
    code: "volume-id-length",
    meaning: "The volume ID of an ISO, set by `volumeId` or made from the names of host and release, is too long.",
    given: "flake",
    wrong: classWith('new IsoImage(iso, "image", { volumeId: "rescue-system-of-the-hardware-lab" });'),
    right: classWith('new IsoImage(iso, "image", { volumeId: "rescue-system-hardware-lab" });'),
  }),
];

/** A class with an image that differs from that of the base program, and a host. */
function classWith(image: string): string {
  return [
    'const iso = new HostClass(flake, "iso");',
    image,
    'new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });',
  ].join("\n");
}

function toolsOn(release: string): string {
  return [
    `const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("${release}") });`,
    classWith('new IsoImage(iso, "image");'),
    'new InstallerTools(iso, "tools", { tools: ["nixos-version"] });',
  ].join("\n");
}
