import {
  Annotations,
  Aspects,
  BootConfig,
  config,
  FlakePackage,
  lib,
  nix,
  NixosModule,
  pkgs,
  type NixosConfig,
  type NixValue,
} from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { Construct } from "constructs";
import { allowAnyOption, moduleText, program, reported, reportOf } from "./support";

const written = (value: NixosConfig): string =>
  moduleText((iso) => {
    allowAnyOption(iso);
    return new NixosModule(iso, "m", { config: value });
  });

describe("NixosModule", () => {
  it("lists only the arguments that it uses", () => {
    expect(written({ a: 1 })).toBe("{ a = 1; }\n");
    expect(written({ a: lib.mkDefault(1), b: pkgs.hello, c: config.networking.hostName })).toMatchInlineSnapshot(`
     "{
       config,
       lib,
       pkgs,
       ...
     }:
     {
       a = lib.mkDefault 1;
       b = pkgs.hello;
       c = config.networking.hostName;
     }
     "
    `);
  });

  it("omits undefined values, and keeps sets that are empty on purpose", () => {
    expect(written({ a: undefined, b: { c: undefined }, d: {}, e: { f: undefined, g: 1 } })).toMatchInlineSnapshot(`
     "{
       d = { };
       e.g = 1;
     }
     "
    `);
  });

  it("writes values nested 100,000 levels deep", () => {
    let value: unknown = 1;
    for (let level = 0; level < 100_000; level++) value = level === 50_000 ? [value] : { a: value };
    expect(written({ deep: value as NixosConfig }).length).toBeGreaterThan(200_000);
  });

  it("rejects a value that contains itself, at its path", () => {
    const cyclic: Record<string, NixosConfig> = {};
    cyclic.self = cyclic;
    expect(reported((iso) => new NixosModule(iso, "m", { config: { environment: { etc: { motd: cyclic } } } })))
      .toMatchInlineSnapshot(`
     "error[nix-value]: dotfiles/iso/m: config.environment.etc.motd.self cannot be represented in Nix
       why:   the value contains itself
       fix:   Nix data cannot be cyclic: break the cycle
       docs:  https://cdknix.example/errors/nix-value"
    `);
    const shared = { enable: true };
    expect(written({ services: { a: shared, b: shared } })).toContain("b.enable = true");
  });

  it("can be overridden by option path, deep inside its own values", () => {
    expect(
      moduleText((iso) => {
        const boot = new BootConfig(iso, "boot", { copyToRam: true });
        boot.addOverride("boot.loader.timeout", nix.force(0));
        boot.addOverride("boot.swraid", { enable: true });
        boot.addOverride('environment.etc."a.conf".text', "x");
        return boot;
      }),
    ).toMatchInlineSnapshot(`
     "{ lib, ... }:
     {
       boot = {
         kernelParams = [ "copytoram" ];
         loader.timeout = lib.mkForce 0;
         swraid.enable = true;
       };

       environment.etc."a.conf".text = "x";
     }
     "
    `);
    const report = reported((iso) => { new NixosModule(iso, "m").addOverride("a..b", 1); }); // prettier-ignore
    expect(report).toMatchInlineSnapshot(`
     "error[malformed-path]: dotfiles/iso/m: "a..b" is not an option path
       why:   a name in it is empty, or a quote is not closed
       fix:   separate names with dots, and quote a name that contains a dot, as in environment.etc."a.conf".text
       docs:  https://cdknix.example/errors/malformed-path"
    `);
  });

  it("can be overridden at a path of any length, with a value of any depth", () => {
    const names = Array<string>(20_000).fill("a");
    const deep = names.reduce<NixValue>((inner, name) => ({ [name]: inner }), 1);
    const text = moduleText((iso) => {
      allowAnyOption(iso);
      const module = new NixosModule(iso, "m", { config: { b: deep as NixosConfig } });
      module.addOverride(names.join("."), 1);
      module.addOverride("b", { a: deep });
      return module;
    });
    const path = names.join(".");
    expect(text.split(path)).toHaveLength(3);
  });

  it("can be overridden below expressions, which are kept, by a definition of higher priority", () => {
    expect(
      moduleText((iso) => {
        const services = { openssh: nix.when(config.services.xserver.enable, { enable: true, ports: [22] }) };
        const loader = nix.force({ timeout: 3 });
        const module = new NixosModule(iso, "ssh", { config: { services, boot: { loader } } });
        module.addOverride("services.openssh.settings.PermitRootLogin", "no");
        module.addOverride("boot.loader.grub.enable", nix.default(false));
        return module;
      }),
    ).toMatchInlineSnapshot(`
     "{ config, lib, ... }:
     {
       services.openssh = lib.mkMerge [
         (lib.mkIf config.services.xserver.enable {
           enable = true;
           ports = [ 22 ];
         })
         { settings.PermitRootLogin = lib.mkForce "no"; }
       ];

       boot.loader = lib.mkMerge [
         (lib.mkForce { timeout = 3; })
         { grub.enable = lib.mkDefault false; }
       ];
     }
     "
    `);
  });

  it("becomes a file below those of its parent constructs", () => {
    const { app, iso } = program();
    const group = new Construct(iso, "group");
    new NixosModule(group, "one");
    new NixosModule(group, "two");
    const template = FlakeAssertions.fromApp(app);
    expect(template.file("dotfiles/modules/iso/default.nix")).toMatchInlineSnapshot(`
     "{
       imports = [
         ./group/one.nix
         ./group/two.nix
       ];
     }
     "
    `);
    expect(template.file("dotfiles/modules/iso/group/one.nix")).toBe("{ }\n");
  });

  it("reports every value that cannot be represented in Nix with its path", () => {
    const bad = { a: NaN, b: [1, { c: () => 1 }] } as unknown as NixosConfig;
    expect(reported((iso) => new NixosModule(iso, "m", { config: bad }))).toMatchInlineSnapshot(`
     "error[nix-value]: dotfiles/iso/m: config.a cannot be represented in Nix
       why:   Nix cannot represent NaN
       fix:   use a finite number
       docs:  https://cdknix.example/errors/nix-value

     error[nix-value]: dotfiles/iso/m: config.b[1].c cannot be represented in Nix
       why:   a JavaScript function (c) is not a Nix value
       fix:   call it, or write a Nix function with nix.fn or nix.raw
       docs:  https://cdknix.example/errors/nix-value"
    `);
  });

  it.each(["default", "a b", ".hidden", "a/b"])("rejects the ID %j, which cannot be a file name", (id) => {
    const attempt = (): string => reported((iso) => new NixosModule(iso, id));
    // The constructs library replaces slashes, which separate the IDs of the tree.
    if (id === "a/b") expect(attempt()).toBe("");
    else expect(attempt()).toContain("error[construct-id]");
  });

  it("may be the name of the directory's own file, except next to it", () => {
    const { app, flake, iso } = program();
    new FlakePackage(flake, "default", { expression: pkgs.hello });
    new NixosModule(new Construct(iso, "group"), "default", {});
    expect(reportOf(app)).not.toContain("construct-id");
    new NixosModule(iso, "default", {});
    new NixosModule(iso, ".hidden", {});
    const reasons = [...reportOf(app).matchAll(/construct-id.*\n.*\n {2}why: {3}(.*)/g)].map(([, reason]) => reason);
    expect(reasons).toEqual([
      "default.nix is reserved for the file that imports the others",
      "a file name in the flake begins with a letter, a digit, or _",
    ]);
  });

  it("rejects an ID that is too long for a file name, with the limit", () => {
    expect(reported((iso) => new NixosModule(iso, "m".repeat(200)))).toBe("");
    expect(reported((iso) => new NixosModule(iso, "m".repeat(300))).replace(/m{300}/, "<id>")).toMatchInlineSnapshot(`
     "error[construct-id]: dotfiles/iso/<id>: the ID is 300 characters long; the limit is 200
       value: "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm…"
       why:   it is the name of a file in the flake, and file systems limit its length
       fix:   use a shorter ID
       docs:  https://cdknix.example/errors/construct-id"
    `);
  });
});

