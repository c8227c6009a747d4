import { cpSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { createColors } from "picocolors";
import { evaluateOption } from "../../../lib/commands/explain/evaluate-option";
import { explanationOf } from "../../../lib/commands/explain/explanation-of";
import { explanationText } from "../../../lib/commands/explain/explanation-text";
import type { Manifest } from "../../../lib/model";
import { formatFailure, isFailure } from "../../../lib/platform/failure";
import { findNix, type NixTool } from "../../../lib/platform/nix/tool";
import { lockWithNixpkgs } from "../../../lib/project/lock-file/flake-lock";
import { parseOptionPath } from "../../../lib/project/option-path";
import { manifestSchema } from "../../../lib/project/output/manifest";
import { library, project } from "../../cli/project";

const program = `
const { App, Flake, Host, HostClass, IsoImage, NixosModule, Nixpkgs, nix } = require(${JSON.stringify(library)});
const app = new App();
const flake = new Flake(app, "dot", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image", {});
new NixosModule(iso, "space", { config: { documentation: { enable: nix.force(false) } } });
new NixosModule(iso, "ssh", { config: {
  services: { openssh: { settings: { PermitRootLogin: nix.force("no") } } },
  users: { users: { nixos: { openssh: { authorizedKeys: { keys: ["ssh-ed25519 AAAA me"] } } } } },
} });
new NixosModule(iso, "settings", { config: { nix: { settings: { "http-connections": 50 } } } });
new NixosModule(iso, "boot", { config: {
  boot: { kernelParams: nix.after(["last"]), supportedFilesystems: nix.force({ vfat: true }) },
} });
new NixosModule(iso, "maybe", { config: { boot: {
  kernelParams: nix.when(nix.raw("config.documentation.enable"), ["never"]),
  extraModprobeConfig: nix.raw('throw "it is a secret"'),
  blacklistedKernelModules: [nix.raw("{ }.nothing")],
  postBootCommands: nix.raw("{ }.nothing"),
} } });
const host = new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });
new NixosModule(host, "extra", { config: { boot: { kernelParams: ["more"] } } });
app.synth();
`;

/** The offline base without packages: its options and module system are all that is asked for here. */
function copyOfBase(directory: string, edit: (modules: string) => string): string {
  const base = path.join(directory, "nixpkgs");
  cpSync("embedded", base, { recursive: true });
  const modules = path.join(base, "lib/modules.nix");
  writeFileSync(modules, edit(readFileSync(modules, "utf8")));
  return base;
}

// Nix may have much to do for others; nothing here waits for anything else.
jest.setTimeout(600_000);

let tool: NixTool;

/** Writes the program's tree, locks it, and gives a function that explains its options. */
async function locked(edit: (modules: string) => string = (text) => text): Promise<typeof explain> {
  const made = project({ "main.js": program, "nixpkgs/debs.json": "{}", "nixpkgs/release": "24.05" });
  const written = made.run(["--no-build", "-q"]);
  if (written.code !== 0) throw new Error(written.stderr);
  const output = path.join(made.directory, "cdk.out");
  const manifest: Manifest = manifestSchema.parse(JSON.parse(readFileSync(path.join(output, "manifest.json"), "utf8")));
  const flake = manifest.flakes.dot!;
  const directory = path.join(output, flake.directory);
  const base = copyOfBase(made.directory, edit);
  await lockWithNixpkgs(tool, { directory, projectLock: path.join(made.directory, "flake.lock") }, `path:${base}`);
  const host = { name: "lilith", directory, attribute: "nixosConfigurations.lilith" };
  const reporter = { step: jest.fn(), nix: jest.fn(), activity: jest.fn(), issue: jest.fn() };
  return async (option, verbose = false) => {
    try {
      const names = parseOptionPath(option);
      const evaluated = await evaluateOption(tool, host, names, { isWhole: verbose }, reporter);
      const explanation = explanationOf(evaluated, { host: "lilith", names, flake, isOfflineBase: true });
      return `\n${explanationText(explanation, { verbose, colours: createColors(false) })}\n`;
    } catch (error) {
      if (isFailure(error)) return `\n${formatFailure(error)}\n`;
      throw error;
    }
  };
}

let explain: (option: string, verbose?: boolean) => Promise<string>;

beforeAll(async () => {
  tool = await findNix();
  explain = await locked();
});

describe("an option explained", () => {
  it("answers on the first line, and tells which definition won, which lost, and the line behind each", async () => {
    expect(await explain("documentation.enable")).toMatchInlineSnapshot(`
     "
     documentation.enable = false
       type     boolean
       default  true
       won      false  at  50 (mkForce)               modules/iso/space.nix                              dot/iso/space  main.js:7
       lost     true   at  60 (mkImageMediaOverride)  embedded/modules/profiles/installation-device.nix
     "
    `);
  });

  it("tells what is merged, in this order, and what is not active", async () => {
    expect(await explain("boot.kernelParams", true)).toMatchInlineSnapshot(`
     "
     boot.kernelParams = [ "loglevel=4" "root=LABEL=lilith-24.05-dirty-x86_64" "boot.shell_on_fail" "more" "last" ]
       type     list of (string, with spaces inside double quotes)
       default  [ ]
       merged   [ "loglevel=4" ]                                                 at 100                  embedded/modules/kernel.nix
       merged   [ "root=LABEL=lilith-24.05-dirty-x86_64" "boot.shell_on_fail" ]  at 100                  embedded/modules/installer/cd-dvd/iso-image.nix
       merged   [ "more" ]                                                       at 100                  systems/lilith/extra.nix                         dot/lilith/extra  main.js:23
       merged   [ "last" ]                                                       at 100, mkAfter         modules/iso/boot.nix                             dot/iso/boot      main.js:13
       off                                                                       its condition is false  embedded/modules/console.nix
       off                                                                       its condition is false  embedded/modules/networking.nix
       off                                                                       its condition is false  modules/iso/maybe.nix                            dot/iso/maybe     main.js:16
     "
    `);
  });

  it("may be inside a submodule, which has priorities of its own", async () => {
    expect(await explain("services.openssh.settings.PermitRootLogin")).toMatchInlineSnapshot(`
     "
     services.openssh.settings.PermitRootLogin = "no"
       type     null or (one of "yes", "without-password", "prohibit-password", "forced-commands-only", "no")
       default  "prohibit-password"
       won      "no"   at  50 (mkForce)  modules/iso/ssh.nix                                dot/iso/ssh  main.js:8
       lost     "yes"  at 100            embedded/modules/profiles/installation-device.nix
     "
    `);
    expect(await explain("users.users.nixos.openssh.authorizedKeys.keys")).toMatchInlineSnapshot(`
     "
     users.users.nixos.openssh.authorizedKeys.keys = [ "ssh-ed25519 AAAA me" ]
       type     list of ((optionally newline-terminated) single-line string)
       default  [ ]
       won      [ "ssh-ed25519 AAAA me" ]  at 100  modules/iso/ssh.nix  dot/iso/ssh  main.js:8
     "
    `);
  });

  it("may be a setting that has no option of its own", async () => {
    expect(await explain("nix.settings.http-connections")).toMatchInlineSnapshot(`
     "
     nix.settings.http-connections = 50
       type     (null or (((((boolean or signed integer) or (floating point number)) or string) or path) or package…
       won      50  at 100  modules/iso/settings.nix  dot/iso/settings  main.js:12
     "
    `);
  });

  it("may be in a set that was forced, and tells what that dropped", async () => {
    expect(await explain("boot.supportedFilesystems.vfat")).toMatchInlineSnapshot(`
     "
     boot.supportedFilesystems.vfat = true
       type     boolean
       won      true  at  50 (mkForce)  modules/iso/boot.nix                dot/iso/boot  main.js:13
       lost     true  at 100            embedded/modules/filesystems.nix
       lost     true  at 100            embedded/modules/profiles/base.nix
     "
    `);
  });

  it("may throw, and tells who defined it", async () => {
    expect(await explain("boot.extraModprobeConfig")).toMatchInlineSnapshot(`
     "
     boot.extraModprobeConfig throws: it is a secret
       type     strings concatenated with "\\n"
       default  ""
       won      «throws»  at 100  modules/iso/maybe.nix  dot/iso/maybe  main.js:16
     "
    `);
  });

  it("may be set by nobody", async () => {
    expect(await explain("services.openssh.ports")).toMatchInlineSnapshot(`
     "
     services.openssh.ports = [ 22 ]
       type     list of (16 bit unsigned integer; between 0 and 65535 (both inclusive))
       default  [ 22 ]
       won      [ 22 ]  at 1500 (the default)  embedded/modules/openssh.nix
     "
    `);
    expect(await explain("nix.settings.http-conections")).toMatchInlineSnapshot(`
     "
     nix.settings.http-conections is not set and has no default; beside it is http-connections
       type     (null or (((((boolean or signed integer) or (floating point number)) or string) or path) or package…
     "
    `);
  });

  it("is told without values when Nix cannot go on at one of them, and fails when it cannot go on at all", async () => {
    expect(await explain("boot.blacklistedKernelModules")).toMatchInlineSnapshot(`
     "
     boot.blacklistedKernelModules throws: attribute 'nothing' missing
       type     list of string
       default  «not evaluated»
       won      «not evaluated»  at 100  modules/iso/maybe.nix  dot/iso/maybe  main.js:16
     "
    `);
    expect(await explain("boot.postBootCommands")).toContain("error: attribute 'nothing' missing");
  });

  it("has neighbours of a similar name when it does not exist", async () => {
    expect(await explain("documentation.enabel")).toMatchInlineSnapshot(`
     "
     error[option-unknown]: lilith has no option documentation.enabel
       why:   there is none of this name in documentation
       fix:   did you mean documentation.enable?
     "
    `);
    expect(await explain("bot.kernelParams")).toMatchInlineSnapshot(`
     "
     error[option-unknown]: lilith has no option bot.kernelParams
       why:   there is none of this name
       fix:   did you mean boot.kernelParams?
     "
    `);
    expect(await explain("users.users.nixo.uid")).toMatchInlineSnapshot(`
     "
     error[option-unknown]: lilith has no option users.users.nixo.uid
       why:   there is none of this name in users.users
       fix:   did you mean users.users.nixos.uid?
     "
    `);
  });
});

describe("a set of options explained", () => {
  it("is what the program set in it", async () => {
    expect(await explain("services")).toMatchInlineSnapshot(`
     "
     services: the program sets 1 option below it
       services.openssh.settings  { PermitRootLogin = lib.mkForce "no"; }  merged  dot/iso/ssh  main.js:8
     "
    `);
    expect(await explain("hardware")).toMatchInlineSnapshot(`
     "
     hardware: the program sets nothing below it
     "
    `);
  });
});

describe("a module system that keeps no definitions that lost, and is not one that we know", () => {
  it("tells of those that won, and says so", async () => {
    const limited = await locked((text) => text.replaceAll("allDefinitions", "everyDefinition"));
    expect(await limited("documentation.enable")).toMatchInlineSnapshot(`
     "
     documentation.enable = false
       type     boolean
       default  true
       won      false  at  50 (mkForce)  modules/iso/space.nix  dot/iso/space  main.js:7
       this nixpkgs keeps only the definitions that won: those that lost are not to be seen
     "
    `);
  });
});

describe("the path of an option", () => {
  it.each([
    ["a.b", ["a", "b"]],
    ['users.users."a.b".uid', ["users", "users", "a.b", "uid"]],
    ['"a \\" b"', ['a " b']],
  ])("%s is %j", (text, names) => {
    expect(parseOptionPath(text)).toEqual(names);
  });

  it.each(["", ".", "a.", ".a", "a..b", '"a', "a b"])("%j is none", (text) => {
    expect(() => parseOptionPath(text)).toThrow("is not an option path");
  });
});
