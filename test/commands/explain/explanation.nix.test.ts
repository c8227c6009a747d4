import { cpSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { createColors } from "picocolors";
import { evaluateOption } from "../../../lib/commands/explain/evaluate-option";
import { explanationOf } from "../../../lib/commands/explain/explanation-of";
import { explanationText } from "../../../lib/commands/explain/explanation-text";
import type { Manifest } from "../../../lib/model";
import { formatFailure, isFailure } from "../../../lib/platform/failure";
import { findNix, type NixTool } from "../../../lib/platform/nix/tool";
import { lockWithReplacements, nixpkgsReplacement } from "../../../lib/project/lock-file/flake-lock";
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

/** The offline base without packages, because only its options and module system are needed. */
function copyOfBase(directory: string, edit: (modules: string) => string): string {
  const base = path.join(directory, "nixpkgs");
  cpSync("embedded", base, { recursive: true });
  const modules = path.join(base, "lib/modules.nix");
  writeFileSync(modules, edit(readFileSync(modules, "utf8")));
  return base;
}

// Nix may be slow on a busy machine.
jest.setTimeout(600_000);

let tool: NixTool;

/** Writes the program's tree, locks it, and returns a function that explains its options. */
async function locked(edit: (modules: string) => string = (text) => text): Promise<typeof explain> {
  const made = project({ "main.js": program, "nixpkgs/debs.json": "{}", "nixpkgs/release": "24.05" });
  const written = made.run(["--no-build", "-q"]);
  if (written.code !== 0) throw new Error(written.stderr);
  const output = path.join(made.directory, "cdk.out");
  const manifest: Manifest = manifestSchema.parse(JSON.parse(readFileSync(path.join(output, "manifest.json"), "utf8")));
  const flake = manifest.flakes.dot!;
  const directory = path.join(output, flake.directory);
  const base = copyOfBase(made.directory, edit);
  await lockWithReplacements(tool, { directory, projectLock: path.join(made.directory, "flake.lock") }, [
    nixpkgsReplacement(`path:${base}`),
  ]);
  const host = { name: "lilith", directory, attribute: "nixosConfigurations.lilith" };
  const reporter = { step: jest.fn(), nix: jest.fn(), activity: jest.fn(), issue: jest.fn() };
  return async (option, verbose = false) => {
    try {
      const names = parseOptionPath(option);
      const evaluated = await evaluateOption(tool, host, names, { isWhole: verbose }, reporter);
      const explanation = explanationOf(evaluated, {
        host: "lilith",
        names,
        flake,
        isOfflineBase: true,
        textOf: () => undefined,
      });
      return `\n${explanationText(explanation, { verbose, isWhole: verbose, colors: createColors(false) })}\n`;
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

describe("the explanation of an option", () => {
  it("shows the value first, then the definitions that won and lost, with their lines", async () => {
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

  it("shows merged definitions in order, and inactive ones", async () => {
    expect(await explain("boot.kernelParams", true)).toMatchInlineSnapshot(`
     "
     boot.kernelParams = [ "root=LABEL=lilith-24.05-dirty-x86_64" "boot.shell_on_fail" "more" "loglevel=4" "last" ]
       type     list of (string, with spaces inside double quotes)
       default  [ ]
       merged   [ "root=LABEL=lilith-24.05-dirty-x86_64" "boot.shell_on_fail" ]  at 100              embedded/modules/installer/cd-dvd/iso-image.nix
       merged   [ "more" ]                                                       at 100              systems/lilith/extra.nix                         dot/lilith/extra  main.js:23
       merged   [ "loglevel=4" ]                                                 at 100              embedded/modules/kernel.nix
       merged   [ "last" ]                                                       at 100, mkAfter     modules/iso/boot.nix                             dot/iso/boot      main.js:13
       off                                                                       condition is false  modules/iso/maybe.nix                            dot/iso/maybe     main.js:16
       off                                                                       condition is false  embedded/modules/networking.nix
       off                                                                       condition is false  embedded/modules/console.nix
     "
    `);
  });

  it("supports options in a submodule, which has its own priorities", async () => {
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

  it("supports settings that have no option of their own", async () => {
    expect(await explain("nix.settings.http-connections")).toMatchInlineSnapshot(`
     "
     nix.settings.http-connections = 50
       type     (null or (((((boolean or signed integer) or (floating point number)) or string) or path) or package…
       won      50  at 100  modules/iso/settings.nix  dot/iso/settings  main.js:12
     "
    `);
  });

  it("shows the definitions that a forced set overrides", async () => {
    expect(await explain("boot.supportedFilesystems.vfat")).toMatchInlineSnapshot(`
     "
     boot.supportedFilesystems.vfat = true
       type     boolean
       won      true  at  50 (mkForce)  modules/iso/boot.nix                dot/iso/boot  main.js:13
       lost     true  at 100            embedded/modules/profiles/base.nix
       lost     true  at 100            embedded/modules/filesystems.nix
     "
    `);
  });

  it("shows the definitions of a value that throws", async () => {
    expect(await explain("boot.extraModprobeConfig")).toMatchInlineSnapshot(`
     "
     boot.extraModprobeConfig throws: it is a secret
       type     strings concatenated with "\\n"
       default  ""
       won      «throws»  at 100  modules/iso/maybe.nix  dot/iso/maybe  main.js:16
     "
    `);
  });

  it("reports an option that is not set", async () => {
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
     nix.settings.http-conections is not set and has no default; similar: http-connections
       type     (null or (((((boolean or signed integer) or (floating point number)) or string) or path) or package…
     "
    `);
  });

  it("omits values if Nix fails on one of them, and fails if Nix cannot evaluate the host", async () => {
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

  it("suggests similar names if the option does not exist", async () => {
    expect(await explain("documentation.enabel")).toMatchInlineSnapshot(`
     "
     error[option-unknown]: lilith has no option documentation.enabel
       why:   no option in documentation has this name
       fix:   did you mean documentation.enable?
       docs:  https://cdknix.example/errors/option-unknown
     "
    `);
    expect(await explain("bot.kernelParams")).toMatchInlineSnapshot(`
     "
     error[option-unknown]: lilith has no option bot.kernelParams
       why:   no option has this name
       fix:   did you mean boot.kernelParams?
       docs:  https://cdknix.example/errors/option-unknown
     "
    `);
    expect(await explain("users.users.nixo.uid")).toMatchInlineSnapshot(`
     "
     error[option-unknown]: lilith has no option users.users.nixo.uid
       why:   no option in users.users has this name
       fix:   did you mean users.users.nixos.uid?
       docs:  https://cdknix.example/errors/option-unknown
     "
    `);
  });
});

describe("the explanation of a set of options", () => {
  it("lists what the program sets in it", async () => {
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

describe("the explanation with an unknown module system", () => {
  it("shows only the definitions that won, with a note", async () => {
    const limited = await locked((text) => text.replaceAll("allDefinitions", "everyDefinition"));
    expect(await limited("documentation.enable")).toMatchInlineSnapshot(`
     "
     documentation.enable = false
       type     boolean
       default  true
       won      false  at  50 (mkForce)  modules/iso/space.nix  dot/iso/space  main.js:7
       this nixpkgs keeps only the definitions that won, so overridden ones are not shown
     "
    `);
  });
});

describe("the path of an option", () => {
  it.each([
    ["a.b", ["a", "b"]],
    ['users.users."a.b".uid', ["users", "users", "a.b", "uid"]],
    ['"a \\" b"', ['a " b']],
  ])("parses %s as %j", (text, names) => {
    expect(parseOptionPath(text)).toEqual(names);
  });

  it.each(["", ".", "a.", ".a", "a..b", '"a', "a b"])("rejects %j", (text) => {
    expect(() => parseOptionPath(text)).toThrow("is not an option path");
  });
});
