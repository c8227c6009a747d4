import { cpSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { library, project, type Project } from "./project";

const program = `
const { App, Flake, Host, HostClass, IsoImage, NixosModule, Nixpkgs, nix } = require(${JSON.stringify(library)});
const app = new App();
const flake = new Flake(app, "dot", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image", {});
new NixosModule(iso, "space", { config: { documentation: { enable: nix.force(false) } } });
new NixosModule(iso, "ssh", { config: {
  services: { openssh: { settings: { PermitRootLogin: nix.force("no"), Ciphers: ["a"] } } },
  users: { users: { nixos: { openssh: { authorizedKeys: { keys: ["ssh-ed25519 AAAA me"] } } } } },
} });
new NixosModule(iso, "settings", { config: { nix: { settings: { "http-connections": 50 } } } });
new NixosModule(iso, "boot", { config: {
  boot: { kernelParams: nix.after(["last"]), supportedFilesystems: nix.force({ vfat: true }) },
} });
new NixosModule(iso, "maybe", { config: { boot: {
  kernelParams: nix.when(nix.raw("config.documentation.enable"), ["never"]),
  consoleLogLevel: nix.raw('throw "it is a secret"'),
} } });
const host = new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });
new NixosModule(host, "extra", { config: { boot: { kernelParams: ["more"] } } });
app.synth();
`;

/** The offline base without packages: its module system and options are all that is asked for here. */
function withOptions(program: string, edit: (file: string, text: string) => string = (_, text) => text): Project {
  const made = project({ "main.js": program, "nixpkgs/debs.json": "{}", "nixpkgs/release": "24.05" });
  const base = path.join(made.directory, "nixpkgs");
  cpSync("embedded", base, { recursive: true });
  const modules = path.join(base, "lib/modules.nix");
  writeFileSync(modules, edit("lib/modules.nix", readFileSync(modules, "utf8")));
  return made;
}

let made: Project;
const explain = (...args: readonly string[]): string => {
  const { code, stdout, stderr } = made.run(["explain", "-q", "lilith", ...args]);
  return code === 0 ? stdout : `${stderr}exit code ${String(code)}\n`;
};

beforeAll(() => {
  made = withOptions(program);
});

describe("synth explain", () => {
  it("answers on the first line, and tells which definition won, which lost, and the line behind each", () => {
    expect(explain("documentation.enable")).toMatchInlineSnapshot(`
     "documentation.enable = false
       type     boolean
       default  true
       won      false  at  50 (mkForce)               modules/iso/space.nix                     dot/iso/space  main.js:7
       lost     true   at  60 (mkImageMediaOverride)  modules/profiles/installation-device.nix
     "
    `);
  });

  it("tells what is merged, in this order, and what is not active", () => {
    expect(explain("boot.kernelParams")).toMatchInlineSnapshot(`
     "boot.kernelParams throws: it is a secret
       type     list of (string, with spaces inside double quotes)
       default  [ ]
       merged   [ «throws» ]                                  at 100                  modules/kernel.nix
       merged   [ "root=LABEL=lilith-24.05-dirty-x86_64" "b…  at 100                  modules/installer/cd-dvd/iso-image.nix
       merged   [ "more" ]                                    at 100                  systems/lilith/extra.nix                dot/lilith/extra  main.js:21
       merged   [ "last" ]                                    at 100, mkAfter         modules/iso/boot.nix                    dot/iso/boot      main.js:13
       off                                                    its condition is false  modules/iso/maybe.nix                   dot/iso/maybe     main.js:16
       2 definitions in other modules are not active (-v shows them)
     "
    `);
  });

  it("goes into submodules, with their own priorities", () => {
    expect(explain("services.openssh.settings.PermitRootLogin")).toMatchInlineSnapshot(`
     "services.openssh.settings.PermitRootLogin = "no"
       type     null or (one of "yes", "without-password", "prohibit-password", "forced-commands-only", "no")
       default  "prohibit-password"
       won      "no"   at  50 (mkForce)  modules/iso/ssh.nix                       dot/iso/ssh  main.js:8
       lost     "yes"  at 100            modules/profiles/installation-device.nix
     "
    `);
    expect(explain("users.users.nixos.openssh.authorizedKeys.keys")).toMatchInlineSnapshot(`
     "users.users.nixos.openssh.authorizedKeys.keys = [ "ssh-ed25519 AAAA me" ]
       type     list of ((optionally newline-terminated) single-line string)
       default  [ ]
       won      [ "ssh-ed25519 AAAA me" ]  at 100  modules/iso/ssh.nix  dot/iso/ssh  main.js:8
     "
    `);
  });

  it("goes into settings that have no option of their own", () => {
    expect(explain("nix.settings.http-connections")).toMatchInlineSnapshot(`
     "nix.settings.http-connections = 50
       type     (null or (((((boolean or signed integer) or (floating point number)) or string) or path) or package…
       won      50  at 100  modules/iso/settings.nix  dot/iso/settings  main.js:12
     "
    `);
  });

  it("tells of what is in a set that was forced that it was forced, and what that dropped", () => {
    expect(explain("boot.supportedFilesystems.vfat")).toMatchInlineSnapshot(`
     "boot.supportedFilesystems.vfat = true
       type     boolean
       won      true  at  50 (mkForce)  modules/iso/boot.nix       dot/iso/boot  main.js:13
       lost     true  at 100            modules/filesystems.nix
       lost     true  at 100            modules/profiles/base.nix
     "
    `);
  });

  it("tells a value that throws, and who is to blame", () => {
    expect(explain("boot.consoleLogLevel")).toMatchInlineSnapshot(`
     "error[evaluation-failed]: Nix cannot evaluate lilith
       | error: it is a secret
     exit code 3
     "
    `);
  });

  it("tells what nobody set", () => {
    expect(explain("networking.hostName")).toMatchInlineSnapshot(`
     "networking.hostName = "lilith"
       type     string matching the pattern ^$|^[[:alnum:]]([[:alnum:]_-]{0,61}[[:alnum:]])?$
       default  "nixos"
       won      "lilith"  at 100  systems/lilith  dot/lilith  main.js:20
     "
    `);
    expect(explain("nix.settings.http-conections")).toMatchInlineSnapshot(`
     "nix.settings.http-conections is not set and has no default; beside it is http-connections
       type     (null or (((((boolean or signed integer) or (floating point number)) or string) or path) or package…
     "
    `);
  });

  it("lists what the program set below a prefix", () => {
    expect(explain("boot")).toMatchInlineSnapshot(`
     "error[evaluation-failed]: Nix cannot evaluate lilith
       | error: it is a secret
     exit code 3
     "
    `);
    expect(explain("hardware")).toMatchInlineSnapshot(`
     "hardware: the program sets nothing below it
     "
    `);
  });

  it("suggests the names that are most like one that does not exist", () => {
    expect(explain("documentation.enabel")).toMatchInlineSnapshot(`
     "error[option-unknown]: lilith has no option documentation.enabel
       why:   there is none of this name in documentation
       fix:   did you mean documentation.enable?
     exit code 1
     "
    `);
    expect(explain("bot.kernelParams")).toMatchInlineSnapshot(`
     "error[option-unknown]: lilith has no option bot.kernelParams
       why:   there is none of this name
       fix:   did you mean boot.kernelParams?
     exit code 1
     "
    `);
    expect(explain("users.users.nixos.openssh.authorizedKeys.key")).toMatchInlineSnapshot(`
     "error[option-unknown]: lilith has no option users.users.nixos.openssh.authorizedKeys.key
       why:   there is none of this name in users.users.nixos.openssh.authorizedKeys
       fix:   did you mean users.users.nixos.openssh.authorizedKeys.keys or users.users.nixos.openssh.authorizedKeys.keyFiles?
     exit code 1
     "
    `);
  });

  it("gives everything as JSON", () => {
    expect(JSON.parse(explain("--json", "documentation.enable"))).toMatchInlineSnapshot(`
     {
       "declarations": [
         "modules/documentation.nix",
       ],
       "default": {
         "value": true,
       },
       "definitions": [
         {
           "construct": "dot/iso/space",
           "file": "modules/iso/space.nix",
           "from": "program",
           "isDefault": false,
           "order": null,
           "outcome": "won",
           "priority": 50,
           "source": "main.js:7",
           "value": false,
         },
         {
           "construct": null,
           "file": "modules/profiles/installation-device.nix",
           "from": "nixpkgs",
           "isDefault": false,
           "order": null,
           "outcome": "lost",
           "priority": 60,
           "source": null,
           "value": true,
         },
         {
           "construct": null,
           "file": "modules/documentation.nix",
           "from": "nixpkgs",
           "isDefault": true,
           "order": null,
           "outcome": "lost",
           "priority": 1500,
           "source": null,
           "value": true,
         },
       ],
       "error": null,
       "host": "lilith",
       "isComplete": true,
       "isDefined": true,
       "kind": "option",
       "option": "documentation.enable",
       "similar": [],
       "type": "boolean",
       "value": false,
     }
    `);
  });

  it("leaves the output and the project's lock file as they are", () => {
    expect(Object.keys(made.output())).toEqual([]);
  });

  it("refuses a host that is not there and a path that is none", () => {
    expect(made.run(["explain", "-q", "lilit", "boot"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[host-unknown]: there is no host "lilit"
       why:   the program has: lilith
       fix:   name one of these
     ",
       "stdout": "",
     }
    `);
    expect(explain("boot..x")).toMatchInlineSnapshot(`
     "error[option-malformed]: "boot..x" is not the path of an option
       why:   it consists of names with a dot between two
       fix:   write it as in boot.kernelParams, and quote what has a dot or a blank in it: 'users.users."a.b".uid'
     exit code 1
     "
    `);
  });
});

describe("a module system that keeps no definitions that lost, and is not the one we know", () => {
  it("is told of, with those that won", () => {
    made = withOptions(program, (_, text) => text.replaceAll("allDefinitions", "everyDefinition"));
    expect(explain("documentation.enable")).toMatchInlineSnapshot(`
     "documentation.enable = false
       type     boolean
       default  true
       won      false  at  50 (mkForce)  modules/iso/space.nix  dot/iso/space  main.js:7
       this nixpkgs keeps only the definitions that won: those that lost are not to be seen
     "
    `);
  });
});
