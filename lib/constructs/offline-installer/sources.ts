import { config, nix, quotedString, type NixReference, type NixValue } from "../../nix";

/** The list of store paths with which a changed system can be built, as the modules of the installer refer to it. */
export const sourcesReference = ((config.system as NixReference).build as NixReference).cdknixSources as NixValue;

/**
 * The sources of all inputs of the flake, and of theirs, which Nix finds in the store by the hashes of the lock file; and what
 * NixOS builds parts of a system with. Source of the list: `system.extraDependencies` in nixos/tests/installer.nix. Systems with
 * another list, such as those of the offline base, have it in `system.build.buildDependencies`.
 * @param hosts names of the hosts that are installed
 */
export function sourcesValue(hosts: readonly string[]): NixValue {
  return nix.comment(
    "the inputs of the flake, and what NixOS builds changed parts of a system with, for an installation without a network",
    nix.raw(`map (input: input.key) (
  builtins.genericClosure {
    startSet = [
      {
        key = self.outPath;
        flake = self;
      }
    ];
    operator =
      { flake, ... }:
      map (input: {
        key = input.outPath;
        flake = input;
      }) (builtins.attrValues (flake.inputs or { }));
  }
)
++ lib.unique (
  lib.concatMap
    (
      host:
      lib.toList (
        self.nixosConfigurations.\${host}.config.system.build.buildDependencies or (with pkgs; [
${buildTools.map((name) => `          ${name}\n`).join("")}        ])
      )
    )
    [
${hosts.map((host) => `      ${quotedString(host)}\n`).join("")}    ]
)`),
  );
}

/** Packages, as they are written after `with pkgs;`. */
const buildTools = [
  "bintools",
  "brotli",
  "brotli.dev",
  "busybox",
  "curl",
  "desktop-file-utils",
  "docbook5",
  "docbook_xsl_ns",
  "jq",
  "kbd.dev",
  "kmod.dev",
  "libarchive.dev",
  "libxml2.bin",
  "libxslt.bin",
  "makeInitrdNGTool",
  "mypy",
  "perlPackages.ConfigIniFiles",
  "perlPackages.FileCopyRecursive",
  "perlPackages.FileSlurp",
  "perlPackages.JSON",
  "perlPackages.ListCompare",
  "perlPackages.XMLLibXML",
  "perlPackages.XMLSAX",
  "perlPackages.XMLSAXBase",
  "shared-mime-info",
  "shellcheck-minimal",
  "stdenv",
  "stdenvNoCC",
  "sudo",
  "systemdMinimal.out",
  "texinfo",
  "zstd.bin",
  "(pkgs.lndir or xorg.lndir)",
  "(python3.withPackages (packages: [ packages.mistune ]))",
];
