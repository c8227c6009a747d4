{
  config,
  lib,
  pkgs,
  self,
  ...
}:
{
  environment = {
    etc."cdknix/installer.json".text = builtins.toJSON {
      wipe = null;
      reinstall = false;
      volume = config.isoImage.volumeID;
      sources = config.system.build.cdknixSources;
      targets = {
        web-1 = {
          system = self.nixosConfigurations.web-1.config.system.build.toplevel;
          destroy = self.nixosConfigurations.web-1.config.system.build.destroyScript;
          format = self.nixosConfigurations.web-1.config.system.build.formatScript;
          mount = self.nixosConfigurations.web-1.config.system.build.mountScript;
          disks = self.nixosConfigurations.web-1.config.system.build.cdknixDisks;
          firmware = [ "uefi" ];
          machine = null;
          store = {
            disk = "main";
            bytes = null;
          };
          passphrases = { };
          asksPassphrase = 0;
          files = [ ];
          enroll = {
            keys = [ ];
            pcrs = [ 7 ];
          };
        };
        db-1 = {
          system = self.nixosConfigurations.db-1.config.system.build.toplevel;
          destroy = self.nixosConfigurations.db-1.config.system.build.destroyScript;
          format = self.nixosConfigurations.db-1.config.system.build.formatScript;
          mount = self.nixosConfigurations.db-1.config.system.build.mountScript;
          disks = self.nixosConfigurations.db-1.config.system.build.cdknixDisks;
          firmware = [ "uefi" ];
          machine = null;
          store = {
            disk = "main";
            bytes = null;
          };
          passphrases.db-1-disk = "/run/cdknix/secrets/db-1-disk";
          asksPassphrase = 0;
          files = [ ];
          enroll = {
            keys = [ ];
            pcrs = [ 7 ];
          };
        };
        old-1 = {
          system = self.nixosConfigurations.old-1.config.system.build.toplevel;
          destroy = self.nixosConfigurations.old-1.config.system.build.destroyScript;
          format = self.nixosConfigurations.old-1.config.system.build.formatScript;
          mount = self.nixosConfigurations.old-1.config.system.build.mountScript;
          disks = self.nixosConfigurations.old-1.config.system.build.cdknixDisks;
          firmware = [ "bios" ];
          machine = null;
          store = {
            disk = "main";
            bytes = null;
          };
          passphrases = { };
          asksPassphrase = 0;
          files = [ ];
          enroll = {
            keys = [ ];
            pcrs = [ 7 ];
          };
        };
      };
    };
    systemPackages = [
      (pkgs.writeShellApplication {
        name = "install-web-1";
        runtimeInputs = [
          (pkgs.callPackage "${self}/packages/offline-installer" { })
          config.nix.package
          config.system.build.nixos-install
        ];
        text = "exec offline-installer --target web-1 \"$@\"";
      })
      (pkgs.writeShellApplication {
        name = "install-db-1";
        runtimeInputs = [
          (pkgs.callPackage "${self}/packages/offline-installer" { })
          config.nix.package
          config.system.build.nixos-install
        ];
        text = "exec offline-installer --target db-1 \"$@\"";
      })
      (pkgs.writeShellApplication {
        name = "install-old-1";
        runtimeInputs = [
          (pkgs.callPackage "${self}/packages/offline-installer" { })
          config.nix.package
          config.system.build.nixos-install
        ];
        text = "exec offline-installer --target old-1 \"$@\"";
      })
    ];
  };

  system = {
    # the inputs of the flake, and what NixOS builds changed parts of a system with, for an installation without a network
    build.cdknixSources = map (input: input.key) (
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
            self.nixosConfigurations.${host}.config.system.build.buildDependencies or (with pkgs; [
              bintools
              brotli
              brotli.dev
              busybox
              curl
              desktop-file-utils
              docbook5
              docbook_xsl_ns
              jq
              kbd.dev
              kmod.dev
              libarchive.dev
              libxml2.bin
              libxslt.bin
              makeInitrdNGTool
              mypy
              perlPackages.ConfigIniFiles
              perlPackages.FileCopyRecursive
              perlPackages.FileSlurp
              perlPackages.JSON
              perlPackages.ListCompare
              perlPackages.XMLLibXML
              perlPackages.XMLSAX
              perlPackages.XMLSAXBase
              shared-mime-info
              shellcheck-minimal
              stdenv
              stdenvNoCC
              sudo
              systemdMinimal.out
              texinfo
              zstd.bin
              (pkgs.lndir or xorg.lndir)
              (python3.withPackages (packages: [ packages.mistune ]))
            ])
          )
        )
        [
          "web-1"
          "db-1"
          "old-1"
        ]
    );
    extraDependencies = config.system.build.cdknixSources;
  };
}