describe("conflicting definitions", () => {
  const both = (left: NixosConfig, right: NixosConfig): string =>
    reported((iso) => {
      allowAnyOption(iso);
      new NixosModule(iso, "left", { config: left });
      new NixosModule(iso, "right", { config: right });
    });

  it("are reported with both constructs and their lines", () => {
    expect(both({ boot: { loader: { timeout: 1 } } }, { boot: { loader: { timeout: 2 } } })).toMatchInlineSnapshot(`
     "error[conflicting-definitions]: dotfiles/iso/right: the option boot.loader.timeout is defined twice with different values
       value: 1 by dotfiles/iso/left (here); 2 by dotfiles/iso/right (here)
       why:   NixOS rejects different values with the same priority
       fix:   remove one, or choose one with nix.force(…) or nix.default(…)
       docs:  https://cdknix.example/errors/conflicting-definitions"
    `);
  });

  it("are reported between a host and its class, and with the host's own name", () => {
    const { app, iso, host } = program();
    new NixosModule(iso, "a", { config: { time: { timeZone: "UTC" } } });
    new NixosModule(host, "b", { config: { time: { timeZone: "Europe/Berlin" }, networking: { hostName: "eve" } } });
    const { report } = FlakeAssertions.fromApp(app);
    expect(report).toContain("the option time.timeZone is defined twice");
    expect(report).toContain("the option networking.hostName is defined twice");
  });

  it("are not reported if the values are equal, one has a higher priority, or NixOS joins them", () => {
    expect(both({ a: { b: 1 } }, { a: { b: 1 } })).toBe("");
    expect(both({ a: { b: 1 } }, { a: { b: nix.force(2) } })).toBe("");
    expect(both({ a: { b: nix.default(1) } }, { a: { b: 2 } })).toBe("");
    expect(both({ a: { b: [1] } }, { a: { b: [2] } })).toBe("");
    expect(both({ a: { b: nix.when(config.c, 1) } }, { a: { b: 2 } })).toBe("");
    const shell = (text: string): NixosConfig => ({ programs: { bash: { interactiveShellInit: text } } });
    expect(both(shell("a"), shell("b"))).toBe("");
  });

  it("are reported between equal priorities other than the default one", () => {
    expect(both({ a: { b: nix.force(1) } }, { a: { b: nix.override(50, 2) } })).toContain("conflicting-definitions");
    expect(both({ a: { b: nix.merge(1) } }, { a: { b: 2 } })).toContain("conflicting-definitions");
  });
});

