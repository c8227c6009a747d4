import { readFileSync } from "node:fs";
import * as path from "node:path";
import { attributeEvaluation } from "../../lib/attribution/attribute-evaluation";
import { SourceMap } from "../../lib/attribution/source-map";
import { Failure, formatFailure } from "../../lib/platform/failure";
import { flake } from "./flake";

/**
 * Original messages of Nix about wrong modules: NixOS 24.05 with Nix 2.8 and 2.26, the offline base (which has the messages of
 * NixOS) with Nix 2.26, and profiles with Nix 2.8. Traces are cut after the relevant frames.
 */
const words = (name: string): string =>
  readFileSync(path.join(__dirname, "nix-messages/recorded", `${name}.txt`), "utf8").trim();

/** NixOS's own sources, by the prefix of the names of their store paths. */
const foreign = /^\/nix\/store\/(?:f7pbyaii|ig7rs8gg|jlkawmls|r96h38bv)/;

const greet = '{ pkgs }:\nlet\n  version = version;\nin\npkgs.writeText "greet-${version}" ""\n';

/** The formatted error if this is the module `a`. */
async function shown(name: string, module: string, options?: { verbose: boolean }): Promise<string> {
  const texts = new Map([
    ["modules/iso/a.nix", module],
    ["packages/greet/default.nix", greet],
    ["systems/lilith/default.nix", '{ networking.hostName = "lilith"; }\n'],
  ]);
  const origins = new SourceMap(flake, texts, (storePath) => !foreign.test(storePath));
  const failure = new Failure({
    kind: "evaluation",
    code: "evaluation-failed",
    message: "Nix cannot evaluate the ISO of lilith",
    output: words(name),
  });
  const attributed = await attributeEvaluation(failure, flake, origins, () => Promise.resolve(words(`${name}-trace`)));
  return formatFailure(attributed, options);
}

const recursionBy = (...definitions: readonly string[]): string =>
  ["{ config, lib, ... }:", "{", ...definitions.map((each) => `  ${each}`), "}", ""].join("\n");
const condition = [
  "{ config, lib, ... }:",
  "lib.optionalAttrs config.services.openssh.enable {",
  '  networking.domain = "x";',
  "}\n",
].join("\n");
const overlay = [
  "{ pkgs, ... }:",
  "{",
  "  nixpkgs.overlays = [ (final: prev: { hello = final.hello; }) ];",
  "  environment.systemPackages = [ pkgs.hello ];",
  "}\n",
].join("\n");
const missing = "{ pkgs, ... }:\n{\n  environment.systemPackages = [ pkgs.htpo ];\n}\n";
const manager = "{ networking.networkmanager.enable = true; }\n";

const fromOfflineBase: readonly (readonly [string, string])[] = [
  ["conflict", '{ networking.hostId = "aaaaaaaa"; }\n'],
  ["unknown", '{ networking.hostNme = "x"; }\n'],
  ["missing", missing],
  ["assertion", manager],
  ["syntax", "{ environment.variables.X = if true then 1; }\n"],
];

const listOf = (name: string): string => `{ pkgs, ... }:\n{\n  environment.systemPackages = [ pkgs.${name} ];\n}\n`;

