import {
  Annotations,
  BootConfig,
  ConsoleConfig,
  Host,
  inputs,
  IsoImage,
  nix,
  NixosModule,
  NixSettings,
  pkgs,
  type BinaryCache,
  type HostClass,
  type NixValue,
} from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { program, reported, reportOf } from "../constructs/support";
import { installationCd, lintProgram, lintReport } from "./lint-program";

const toram = { boot: { kernelParams: ["toram"] } };
const codes = (report: string): readonly string[] =>
  [...report.matchAll(/^(?:warning|error)\[(.*?)\]/gm)].map(([, code = ""]) => code);

describe("an acknowledged warning", () => {
  it("is not reported for the construct and its descendants", () => {
    for (const pick of ["app", "flake", "iso"] as const) {
      const made = lintProgram([toram]);
      Annotations.of(made[pick]).acknowledgeWarning("kernel-parameter-toram", "a kernel of ours knows it");
      expect(reportOf(made.app)).not.toContain("toram");
    }
  });

  it("is reported elsewhere, like other warnings", () => {
    const made = lintProgram([toram, { console: { keyMap: "en" } }]);
    const other = new NixosModule(made.host, "other", { config: toram });
    Annotations.of(made.iso).acknowledgeWarning("kernel-parameter-toram");
    Annotations.of(made.host).acknowledgeWarning("no-image");
    const { issues } = FlakeAssertions.fromApp(made.app);
    expect(issues.map(({ code, constructPath }) => `${code} ${constructPath}`)).toEqual([
      "kernel-parameter-toram dotfiles/lilith/other",
      "key-map-en dotfiles/iso/m1",
    ]);
    expect(other.node.path).toBe("dotfiles/lilith/other");
  });

  it("is still reported as an error, because errors cannot be acknowledged", () => {
    const made = lintProgram([{ image: { baseName: "x" } }]);
    Annotations.of(made.app).acknowledgeWarning("option-on-release");
    expect(reportOf(made.app)).toContain("error[option-on-release]");
  });
});

describe("a problem that a construct reports itself", () => {
  it.each<[string, (iso: HostClass) => unknown, string]>([
    ["a keymap", (iso) => new ConsoleConfig(iso, "console", { keyMap: "en" }), "key-map"],
    ["a volume ID", (iso) => new IsoImage(iso, "image", { volumeId: "My Disk" }), "volume-id-characters"],
    [
      "a cache without its key",
      (iso) => new NixSettings(iso, "nix", { caches: [{ url: "https://a.example.org" } as BinaryCache] }),
      "cache-without-key",
    ],
    [
      "a setting of flakes",
      (iso) => new NixSettings(iso, "nix", { flakes: false, acceptFlakeConfig: true }),
      "flake-setting-without-flakes",
    ],
  ])("is reported once: %s", (_, make, code) => {
    expect(codes(reported(make))).toEqual([code]);
  });

  it("is reported by the lint if an override bypasses the construct", () => {
    const make = (iso: HostClass): void => {
      new ConsoleConfig(iso, "console", { keyMap: "us" }).addOverride("console.keyMap", "en");
      new NixSettings(iso, "nix", { settings: { substituters: ["https://a.example.org"] } });
    };
    expect(codes(reported(make))).toEqual(["cache-without-key", "key-map-en"]);
  });
});

describe("lints", () => {
  it("report the line of the construct, also for a custom class", () => {
    class Toram extends NixosModule {
      constructor(iso: HostClass) {
        super(iso, "toram", { config: toram });
      }
    }
    const { app, iso } = program();
    const made = new Error().stack!.split("\n")[1]!;
    new Toram(iso);
    const line = Number(/:(\d+):\d+\)?$/.exec(made)![1]) + 1;
    expect(FlakeAssertions.fromApp(app).report).toContain(`  at:    test/lints/settled-issues.test.ts:${String(line)}`);
  });

  it("report once for a class of two hosts", () => {
    const made = lintProgram([toram]);
    new Host(made.flake, "other", { class: made.iso, system: "x86_64-linux" });
    expect(codes(reportOf(made.app)).filter((code) => code === "kernel-parameter-toram")).toHaveLength(1);
  });

  it("check all modules of a host together, those of its class and its own", () => {
    const made = lintProgram([{ programs: { git: { package: pkgs.gitMinimal } } }]);
    expect(codes(reportOf(made.app))).toContain("git-package-without-enable");
    new NixosModule(made.host, "git", { config: { programs: { git: { enable: true } } } });
    expect(codes(reportOf(made.app))).not.toContain("git-package-without-enable");
  });

  it("assume that an external module may define what is missing", () => {
    const withForeign = (config: Readonly<Record<string, NixValue>>): string => {
      const made = lintProgram([config]);
      new NixosModule(made.host, "foreign", { imports: [inputs.disko.nixosModules.disko] });
      return reportOf(made.app);
    };
    expect(codes(withForeign({ programs: { git: { package: pkgs.gitMinimal } } }))).toEqual([]);
    expect(codes(withForeign({ services: { userborn: { enable: true } } }))).toEqual([]);
    expect(codes(withForeign(toram))).toContain("kernel-parameter-toram");
  });

  it("report nothing without the installer profile, which causes the problem", () => {
    const made = program();
    new NixosModule(made.iso, "m", {
      config: {
        documentation: { enable: false },
        fileSystems: { "/": { device: "/dev/sda1", fsType: "ext4" } },
        boot: {
          kernelParams: nix.force(["quiet"]),
          kernelPackages: pkgs.linuxPackages_latest,
          initrd: { systemd: { enable: true } },
        },
        networking: { networkmanager: { enable: true } },
      },
    });
    expect(codes(reportOf(made.app))).toEqual([]);
  });

  it("look inside conditions, merges, and orders", () => {
    const hidden = { boot: nix.when(nix.reference("config").x, { kernelParams: nix.before(["toram"]) }) };
    expect(codes(lintReport([hidden]))).toEqual(["kernel-parameter-toram"]);
    const merged = nix.merge({ enable: false }, { enable: nix.default(false) });
    expect(codes(lintReport([{ documentation: merged }]))).toEqual(["documentation-not-forced"]);
  });

  it("recognize NixOS's installer profile however it is imported", () => {
    for (const text of ["(modulesPath + ", '"${modulesPath}'] as const) {
      const rest = "/installer/cd-dvd/installation-cd-graphical-gnome.nix";
      const made = program();
      const imported = text.startsWith("(") ? `${text}"${rest}")` : `${text}${rest}"`;
      new NixosModule(made.iso, "m", { imports: [nix.raw(imported)], config: { documentation: { enable: false } } });
      expect(codes(reportOf(made.app))).toContain("documentation-not-forced");
    }
    expect(installationCd).toBeDefined();
  });

  it("also check constructs with invalid values", () => {
    const make = (iso: HostClass): void => {
      new IsoImage(iso, "image");
      new BootConfig(iso, "boot", { kernelParameters: ["toram"], filesystems: ["btrfs", "vfat"] });
    };
    expect(codes(reported(make))).toEqual(["filesystems-only-added", "kernel-parameter-toram"]);
  });
});
