import { builtins, IsoImage, nix, NixosModule, SshAccess, type NixosConfig } from "cdknix";
import { program, reported, reportOf } from "./support";

/** What the issues of a module's definitions advise. */
const advice = (config: NixosConfig): readonly string[] =>
  [...reported((iso) => new NixosModule(iso, "m", { config }), "24.05").matchAll(/^ {2}fix: {3}(.*)$/gm)].map(
    ([, fix = ""]) => fix,
  );

describe("the advice about a value of the wrong type", () => {
  it.each<[NixosConfig, string]>([
    [{ services: { openssh: { ports: 22 } } }, "write a list: [22]"],
    [{ services: { openssh: { enable: "true" } } }, "write true, without quotes"],
    [{ boot: { loader: { timeout: "5" } } }, "write 5, without quotes"],
    [{ networking: { hostId: 12345678 } }, 'write it as text: "12345678"'],
    [{ services: { nginx: { package: "nginx" } } }, "use pkgs.nginx"],
  ])("%j: %s", (config, fix) => {
    expect(advice(config)).toEqual([fix]);
  });

  it("is not about a type inside the one that is expected", () => {
    expect(advice({ environment: { variables: "oops" } })).toEqual([]);
  });

  it("names a file as the program does, and how to use its content", () => {
    const config = { programs: { zsh: { interactiveShellInit: nix.file("./package.json") } } };
    const report = reported((iso) => new NixosModule(iso, "m", { config }), "24.05");
    expect(report).toContain('\n  value: nix.file("./package.json")\n');
    expect(report).toContain('fix:   use the content of the file: builtins.readFile(nix.file("./package.json"))\n');
    const content = builtins.readFile?.(nix.file("./package.json")) ?? "";
    expect(advice({ programs: { zsh: { interactiveShellInit: content } } })).toEqual([]);
  });
});

describe("a name with dots", () => {
  it.each<[string, NixosConfig, string]>([
    [
      "virtualHosts",
      { services: { nginx: { virtualHosts: { example: { org: { root: "/srv" } } } } } },
      'did you mean services.nginx.virtualHosts."example.org".root?',
    ],
    [
      "etc",
      { environment: { etc: { my: { file: { conf: { text: "x" } } } } } },
      'did you mean environment.etc."my.file.conf".text?',
    ],
    ["no such option", { environment: { etc: { my: { conf: { txt: "x" } } } } }, "remove it, or import the module"],
  ])("is suggested in quotes: %s", (_, config, fix) => {
    expect(advice(config).join("\n")).toContain(fix);
  });
});

describe("two definitions with a priority", () => {
  it("are distinguished by a stronger one", () => {
    const { app, iso } = program();
    new SshAccess(iso, "a", { authorizedKeys: [] });
    new NixosModule(iso, "b", { config: { networking: { domain: nix.force("a.org") } } });
    new NixosModule(iso, "c", { config: { networking: { domain: nix.force("b.org") } } });
    expect(reportOf(app)).toContain("fix:   remove one, or choose one with nix.override(40, …)");
  });
});

describe("options next to config", () => {
  it("are rejected, because NixOS names neither the construct nor the line", () => {
    const { app, iso } = program();
    const module = new NixosModule(iso, "m", { config: { programs: { git: { enable: true } } } });
    module.addOverride("config.programs.htop.enable", true);
    new NixosModule(iso, "own", { config: { options: {}, boot: { tmp: { useTmpfs: true } } } });
    expect(reportOf(app)).toMatchInlineSnapshot(`
      "warning[no-image]: dotfiles/lilith: this host has neither an IsoImage nor file systems
        fix:   add an IsoImage in its scope or class, or set fileSystems to build the system of a machine
        docs:  https://cdknix.example/errors/no-image

      error[misplaced-options]: dotfiles/iso/m: the module has options next to config or options: programs
        why:   if a module has one of these two, NixOS accepts options only in config
        fix:   omit config, also in paths such as config.networking.hostName; or move all options into it
        docs:  https://cdknix.example/errors/misplaced-options

      error[misplaced-options]: dotfiles/iso/own: the module has options next to config or options: boot
        why:   if a module has one of these two, NixOS accepts options only in config
        fix:   omit config, also in paths such as config.networking.hostName; or move all options into it
        docs:  https://cdknix.example/errors/misplaced-options"
    `);
  });

  it("are right if all of them are in it", () => {
    const { app, iso } = program();
    const module = new NixosModule(iso, "m");
    module.addOverride("config.programs.htop.enable", true);
    new NixosModule(iso, "own", { config: { meta: {}, imports: [], config: { boot: { tmp: { useTmpfs: true } } } } });
    expect(reportOf(app)).not.toContain("misplaced-options");
  });
});

it("the name of an image is overridden by the option of the release", () => {
  const named = (release: "24.05" | "25.05"): string =>
    reported((iso) => new IsoImage(iso, "named", { isoName: "foo" } as object), release);
  expect(named("24.05")).toContain('addOverride("isoImage.isoName", …)');
  expect(named("25.05")).toContain('addOverride("image.baseName", …)');
});
