import { App, Flake, Host, nix, NixosModule, Nixpkgs, pkgs, type NixosConfig, type Release } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import * as cdknix from "../../lib";
import { declaredProps } from "../../lib/constructs/core/properties/declared-props";
import type { ObjectShape, ValueType } from "../../lib/constructs/core/properties/value-type";
import { reported } from "./support";

type Make = (text: string) => unknown;

/** For each text in a value of a type, a function that makes a value with it. */
function placesOfText(type: ValueType): readonly Make[] {
  if (type === "string") return [(text) => text];
  if (typeof type === "string") return [];
  if ("list" in type) return placesOfText(type.list).map((make) => (text) => [make(text)]);
  if ("record" in type) return placesOfText(type.record).map((make) => (text) => ({ name: make(text) }));
  if ("either" in type) return type.either.flatMap(placesOfText);
  return "object" in type ? placesInObject(type.object) : [];
}

const right: Readonly<Record<string, string>> = {
  publicKey: "x:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
  source: "/etc/x",
  target: "/x",
  url: "https://x.example",
};

function placesInObject(shape: ObjectShape): readonly Make[] {
  const required = Object.entries(shape).flatMap(([name, { optional }]) => (optional === true ? [] : [name]));
  const others = Object.fromEntries(required.map((name) => [name, right[name] ?? "x"]));
  return Object.entries(shape).flatMap(([name, { type }]) =>
    placesOfText(type).map((make) => (text: string) => ({ ...others, [name]: make(text) })),
  );
}

const names = [
  "BootConfig",
  "ConsoleConfig",
  "FlakePackage",
  "InstallerScript",
  "InstallerTools",
  "IsoImage",
  "LiveFixes",
  "NetworkConfig",
  "NixSettings",
  "NixpkgsConfig",
  "SshAccess",
] as const;

const codesOf = (name: (typeof names)[number], props: unknown): readonly string[] => {
  const app = new App();
  const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
  const host = new Host(flake, "lilith", { system: "x86_64-linux" });
  const type = cdknix[name] as unknown as new (...parameters: readonly unknown[]) => unknown;
  new type(name === "FlakePackage" || name === "InstallerScript" ? flake : host, "x", props);
  const { report } = FlakeAssertions.fromApp(app);
  const codes = [...report.matchAll(/^(?:error|warning)\[(.*?)\]/gm)].map(([, code = ""]) => code);
  // The others are about the rest of the properties.
  return codes.filter((code) => !["no-image", "ssh-no-keys", "text-not-package"].includes(code));
};

describe("a Nix expression in a JavaScript string, in a property that is plain text", () => {
  it.each(names)("is reported once: %s", (name) => {
    for (const make of placesOfText(declaredProps[name].type)) {
      const props = make(`${String(pkgs.hello)}/bin/x`);
      const isFile = JSON.stringify(props).includes('"file":');
      expect([JSON.stringify(props), codesOf(name, props)]).toEqual([
        JSON.stringify(props),
        [isFile ? "file-not-copied" : "nix-value"],
      ]);
    }
  });

  it("is named by the property", () => {
    const made = reported((iso) => new cdknix.IsoImage(iso, "image", { volumeId: `${String(pkgs.hello)}-x` }));
    expect(made).toMatchInlineSnapshot(`
     "error[nix-value]: dotfiles/iso/image: volumeId is plain text, which Nix does not evaluate
       why:   the Nix expression pkgs.hello was used in a JavaScript string
       fix:   use plain text, or set the option with addOverride and nix.str\`…\`
       docs:  https://cdknix.example/errors/nix-value"
    `);
  });
});

describe("a Nix expression in a JavaScript string, in an option", () => {
  const report = (config: NixosConfig): string => reported((iso) => new NixosModule(iso, "m", { config }));

  it("is the expression itself if the string contains nothing else", () => {
    expect(report({ environment: { systemPackages: [String(pkgs.git)] } })).toMatchInlineSnapshot(`
     "error[nix-value]: dotfiles/iso/m: config.environment.systemPackages[0] cannot be represented in Nix
       why:   the Nix expression pkgs.git was used in a JavaScript string
       fix:   use the expression itself: pkgs.git
       docs:  https://cdknix.example/errors/nix-value"
    `);
  });

  it("is also found if it is an object", () => {
    expect(report({ networking: { domain: `${JSON.parse('{ "a": 1 }') as string}.example` } })).toMatchInlineSnapshot(`
     "error[nix-value]: dotfiles/iso/m: config.networking.domain cannot be represented in Nix
       why:   it contains [object Object]: an object was used in a JavaScript string
       fix:   use a property of the object
       docs:  https://cdknix.example/errors/nix-value"
    `);
  });
});