describe("Annotations, aspects, and validation", () => {
  it("are reported together; errors stop synthesis, warnings do not", () => {
    const { app, iso } = program();
    Annotations.of(iso).addWarning("look here");
    expect(FlakeAssertions.fromApp(app).file("dotfiles/flake.nix")).toContain("nixosConfigurations");
    Annotations.of(iso).addError({ code: "mine", message: "no", reason: "because", fix: "do", value: "1" });
    iso.node.addValidation({ validate: () => ["not valid"] });
    const { report } = FlakeAssertions.fromApp(app);
    for (const code of ["warning[annotation]", "error[mine]", "error[validation]"]) expect(report).toContain(code);
  });

  it("visit every construct once, including those that an aspect adds", () => {
    const { app, iso } = program();
    const visited: string[] = [];
    const boot = new BootConfig(iso, "boot");
    Aspects.of(app).add({
      visit: (construct) => {
        visited.push(construct.node.path);
        if (construct === boot) new NixosModule(iso, "added", { config: { boot: { consoleLogLevel: 3 } } });
        if (construct instanceof BootConfig) construct.addOverride("boot.consoleLogLevel", 3);
      },
    });
    const template = FlakeAssertions.fromApp(app);
    expect(visited.filter((path) => path === "dotfiles/iso/added")).toHaveLength(1);
    expect(new Set(visited).size).toBe(visited.length);
    expect(template.file("dotfiles/modules/iso/boot.nix")).toContain("consoleLogLevel = 3;");
  });
});
