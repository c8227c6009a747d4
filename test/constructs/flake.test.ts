import {
  App,
  Flake,
  FlakePackage,
  Host,
  HostClass,
  inputs,
  IsoImage,
  nix,
  NixosModule,
  type NixosConfig,
  Nixpkgs,
  pkgs,
  type HostSystem,
  type NixValue,
  type Release,
} from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { program, reportOf } from "./support";

describe("Flake", () => {
  it("writes inputs with their follows, additional outputs, and hosts", () => {
    const app = new App();
    const flake = new Flake(app, "images", {
      nixpkgs: Nixpkgs.ref("github:NixOS/nixpkgs/35469fe84", { release: "24.05" }),
      description: "Images of the lab",
      inputs: {
        disko: { url: "github:nix-community/disko", follows: { nixpkgs: "nixpkgs" } },
        dotfiles: { url: "github:somebody/dotfiles", flake: false },
        hardware: "github:NixOS/nixos-hardware",
      },
      outputs: { formatter: { "x86_64-linux": nix.raw("nixpkgs.legacyPackages.x86_64-linux.nixfmt-rfc-style") } },
    });
    flake.addOutput("lib.answer", 42);
    const host = new Host(flake, "lab", { system: "aarch64-linux" });
    new NixosModule(host, "disks", { imports: [inputs.disko.nixosModules.disko] });
    const template = FlakeAssertions.fromApp(app);
    expect(template.file("images/flake.nix")).toMatchInlineSnapshot(`
     "{
       description = "Images of the lab";

       inputs = {
         nixpkgs.url = "github:NixOS/nixpkgs/35469fe84";
         disko = {
           url = "github:nix-community/disko";
           inputs.nixpkgs.follows = "nixpkgs";
         };
         dotfiles = {
           url = "github:somebody/dotfiles";
           flake = false;
         };
         hardware.url = "github:NixOS/nixos-hardware";
       };

       outputs =
         { self, nixpkgs, ... }@inputs:
         {
           nixosConfigurations.lab = nixpkgs.lib.nixosSystem {
             specialArgs = { inherit inputs self; };
             modules = [ ./systems/lab ];
           };
           formatter.x86_64-linux = nixpkgs.legacyPackages.x86_64-linux.nixfmt-rfc-style;
           lib.answer = 42;
         };
     }
     "
    `);
    expect(template.file("images/systems/lab/default.nix")).toMatchInlineSnapshot(`
     "{
       imports = [ ./disks.nix ];
       networking.hostName = "lab";
       nixpkgs.hostPlatform = "aarch64-linux";
     }
     "
    `);
    expect(template.file("images/systems/lab/disks.nix")).toMatchInlineSnapshot(`
     "{ inputs, ... }:
     {
       imports = [ inputs.disko.nixosModules.disko ];
     }
     "
    `);
  });

  it("rejects unknown releases, systems, and host names in one report", () => {
    const app = new App();
    const flake = new Flake(app, "images", { nixpkgs: Nixpkgs.release("23.05" as Release) });
    new Host(flake, "bad.host", { system: "riscv64-linux" as HostSystem });
    expect(reportOf(app)).toMatchInlineSnapshot(`
     "error[unknown-release]: images: unknown NixOS release "23.05"
       value: "23.05"
       why:   constructs depend on facts about the release, and cdknix has none for this one
       fix:   use one of 24.05, 24.11, 25.05, 25.11, 26.05, 26.11, unstable
       docs:  https://cdknix.example/errors/unknown-release

     error[host-name]: images/bad.host: NixOS rejects the host name "bad.host"
       value: "bad.host"
       why:   networking.hostName allows 1 to 63 letters, digits, hyphens, and underscores, must begin and end with a letter or digit, and has no dots
       fix:   rename the host; set the domain in networking.domain
       docs:  https://cdknix.example/errors/host-name

     error[unknown-system]: images/bad.host: NixOS has no installer image for the system "riscv64-linux"
       value: "riscv64-linux"
       fix:   use one of x86_64-linux, aarch64-linux
       docs:  https://cdknix.example/errors/unknown-system

     warning[no-image]: images/bad.host: this host has neither an IsoImage nor file systems
       fix:   add an IsoImage in its scope or class, or set fileSystems to build the system of a machine
       docs:  https://cdknix.example/errors/no-image"
    `);
  });

  describe("a host without an image", () => {
    const reportWith = (refer: (installer: Host, flake: Flake) => unknown): string => {
      const app = new App();
      const flake = new Flake(app, "images", { nixpkgs: Nixpkgs.release("25.05") });
      new Host(flake, "web", { system: "x86_64-linux" });
      const installer = new Host(flake, "installer", { system: "x86_64-linux" });
      new IsoImage(installer, "image");
      refer(installer, flake);
      return reportOf(app);
    };
    const toplevel = (host: string): NixValue =>
      nix.raw(`self.nixosConfigurations.${host}.config.system.build.toplevel`);

    it.each<[string, (installer: Host, flake: Flake) => unknown]>([
      ["module", (host) => new NixosModule(host, "m", { config: { isoImage: { storeContents: [toplevel("web")] } } })],
      ["package", (_, flake) => new FlakePackage(flake, "install", { expression: toplevel("web") })],
      [
        "script",
        (_, flake) =>
          new FlakePackage(flake, "install", {
            expression: pkgs.writeShellScript("install", "x"),
            files: { "install.sh": "nixos-install --flake /flake#web\n" },
          }),
      ],
      [
        "output",
        (_, flake) => {
          flake.addOutput(["web"], toplevel("web"));
        },
      ],
      [
        "flake reference in text",
        (installer) =>
          new NixosModule(installer, "m", { config: { environment: { etc: { target: { text: "/flake#web" } } } } }),
      ],
      [
        "script of the project",
        (installer) =>
          new NixosModule(installer, "m", {
            config: {
              environment: { etc: { install: { source: nix.file("test/constructs/assets/install-web.sh") } } },
            },
          }),
      ],
    ])("is no mistake if a %s refers to it", (_, refer) => {
      expect(reportWith(refer)).toBe("");
    });

    it("is a machine if something sets its file systems, or may set them", () => {
      const machine =
        (config: NixosConfig, imports: readonly NixValue[] = []) =>
        (_: Host, flake: Flake) => {
          const web = flake.node.findChild("web");
          if (!(web instanceof Host)) throw new Error("web is not a host");
          return new NixosModule(web, "m", { config, imports });
        };
      expect(reportWith(machine({ fileSystems: { "/": { device: "/dev/vda1" } } }))).toBe("");
      expect(reportWith(machine({ disko: { devices: {} } }))).not.toContain("no-image");
      expect(reportWith(machine({}, [nix.raw("inputs.disko.nixosModules.disko")]))).toBe("");
      expect(reportWith(machine({ time: { timeZone: "UTC" } }))).toMatchInlineSnapshot(`
       "warning[no-image]: images/web: this host has neither an IsoImage nor file systems
         fix:   add an IsoImage in its scope or class, or set fileSystems to build the system of a machine
         docs:  https://cdknix.example/errors/no-image"
      `);
    });

    it("is a warning if only others are referred to", () => {
      const module = (host: Host): unknown =>
        new NixosModule(host, "m", { config: { isoImage: { storeContents: [toplevel("web-2"), "#web"] } } });
      expect(reportWith(module)).toContain("warning[no-image]: images/web: this host has neither");
    });
  });

  it("rejects duplicate inputs and hosts, and follows of missing inputs", () => {
    const app = new App();
    const flake = new Flake(app, "images", {
      nixpkgs: Nixpkgs.release("25.05"),
      inputs: { a: { url: "path:/a", follows: { b: "c" } } },
    });
    flake.addInput("nixpkgs", "path:/b");
    const group = new HostClass(flake, "group");
    new Host(flake, "twin", { system: "x86_64-linux" });
    new Host(group, "twin", { system: "x86_64-linux" });
    const report = reportOf(app);
    expect(report).toContain('error[duplicate-input]: images: the input "nixpkgs" is defined twice');
    expect(report).toContain("error[unknown-input]: images: inputs.a.follows.b refers to an input");
    expect(report).toContain("error[duplicate-name]: images/twin: images/group/twin already uses this name");
  });

  it("has its own lock file if an app has several flakes", () => {
    const app = new App();
    new Flake(app, "one", { nixpkgs: Nixpkgs.release("25.05") });
    new Flake(app, "two", { nixpkgs: Nixpkgs.release("25.05") });
    expect(reportOf(app)).toContain("error[duplicate-flake]: two: the flake one already uses this lock file");
  });

  it("does not let a file of a package replace its expression", () => {
    const { app, flake } = program();
    new FlakePackage(flake, "greeting", { expression: pkgs.hello, files: { "default.nix": "a", "b.nix": "b" } });
    expect(reportOf(app)).toContain(
      "error[package-file]: dotfiles/greeting: a file of this package is named default.nix",
    );
  });

  it("is required in an app", () => {
    expect(reportOf(new App())).toMatchInlineSnapshot(`
     "error[no-flake]: the app has no Flake, so there is nothing to build
       fix:   add one: new Flake(app, "my-images", { nixpkgs: Nixpkgs.release("25.05") })
       docs:  https://cdknix.example/errors/no-flake"
    `);
  });

  it("must contain every module construct", () => {
    expect(() => new NixosModule(new App(), "boot")).toThrow(
      "boot is not inside a Flake: create it in the scope of a Flake, HostClass, or Host",
    );
    const { app, flake } = program();
    new NixosModule(flake, "lost");
    expect(reportOf(app)).toContain("error[module-without-host]: dotfiles/lost");
  });
});

describe("the lock file of a flake", () => {
  const nixpkgs = Nixpkgs.release("25.05");
  it.each(["/etc/passwd", "../flake.lock", "a/../../b.lock", "./flake.lock", "package.json", "", "locks/"])(
    "cannot be %j",
    (lockFile) => {
      const app = new App();
      new Flake(app, "images", { nixpkgs, lockFile });
      expect(reportOf(app)).toContain(`error[lock-file-path]: images: ${JSON.stringify(lockFile)} cannot be`);
    },
  );

  it.each(["flake.lock", "locks/images.lock"])("can be %j", (lockFile) => {
    const app = new App();
    new Flake(app, "images", { nixpkgs, lockFile });
    expect(reportOf(app)).not.toContain("error[");
  });
});
