import { cpSync, symlinkSync } from "node:fs";
import * as path from "node:path";
import {
  DiskContent,
  DiskSelector,
  Duration,
  Filesystem,
  Host,
  InstallMode,
  IsoImage,
  OfflineInstaller,
  Partition,
  Secret,
  Size,
  SpaceSaver,
} from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { bin, runIn } from "../../cli/project";
import { look, scratch } from "../../platform/files/scratch";
import { part } from "../disks/machine";
import { installers, installerText, layoutOn, root } from "./installer";

describe("an offline installer", () => {
  it("has the data of each target in the store", () => {
    const text = installerText(({ machine }) => ({ targets: [machine("web-1")] }));
    expect(part(text, "targets.web-1 = {")).toMatchInlineSnapshot(`
      "targets.web-1 = {
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
      };"
    `);
    expect(part(text, "systemPackages = [")).toMatchInlineSnapshot(`
      "systemPackages = [
        (pkgs.writeShellApplication {
          name = "install-web-1";
          runtimeInputs = [
            (pkgs.callPackage "\${self}/packages/offline-installer" { })
            config.nix.package
            config.system.build.nixos-install
          ];
          text = "exec offline-installer --target web-1 \\"$@\\"";
        })
      ];"
    `);
    expect(text).toContain("wipe = null;");
    expect(text).not.toContain("systemd.services");
  });

  it("starts by itself if it is unattended, before login prompts", () => {
    const mode = InstallMode.unattended({ countdown: Duration.minutes(2), then: "powerOff" });
    const text = installerText(({ machine }) => ({ targets: [machine("web-1")], mode }));
    expect(part(text, "systemd.services.cdknix-install = {")).toMatchInlineSnapshot(`
      "systemd.services.cdknix-install = {
        description = "Unattended installation";
        wantedBy = [ "multi-user.target" ];
        after = [ "cdknix-secrets.service" ];
        # until it ends, the keys that stop it go to no login prompt
        before = [
          "getty@tty1.service"
          "serial-getty@ttyS0.service"
          "serial-getty@ttyAMA0.service"
          "serial-getty@hvc0.service"
        ];
        path = [
          (pkgs.callPackage "\${self}/packages/offline-installer" { })
          config.nix.package
          config.system.build.nixos-install
        ];
        environment.HOME = "/root";
        serviceConfig = {
          Type = "oneshot";
          TimeoutStartSec = "infinity";
        };
        script = "exec offline-installer --unattended";
      };"
    `);
    expect(text).toContain("countdown = 120;");
    expect(text).toContain('"then" = "powerOff";');
  });

  it("knows the partition of the store, unless its file system compresses or is on several disks", () => {
    const store = (content: DiskContent | Filesystem): string => {
      const layout = layoutOn(DiskSelector.only(), { root: Partition.rest(content) });
      return part(
        installerText(({ machine }) => ({ targets: [machine("a", layout)] })),
        "store =",
      );
    };
    expect(store(root)).toContain('disk = "main";');
    expect(store(DiskContent.luks(root))).toContain('disk = "main";');
    expect(store(Filesystem.btrfs({ subvolumes: { "/": {}, "/nix": { compress: "zstd" } } }))).toBe("store = null;");
    const fixed = layoutOn(DiskSelector.only(), {
      nix: Partition.of(Size.gibibytes(8), Filesystem.ext4({ mountPoint: "/nix" })),
      root: Partition.rest(root),
    });
    const text = installerText(({ machine }) => ({ targets: [machine("a", fixed)] }));
    expect(part(text, "store = {")).toContain("bytes = 8589934592;");
  });

  it("adds the secrets of its targets to those of the image", () => {
    const given = installers();
    const content = DiskContent.luks(root, { passphrase: Secret.named("disk") });
    const web = given.machine("web-1", layoutOn(DiskSelector.only(), { root: Partition.rest(content) }));
    const text = installerText(
      () => ({ targets: [{ host: web, secrets: { "/etc/ssh/key": Secret.named("host-key") } }] }),
      given,
    );
    expect(text).toContain('passphrases.disk = "/run/cdknix/secrets/disk";');
    expect(part(text, "files = [")).toMatchInlineSnapshot(`
      "files = [
        {
          path = "/etc/ssh/key";
          from = "/run/cdknix/secrets/host-key";
          mode = "0600";
        }
      ];"
    `);
    const area = FlakeAssertions.fromApp(given.app).file("fleet/systems/stick/secrets-area.nix");
    expect(area).toContain("place_if_there disk root root 0400");
    expect(area).toContain("place_if_there host-key root root 0400");
  });

  it("keeps its sources where SpaceSaver removes build tools", () => {
    const given = installers();
    new SpaceSaver(given.stick, "space");
    const text = installerText(({ machine }) => ({ targets: [machine("web-1")] }), given);
    expect(text).toContain("extraDependencies = lib.mkForce config.system.build.cdknixSources;");
    const plain = installerText(({ machine }) => ({ targets: [machine("web-1")] }));
    expect(plain).toContain("extraDependencies = config.system.build.cdknixSources;");
  });

  it("has no sources on request", () => {
    const text = installerText(({ machine }) => ({ targets: [machine("web-1")], sources: false }));
    expect(text).toContain("sources = [ ];");
    expect(text).not.toContain("genericClosure");
  });

  it("adds the flake to an image without it", () => {
    const plain = installerText(({ machine }) => ({ targets: [machine("web-1")] }));
    expect(plain).not.toContain("isoImage.contents");
    const given = installers({ embedFlake: false });
    const text = installerText(({ machine }) => ({ targets: [machine("web-1")] }), given);
    expect(part(text, "isoImage.contents = [")).toMatchInlineSnapshot(`
      "isoImage.contents = [
        {
          source = self;
          target = "/flake";
        }
      ];"
    `);
    expect(text).toContain('"C /flake - - - - /iso/flake"');
  });

  it("shares its program with the other installers of the flake", () => {
    const given = installers();
    const web = given.machine("web-1");
    new OfflineInstaller(given.stick, "first", { targets: [web] });
    const other = new Host(given.flake, "other", { system: "x86_64-linux" });
    new IsoImage(other, "image");
    new OfflineInstaller(other, "second", { targets: [given.machine("db-1")] });
    const files = FlakeAssertions.fromApp(given.app);
    expect(files.report).toBe("");
    expect(files.file("fleet/packages/offline-installer/default.nix")).toContain("writeShellApplication");
  });
});

describe("the program of an installer", () => {
  // A project has cdknix in its node_modules, or is a directory of a checkout.
  it.each(["templates/offline-install", "copy"])("is copied to the flake of a project in %s", (place) => {
    const output = path.join(scratch(), "cdk.out");
    const directory = place === "copy" ? path.join(scratch(), "project") : path.resolve(place);
    if (place === "copy") {
      for (const layer of ["common", "offline-install"]) {
        cpSync(path.join("templates", layer), directory, { recursive: true });
      }
      symlinkSync(path.resolve("node_modules"), path.join(directory, "node_modules"));
    }
    const { code, stderr } = runIn(directory, [process.execPath, bin, "--no-build", "--output", output]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(look(path.join(output, "servers/packages/offline-installer"))).toHaveProperty(["main.sh"]);
  });
});
