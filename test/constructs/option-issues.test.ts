import { App, config, Flake, Host, HostClass, inputs, nix, NixosModule, Nixpkgs, pkgs, type NixosConfig } from "cdknix";
import * as E from "fp-ts/Either";
import { formatIssues } from "../../lib/model";
import { optionTable, optionTree, type OptionTable, type TableHead } from "../../lib/options";
import { synthesize } from "../../lib/pipeline/synthesize/synthesize";
import { declarations } from "../options/support";

const head: TableHead = { releases: ["24.05"], inputs: ["nixpkgs", "disko"], complete: true };

const port = "16 bit unsigned integer; between 0 and 65535 (both inclusive)";

function table(more: Partial<TableHead> = {}): OptionTable {
  const options = declarations({
    "networking.hostName": "string",
    "nixpkgs.hostPlatform": "string or (attribute set)",
    "boot.loader.timeout": "null or signed integer",
    "boot.kernelParams": "list of string matching the pattern [^ ]+",
    "boot.scale": "floating point number",
    "boot.supported": "(attribute set of boolean) or (list of string) convertible to it",
    "environment.systemPackages": "list of package",
    "services.sshd.enable": { type: "boolean", aliasOf: "services.openssh.enable" },
    "services.openssh.enable": "boolean",
    "services.openssh.ports": `list of ${port}`,
    "services.openssh.settings": "attribute set of (atom (null, bool, int, float or string))",
    "services.openssh.settings.LogLevel": 'one of "INFO", "DEBUG"',
    "services.openssh.banner": "null or path",
    "services.app.settings": "attribute set of attribute set of (signed integer or string)",
    "services.app.settings.server.port": "signed integer",
    "services.old": { type: "boolean", isHidden: true, aliasOf: "services.openssh.enable" },
    "services.gone": { type: "unspecified value", isHidden: true, removal: "Use services.openssh\n  instead.\n" },
    "users.users": "attribute set of (submodule)",
    "users.users.<name>.uid": "null or signed integer",
    "users.users.<name>.keys.files": "list of path",
    "system.release": { type: "string", isReadOnly: true },
    "system.build": "lazy attribute set of raw value",
  });
  return optionTable(optionTree(options), { ...head, ...more });
}

/** Returns all issues of a program with one module of these definitions. */
function report(
  definitions: NixosConfig,
  more: Partial<TableHead> = {},
  imports: readonly ReturnType<typeof nix.raw>[] = [],
): string {
  const app = new App();
  const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
  const iso = new HostClass(flake, "iso");
  new NixosModule(iso, "module", { config: definitions, imports });
  new Host(flake, "host", { class: iso, system: "x86_64-linux" });
  const environment = { projectDirectory: process.cwd(), revision: "abc1234", optionTable: table(more) };
  const result = synthesize(app, environment);
  const issues = E.isLeft(result) ? result.left : result.right.issues;
  // The line of `new NixosModule` above changes with this file.
  return formatIssues(issues.filter(({ code }) => code !== "no-image")).replaceAll(
    /(option-issues\.test\.ts):\d+/g,
    "$1:<line>",
  );
}

