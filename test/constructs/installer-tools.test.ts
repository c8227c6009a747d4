import { InstallerTools, pkgs, type HostClass, type InstallerTool } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { moduleText, program, reported } from "./support";

describe("InstallerTools", () => {
  it("installs tools as packages on releases without switches, and with the switches on others", () => {
    expect(moduleText((iso) => new InstallerTools(iso, "tools"), "24.05")).toMatchInlineSnapshot(`
     "{ config, pkgs, ... }:
     {
       system = {
         # the chosen tools only
         disableInstallerTools = true;
         # NixOS has no template of its own while its tools are off
         nixos-generate-config.configuration = ''
           { config, lib, pkgs, ... }:

           {
             imports = [ ./hardware-configuration.nix ];

           $bootLoaderConfig
             system.stateVersion = "\${config.system.nixos.release}";
           }
         '';
       };

       programs.git = {
         enable = true;
         package = pkgs.gitMinimal;
       };

       environment.systemPackages = [
         config.system.build.nixos-install
         config.system.build.nixos-enter
         config.system.build.nixos-generate-config
       ];
     }
     "
    `);
    expect(moduleText((iso) => new InstallerTools(iso, "tools"), "25.05")).toMatchInlineSnapshot(`
     "{ pkgs, ... }:
     {
       system = {
         # the chosen tools only
         disableInstallerTools = true;
         tools = {
           nixos-install.enable = true;
           nixos-enter.enable = true;
           nixos-generate-config.enable = true;
         };
       };

       programs.git = {
         enable = true;
         package = pkgs.gitMinimal;
       };
     }
     "
    `);
  });

  it("gives NixOS 24.05 a template only if nixos-generate-config is on the image", () => {
    const text = moduleText((iso) => new InstallerTools(iso, "tools", { tools: ["nixos-install"] }));
    expect(text).not.toContain("nixos-generate-config");
  });

  it("rejects tools that NixOS 24.05 cannot install separately", () => {
    const make = (iso: HostClass): InstallerTools => new InstallerTools(iso, "tools", { tools: ["nixos-version"] });
    expect(reported(make, "24.05")).toMatchInlineSnapshot(`
     "error[tool-on-release]: dotfiles/iso/tools: NixOS 24.05 cannot install this tool separately
       value: "nixos-version"
       why:   this release does not expose the package of the tool; since 24.11, each tool has its own switch
       fix:   use release 24.11 or later, or choose from nixos-enter, nixos-generate-config, nixos-install, nixos-option, nixos-rebuild
       docs:  https://cdknix.example/errors/tool-on-release"
    `);
    expect(reported(make, "24.11")).toBe("");
  });

  it("includes the full git, or none, on request", () => {
    expect(moduleText((iso) => new InstallerTools(iso, "tools", { git: "full" }))).toContain(
      "programs.git.enable = true;",
    );
    expect(moduleText((iso) => new InstallerTools(iso, "tools", { git: "none" }), "24.05")).not.toContain("git");
    expect(moduleText((iso) => new InstallerTools(iso, "tools", { git: "none" }), "25.11")).toContain(
      "programs.git.enable = false;",
    );
  });

  it("packages scripts in the flake, inline or from a file without its shebang", () => {
    const { app, iso } = program("25.05");
    new InstallerTools(iso, "tools", {
      packages: [pkgs.vim],
      scripts: {
        greet: { text: 'echo "hello $1"', runtimeInputs: [pkgs.coreutils] },
        "install-host": { file: "examples/lilith/install-host.sh" },
      },
    });
    const template = FlakeAssertions.fromApp(app);
    expect(template.file("dotfiles/packages/greet/default.nix")).toMatchInlineSnapshot(`
     "{ pkgs }:
     pkgs.writeShellApplication {
       name = "greet";
       runtimeInputs = [ pkgs.coreutils ];
       text = builtins.readFile ./greet.sh;
     }
     "
    `);
    expect(template.file("dotfiles/packages/greet/greet.sh")).toBe('echo "hello $1"\n');
    expect(template.file("dotfiles/packages/install-host/install-host.sh")).toMatch(/^# Installs one host/);
    expect(template.file("dotfiles/modules/iso/tools.nix")).toMatch(
      /systemPackages = \[\s+pkgs\.vim\s+\(pkgs\.callPackage "\$\{self\}\/packages\/greet" \{ \}\)\s+\(pkgs\.callPackage "\$\{self\}\/packages\/install-host" \{ \}\)\s+\];/,
    );
    expect(template.file("dotfiles/flake.nix")).toContain(
      "greet = nixpkgs.legacyPackages.x86_64-linux.callPackage ./packages/greet { };",
    );
  });

  it("rejects unknown tools and missing scripts", () => {
    expect(reported((iso) => new InstallerTools(iso, "tools", { tools: ["nixos-instal" as InstallerTool] })))
      .toMatchInlineSnapshot(`
     "error[unknown-tool]: dotfiles/iso/tools: NixOS has no installer tool named "nixos-instal"
       value: "nixos-instal"
       fix:   use one of nixos-build-vms, nixos-enter, nixos-generate-config, nixos-install, nixos-option, nixos-rebuild, nixos-version; add other programs to packages
       docs:  https://cdknix.example/errors/unknown-tool"
    `);
    expect(reported((iso) => new InstallerTools(iso, "tools", { scripts: { gone: { file: "/nowhere/gone.sh" } } })))
      .toMatchInlineSnapshot(`
     "error[file-not-copied]: dotfiles/iso/tools/gone: cannot copy /nowhere/gone.sh into the flake
       value: file: "/nowhere/gone.sh"
       why:   it does not exist
       fix:   create it, or correct the path: it starts at the project directory
       docs:  https://cdknix.example/errors/file-not-copied"
    `);
  });
});