describe("an interpolation in quotes instead of a template", () => {
  const report = (config: NixosConfig, release?: Release): string =>
    reported((iso) => new NixosModule(iso, "m", { config }), release);
  const command = (ExecStart: string): NixosConfig => ({
    systemd: { services: { x: { serviceConfig: { ExecStart } } } },
  });

  it("is a warning", () => {
    expect(report(command("${pkgs.hello}/bin/hello"))).toMatchInlineSnapshot(`
     "warning[text-not-evaluated]: dotfiles/iso/m: config.systemd.services.x.serviceConfig.ExecStart contains \${pkgs.hello}, which Nix does not evaluate in a string
       value: "\${pkgs.hello}/bin/hello"
       why:   cdknix writes strings so that Nix reads them unchanged
       fix:   use a template: nix.str\`\${pkgs.hello}/bin/hello\`
       docs:  https://cdknix.example/errors/text-not-evaluated"
    `);
    expect(report(command("x ${config.networking.hostName}"))).toContain("contains ${config.networking.hostName}");
  });

  it("is reported once if another check reports the value", () => {
    const config = {
      boot: { loader: { grub: { extraFiles: { "x.efi": "${pkgs.hello}/x.efi" } } } },
      networking: { firewall: { enable: "${config.services.openssh.enable}" as never } },
    };
    for (const release of ["24.05", "25.11", "unstable"] as const) {
      const codes = [...report(config, release).matchAll(/^(?:error|warning)\[(.*?)\]/gm)].map(([, code]) => code);
      expect(codes).toEqual(["text-not-path", "option-type"]);
    }
  });

  it("is an error in a script", () => {
    const make = (text: string): string =>
      reported((iso) => new cdknix.InstallerTools(iso, "tools", { git: "none", scripts: { get: { text } } }));
    expect(make("${pkgs.git}/bin/git clone x")).toMatchInlineSnapshot(`
     "error[nix-value]: dotfiles/iso/tools/get: get.sh is plain text, which Nix does not evaluate
       why:   \${pkgs.git} is neither a JavaScript expression nor valid in a shell
       fix:   for a package, write its command and list it in runtimeInputs; for other values, use nix.str in the expression of a FlakePackage
       docs:  https://cdknix.example/errors/nix-value"
    `);
    expect(make('echo "${lib} ${HOME} ${x:-pkgs.git}"')).toBe("");
  });

  it.each<[string, string]>([
    ["variables of a shell", "echo ${lib} ${pkgs} ${config}"],
    ["other templates", "${env.HOME} ${{ inputs.name }} ${config.theme}"],
    ["Nix source", '{ pkgs, ... }:\n{ environment.etc.x.source = "${pkgs.hello}/x"; }'],
  ])("is not found in %s", (_, text) => {
    expect(report({ environment: { etc: { x: { text } } } })).toBe("");
  });
});

describe("a value that two checks reject", () => {
  it.each(["24.05", "25.11", "unstable"] as const)("is reported once on %s", (release) => {
    const long = `./${"x".repeat(200)}`;
    const report = reported(
      (iso) =>
        new NixosModule(iso, "m", {
          config: {
            environment: { systemPackages: ["git"], etc: { a: { source: long }, b: { source: "${pkgs.hello}/x" } } },
            services: { udev: { packages: "x" } },
            nixpkgs: { overlays: [nix.path("./default.nix")] },
            boot: { kernelPackages: "linux_latest" },
          },
        }),
      release,
    );
    const messages = report.split("\n\n").map((text) => /^error\[.*?\]: \S+ (\S+)/.exec(text)?.[1] ?? text);
    expect(messages.sort()).toEqual([
      "boot.kernelPackages",
      "environment.etc.a.source",
      "environment.etc.b.source",
      "environment.systemPackages[0]",
      "nixpkgs.overlays[0]",
      "services.udev.packages",
    ]);
  });
});
