{
  description = "NixOS installer images of fleet";
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.05";

  outputs =
    { self, nixpkgs, ... }@inputs:
    {
      nixosConfigurations = {
        desk-01 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/desk-01 ];
        };
        desk-02 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/desk-02 ];
        };
        desk-03 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/desk-03 ];
        };
        desk-04 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/desk-04 ];
        };
        desk-05 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/desk-05 ];
        };
        desk-06 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/desk-06 ];
        };
        desk-07 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/desk-07 ];
        };
        desk-08 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/desk-08 ];
        };
        server-01 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/server-01 ];
        };
        server-02 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/server-02 ];
        };
        server-03 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/server-03 ];
        };
        server-04 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/server-04 ];
        };
        server-05 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/server-05 ];
        };
        server-06 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/server-06 ];
        };
        server-07 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/server-07 ];
        };
        server-08 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/server-08 ];
        };
        gateway-01 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/gateway-01 ];
        };
        gateway-02 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/gateway-02 ];
        };
        probe-01 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/probe-01 ];
        };
        probe-02 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/probe-02 ];
        };
      };
      nixosModules = {
        desk = import ./modules/desk;
        server = import ./modules/server;
        gateway = import ./modules/gateway;
        probe = import ./modules/probe;
      };
      packages = {
        x86_64-linux = {
          desk-01 = self.nixosConfigurations.desk-01.config.system.build.isoImage;
          desk-02 = self.nixosConfigurations.desk-02.config.system.build.isoImage;
          desk-03 = self.nixosConfigurations.desk-03.config.system.build.isoImage;
          desk-04 = self.nixosConfigurations.desk-04.config.system.build.isoImage;
          desk-05 = self.nixosConfigurations.desk-05.config.system.build.isoImage;
          desk-06 = self.nixosConfigurations.desk-06.config.system.build.isoImage;
          desk-07 = self.nixosConfigurations.desk-07.config.system.build.isoImage;
          desk-08 = self.nixosConfigurations.desk-08.config.system.build.isoImage;
          server-01 = self.nixosConfigurations.server-01.config.system.build.isoImage;
          server-02 = self.nixosConfigurations.server-02.config.system.build.isoImage;
          server-03 = self.nixosConfigurations.server-03.config.system.build.isoImage;
          server-04 = self.nixosConfigurations.server-04.config.system.build.isoImage;
          server-05 = self.nixosConfigurations.server-05.config.system.build.isoImage;
          server-06 = self.nixosConfigurations.server-06.config.system.build.isoImage;
          gateway-01 = self.nixosConfigurations.gateway-01.config.system.build.isoImage;
          gateway-02 = self.nixosConfigurations.gateway-02.config.system.build.isoImage;
        };
        aarch64-linux = {
          server-07 = self.nixosConfigurations.server-07.config.system.build.isoImage;
          server-08 = self.nixosConfigurations.server-08.config.system.build.isoImage;
          probe-01 = self.nixosConfigurations.probe-01.config.system.build.isoImage;
          probe-02 = self.nixosConfigurations.probe-02.config.system.build.isoImage;
        };
      };
    };
}
