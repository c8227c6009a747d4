import {
  BootConfig,
  Host,
  InstallerTools,
  LiveFixes,
  NixpkgsConfig,
  NixSettings,
  SpaceSaver,
  SshAccess,
  type App,
  type HostClass,
  type Release,
} from "cdknix";
import { program, publicKey, reportOf } from "./support";

function errorsOf(app: App): string {
  return reportOf(app)
    .split("\n\n")
    .filter((text) => text.startsWith("error"))
    .join("\n\n");
}

function errors(make: (iso: HostClass, host: Host) => void, release?: Release): string {
  const { app, flake, iso, host } = program(release);
  new Host(flake, "eve", { class: iso, system: "x86_64-linux" });
  make(iso, host);
  return errorsOf(app);
}

describe("several constructs of one class on a host", () => {
  it("reject two values of a property, with both constructs", () => {
    expect(
      errors((iso, host) => {
        new BootConfig(iso, "boot", { raid: false });
        new BootConfig(host, "own-boot", { raid: true });
      }),
    ).toMatchInlineSnapshot(`
      "error[contradicting-properties]: dotfiles/lilith/own-boot: raid of BootConfig is set twice with different values for the host lilith
        value: false by dotfiles/iso/boot (here); true by dotfiles/lilith/own-boot (here)
        why:   a host has one value, which each BootConfig in its class and in its own scope shares
        fix:   remove one; if hosts need different values, set the property in the scope of each host, not in their class
        docs:  https://cdknix.example/errors/contradicting-properties"
    `);
    const two = (make: (iso: HostClass) => void): string => errors(make);
    expect(
      two((iso) => {
        new NixSettings(iso, "one", { logLines: 10 });
        new NixSettings(iso, "two", { logLines: 20 });
      }),
    ).toMatchInlineSnapshot(`
      "error[contradicting-properties]: dotfiles/iso/two: logLines of NixSettings is set twice with different values for the class iso
        value: 10 by dotfiles/iso/one (here); 20 by dotfiles/iso/two (here)
        why:   a host has one value, which each NixSettings in its class and in its own scope shares
        fix:   remove one; if hosts need different values, set the property in the scope of each host, not in their class
        docs:  https://cdknix.example/errors/contradicting-properties"
    `);
    for (const [first, second] of [
      [{ filesystems: ["zfs"] }, { filesystems: { without: ["zfs"] } }],
      [{ filesystems: { only: ["ext4"] } }, { filesystems: ["zfs"] }],
      [{ zram: true }, { zram: false }],
      [{ copyToRam: false }, { copyToRam: true }],
    ] as const) {
      expect(
        two((iso) => {
          new BootConfig(iso, "one", first);
          new BootConfig(iso, "two", second);
        }),
      ).toContain("contradicting-properties");
    }
    expect(
      two((iso) => {
        new NixpkgsConfig(iso, "one", { permittedInsecurePackages: ["a-1"] });
        new NixpkgsConfig(iso, "two", { permittedInsecurePackages: ["b-1"] });
      }),
    ).toContain("contradicting-properties");
  });

  it("reject a value that cannot undo the default of the class", () => {
    expect(
      errors((iso, host) => {
        new SpaceSaver(iso, "space");
        new SpaceSaver(host, "own-space", { extraDependencies: true });
      }),
    ).toMatchInlineSnapshot(`
      "error[default-of-class]: dotfiles/lilith/own-space: extraDependencies of SpaceSaver has no effect on the host lilith: its class applies the default
        value: true by dotfiles/lilith/own-space (here); the default by dotfiles/iso/space (here)
        why:   the module of a host cannot undo this default, which the class defines for all of its hosts
        fix:   set extraDependencies in dotfiles/iso/space, or create a SpaceSaver in each host instead of in the class
        docs:  https://cdknix.example/errors/default-of-class"
    `);
    const reject = (make: (iso: HostClass, host: Host) => void): void => {
      expect(errors(make)).toContain("default-of-class");
    };
    reject((iso, host) => {
      new NixSettings(iso, "nix");
      new NixSettings(host, "own-nix", { flakes: false });
    });
    reject((iso, host) => {
      new InstallerTools(iso, "tools");
      new InstallerTools(host, "own-tools", { tools: ["nixos-install"] });
    });
    reject((iso, host) => {
      new LiveFixes(iso, "fixes");
      new LiveFixes(host, "own-fixes", { openFiles: null });
    });
    reject((iso, host) => {
      new SshAccess(iso, "ssh", { authorizedKeys: [publicKey] });
      new SshAccess(host, "own-ssh", { authorizedKeys: [publicKey], liveUser: false });
    });
  });
});