describe("definitions, checked against imported options", () => {
  it("are accepted if they fit", () => {
    const fitting: NixosConfig = {
      boot: nix.when(config.x, {
        loader: { timeout: nix.force(3) },
        kernelParams: nix.before(["quiet", nix.str`a=${config.b}`, nix.raw("x")]),
        supported: nix.force({ btrfs: nix.when(config.y, true) }),
        scale: 0.5,
      }),
      environment: { systemPackages: [pkgs.git, nix.merge(pkgs.hello)] },
      services: {
        openssh: { ports: [22], settings: { LogLevel: config.z, Other: 3 }, banner: nix.path("/etc/banner") },
      },
      users: { users: { me: { uid: null, keys: { files: ["/a", nix.str`${config.home}/b`] } } } },
      system: { build: { anything: { goes: 1 } } },
    };
    expect(report(fitting)).toBe("");
    expect(report({ services: { sshd: { enable: true } } })).toBe("");
  });

  it("with unknown names are reported with the nearest name", () => {
    expect(
      report({ services: { openssh: { enabel: true } }, boot: { timeout: 3 }, users: { users: { me: { id: 1 } } } }),
    ).toMatchInlineSnapshot(`
     "error[option-unknown]: dotfiles/iso/module: the option services.openssh.enabel does not exist
       value: true
       why:   NixOS rejects options that no module declares
       fix:   did you mean services.openssh.enable?
       at:    test/constructs/option-issues.test.ts:<line>
       docs:  https://cdknix.example/errors/option-unknown

     error[option-unknown]: dotfiles/iso/module: the option boot.timeout does not exist
       value: 3
       why:   NixOS rejects options that no module declares
       fix:   did you mean boot.loader.timeout?
       at:    test/constructs/option-issues.test.ts:<line>
       docs:  https://cdknix.example/errors/option-unknown

     error[option-unknown]: dotfiles/iso/module: the option users.users.me.id does not exist
       value: 1
       why:   NixOS rejects options that no module declares
       fix:   did you mean users.users.me.uid?
       at:    test/constructs/option-issues.test.ts:<line>
       docs:  https://cdknix.example/errors/option-unknown"
    `);
  });

  it("of the wrong type are reported with the expected type", () => {
    expect(
      report({
        boot: { loader: { timeout: nix.force("soon") }, kernelParams: "quiet", scale: 1, supported: { btrfs: "yes" } },
        environment: { systemPackages: ["git"] },
        services: { openssh: { ports: [22, 70000], settings: { LogLevel: "LOUD", Other: [] }, banner: "banner.txt" } },
      }),
    ).toMatchInlineSnapshot(`
     "error[text-not-package]: dotfiles/iso/module: environment.systemPackages[0] is text, but NixOS expects a package
       value: "git"
       why:   a package is an attribute of pkgs; its name in quotes is only text
       fix:   use pkgs.git
       at:    test/constructs/option-issues.test.ts:<line>
       docs:  https://cdknix.example/errors/text-not-package

     error[option-type]: dotfiles/iso/module: the option boot.loader.timeout does not accept this value
       value: "soon"
       why:   its type is: null or signed integer
       at:    test/constructs/option-issues.test.ts:<line>
       docs:  https://cdknix.example/errors/option-type

     error[option-type]: dotfiles/iso/module: the option boot.kernelParams does not accept this value
       value: "quiet"
       why:   its type is: list of string matching the pattern [^ ]+
       fix:   write a list: ["quiet"]
       at:    test/constructs/option-issues.test.ts:<line>
       docs:  https://cdknix.example/errors/option-type

     error[option-type]: dotfiles/iso/module: the option boot.scale does not accept this value
       value: 1
       why:   its type is: floating point number
       fix:   JavaScript cannot express 1.0: use nix.raw("1.0")
       at:    test/constructs/option-issues.test.ts:<line>
       docs:  https://cdknix.example/errors/option-type

     error[option-type]: dotfiles/iso/module: the option boot.supported.btrfs does not accept this value
       value: "yes"
       why:   its type is: boolean
       at:    test/constructs/option-issues.test.ts:<line>
       docs:  https://cdknix.example/errors/option-type

     error[option-type]: dotfiles/iso/module: the option services.openssh.ports[1] does not accept this value
       value: 70000
       why:   its type is: integer from 0 to 65535
       at:    test/constructs/option-issues.test.ts:<line>
       docs:  https://cdknix.example/errors/option-type

     error[option-type]: dotfiles/iso/module: the option services.openssh.settings.LogLevel does not accept this value
       value: "LOUD"
       why:   its type is: one of "INFO", "DEBUG"
       at:    test/constructs/option-issues.test.ts:<line>
       docs:  https://cdknix.example/errors/option-type

     error[option-type]: dotfiles/iso/module: the option services.openssh.settings.Other does not accept this value
       value: [ ]
       why:   its type is: null or boolean or integer or number or string
       at:    test/constructs/option-issues.test.ts:<line>
       docs:  https://cdknix.example/errors/option-type

     error[option-type]: dotfiles/iso/module: the option services.openssh.banner does not accept this value
       value: "banner.txt"
       why:   its type is: null or path
       fix:   start the string with a slash, or copy a file of your project: nix.file(…)
       at:    test/constructs/option-issues.test.ts:<line>
       docs:  https://cdknix.example/errors/option-type"
    `);
  });

  it("of read-only, renamed, and removed options, and of option sets, are reported", () => {
    expect(
      report({
        system: { release: "24.05" },
        services: { old: true, gone: 1 },
        users: { users: { me: { keys: [] } } },
      }),
    ).toMatchInlineSnapshot(`
     "error[option-read-only]: dotfiles/iso/module: the option system.release is read-only
       value: "24.05"
       why:   only NixOS itself sets it
       fix:   remove it
       at:    test/constructs/option-issues.test.ts:<line>
       docs:  https://cdknix.example/errors/option-read-only

     warning[option-renamed]: dotfiles/iso/module: the option services.old has been renamed
       why:   NixOS accepts the old name with a warning, but only for some releases
       fix:   use services.openssh.enable
       at:    test/constructs/option-issues.test.ts:<line>
       docs:  https://cdknix.example/errors/option-renamed

     error[option-removed]: dotfiles/iso/module: the option services.gone has been removed
       value: 1
       why:   Use services.openssh instead.
       fix:   remove it, or set its replacement
       at:    test/constructs/option-issues.test.ts:<line>
       docs:  https://cdknix.example/errors/option-removed

     error[option-type]: dotfiles/iso/module: users.users.me.keys is a set of options, not an option
       value: [ ]
       fix:   set one of: files
       at:    test/constructs/option-issues.test.ts:<line>
       docs:  https://cdknix.example/errors/option-type"
    `);
  });

  it("may use options that are not in the import if the host imports external modules", () => {
    expect(report({ disko: { devices: {} } }, {}, [inputs.other.nixosModules.default])).toMatchInlineSnapshot(`
     "warning[option-unknown]: dotfiles/iso/module: the option disko does not exist
       value: { devices = { }; }
       why:   NixOS rejects options that no module declares; a module imported by this program may declare it, but the imported options do not cover that module
       fix:   remove it, or run \`synth import\` again if a newly imported module declares it
       at:    test/constructs/option-issues.test.ts:<line>
       docs:  https://cdknix.example/errors/option-unknown"
    `);
    expect(report({ disk: {} }, {}, [inputs.disko.nixosModules.disko])).toContain("error[option-unknown]");
    expect(report({ disk: {} }, {}, [nix.raw("./module.nix")])).toContain("warning[option-unknown]");
    expect(report({ disk: {} }, { complete: false })).toContain("warning[option-unknown]");
  });

  it("are checked against the options that the package includes if the import is of another release", () => {
    expect(report({ services: { nope: 1 } }, { releases: ["25.05"] })).toMatchInlineSnapshot(`
     "warning[option-table-release]: dotfiles: the imported options are not used: they are from another release
       value: imported: 25.05; this flake: 24.05
       fix:   run \`synth import\` again
       docs:  https://cdknix.example/errors/option-table-release

     error[option-unknown]: dotfiles/iso/module: the option services.nope does not exist
       value: 1
       why:   NixOS rejects options that no module declares
       fix:   remove it, or import the module that declares it
       at:    test/constructs/option-issues.test.ts:<line>
       docs:  https://cdknix.example/errors/option-unknown"
    `);
  });

  it("of an alias have the type of its target", () => {
    const accepted = { services: { sshd: { enable: nix.force(true) } } };
    expect(report(accepted)).toBe("");
    expect(report({ services: { sshd: { enable: "yes" } } })).toContain(
      "services.sshd.enable does not accept this value",
    );
  });

  it("in freeform sets may have further names at every level", () => {
    expect(report({ services: { app: { settings: { server: { port: 1, other: "x" }, more: { a: 1 } } } } })).toBe("");
    expect(
      report({ services: { app: { settings: { server: { port: "x", other: [] } } } } }).match(/the option \S+/g),
    ).toEqual(["the option services.app.settings.server.port", "the option services.app.settings.server.other"]);
  });

  it("with names of JavaScript object members are looked up like any others", () => {
    expect(report({ services: { constructor: {}, toString: 1 } })).toContain(
      "the option services.constructor does not exist",
    );
  });
});