/** Recorded with both versions of Nix: the messages are equal, but the traces differ. */
const fromBoth: readonly (readonly [string, string])[] = [
  ["conflict", '{ networking.hostId = "aaaaaaaa"; }\n'],
  ["unknown", '{ networking.hostNme = "x"; }\n'],
  ["realtype", '{ networking.hostName = "bad.host"; }\n'],
  ["realelement", "{ networking.nameservers = [ 1 ]; }\n"],
  ["missing", missing],
  ["assertion", manager],
  ["recursion", recursionBy("networking.hostName = lib.mkForce config.networking.hostName;")],
  [
    "recursion-two",
    recursionBy(
      "networking.hostName = lib.mkForce config.environment.variables.NAME;",
      "environment.variables.NAME = config.networking.hostName;",
    ),
  ],
  ["recursion-imports", recursionBy("imports = lib.optional config.services.openssh.enable ./b.nix;")],
  ["recursion-condition", condition],
  ["recursion-overlay", overlay],
  ["recursion-package", "{ environment.systemPackages = [ greet ]; }\n"],
  ["thrown", '{ networking.hostName = throw "no such thing"; }\n'],
  ["undefined", '{ services.borgbackup.jobs.home.paths = "/home"; }\n'],
  ["submodule", '{ users.users.root.sheel = "/bin/sh"; }\n'],
  ["unfree", listOf("unrar")],
  ["broken", listOf("norouter")],
  ["syntax", "{ environment.variables.X = if true then 1; }\n"],
  ["variable", "{ environment.variables.X = nope; }\n"],
  ["choice", '{ services.openssh.settings.PermitRootLogin = "maybe"; }\n'],
  ["range", "{ networking.firewall.allowedTCPPorts = [ 70000 ]; }\n"],
  ["textlist", '{ environment.systemPackages = [ "jq" ]; }\n'],
  ["readonly", '{ system.nixos.release = "24.11"; }\n'],
  ["unique", "{ pkgs, ... }:\n{\n  nix.package = pkgs.lix;\n}\n"],
  ["null", "{ console.font = null; }\n"],
  ["insecure", listOf("openssl_1_1")],
  ["unsupported", listOf("mas")],
  ["removed", listOf("exa")],
  ["assertions", "{\n  networking.networkmanager.enable = true;\n  users.users.me = { };\n}\n"],
];

describe.each(["2.8", "2.26"])("an error of NixOS, in the format of Nix %s", (nix) => {
  it.each(fromBoth)("is mapped to construct and line: %s", async (name, module) => {
    expect(await shown(`nixos-24.05-nix-${nix}-${name}`, module)).toMatchSnapshot();
  });
});

describe("an error in the format of Nix 2.26, with the trace first", () => {
  it.each(fromOfflineBase)("is mapped to construct and line: %s", async (name, module) => {
    expect(await shown(`offline-base-nix-2.26-${name}`, module)).toMatchSnapshot();
  });

  it("is shown unchanged on request", async () => {
    const text = await shown("offline-base-nix-2.26-syntax", "{ environment.variables.X = if true then 1; }\n", {
      verbose: true,
    });
    expect(text).toContain("error[syntax-error]: dotfiles/iso/a: ");
    const whole = words("offline-base-nix-2.26-syntax").split("\n");
    expect(text).toContain(whole.map((line) => `  | ${line}`.trimEnd()).join("\n"));
  });
});

describe("the definitions of a profile in cdk.json", () => {
  it.each(["unknown", "type"])("are mapped to the profile's name: %s", async (name) => {
    expect(await shown(`offline-base-nix-2.8-profile-${name}`, "{ }\n")).toMatchSnapshot();
  });
});

describe("an error that cannot be mapped to the flake", () => {
  it("is shown completely", async () => {
    const name = "offline-base-nix-2.26-assertion";
    const whole = words(name).split("\n");
    expect(await shown(name, "{ }\n")).toBe(
      [
        "error[evaluation-failed]: Nix cannot evaluate the ISO of lilith",
        ...whole.map((line) => `  | ${line}`.trimEnd()),
        "  docs:  https://cdknix.example/errors/evaluation-failed",
      ].join("\n"),
    );
  });

  it("is not attributed to a file of NixOS with the same name", async () => {
    const name = "nixos-24.05-nix-2.8-conflict";
    const elsewhere = words(name).replaceAll(/\/nix\/store\/[a-z0-9]{8}/g, "/nix/store/ig7rs8gg");
    const origins = new SourceMap(flake, new Map(), (storePath) => !foreign.test(storePath));
    const failure = new Failure({ kind: "evaluation", code: "x", message: "no", output: elsewhere });
    const same = await attributeEvaluation(failure, flake, origins, () => Promise.resolve(""));
    expect(same).toBe(failure);
  });
});
