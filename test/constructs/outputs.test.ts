import {
  App,
  config,
  Flake,
  FlakePackage,
  Host,
  HostClass,
  inputs,
  IsoImage,
  lib,
  modulesPath,
  nix,
  Nixpkgs,
  pkgs,
  type NixValue,
} from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { Construct } from "constructs";
import { reportOf } from "./support";

interface Images {
  readonly app: App;
  readonly flake: Flake;
}

/** A flake with an image, a class, and a package. */
function images(add: (flake: Flake) => void): Images {
  const app = new App();
  const flake = new Flake(app, "images", { nixpkgs: Nixpkgs.release("25.05") });
  const iso = new HostClass(flake, "iso");
  new IsoImage(iso, "image");
  new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });
  new FlakePackage(flake, "greeting", { expression: pkgs.hello });
  add(flake);
  return { app, flake };
}

const packages = ["packages", "x86_64-linux"];

describe("outputs of a flake", () => {
  it("are refused if one would replace another", () => {
    const { app } = images((flake) => {
      flake.addOutput("lib.answer", 42);
      flake.addOutput("lib.answer", 43);
      flake.addOutput(packages, inputs.tools.packages["x86_64-linux"]);
    });
    expect(reportOf(app)).toMatchInlineSnapshot(`
     "error[output-conflict]: images: the output lib.answer is defined twice
       value: by images (here), and by images (here)
       why:   one would replace the other
       fix:   remove one, or change its name
       docs:  https://cdknix.example/errors/output-conflict

     error[output-conflict]: images: the output packages.x86_64-linux.lilith is inside packages.x86_64-linux, which is already an output
       value: by images/lilith (here), and by images (here)
       why:   cdknix writes packages.x86_64-linux.lilith for the construct images/lilith
       fix:   add each output inside packages.x86_64-linux by its own path
       docs:  https://cdknix.example/errors/output-conflict"
    `);
  });

  it.each<[string, (flake: Flake) => void]>([
    ["lib.answer is inside lib", (flake) => { flake.addOutput("lib", inputs.x.lib); flake.addOutput("lib.answer", 1); }], // prettier-ignore
    ["lib.answer is inside lib", (flake) => { flake.addOutput("lib.answer", 1); flake.addOutput("lib", inputs.x.lib); }], // prettier-ignore
    ["lib.a is defined twice", (flake) => { flake.addOutput("lib.a", 1); flake.addOutput("lib", { a: 2 }); }], // prettier-ignore
    ["nixosConfigurations.lilith is defined twice", (flake) => { flake.addOutput("nixosConfigurations.lilith", 1); }], // prettier-ignore
    ["nixosConfigurations.lilith is inside nixosConfigurations", (flake) => { flake.addOutput("nixosConfigurations", inputs.x.hosts); }], // prettier-ignore
    ["nixosConfigurations.lilith.config is inside nixosConfigurations.lilith", (flake) => { flake.addOutput("nixosConfigurations", { lilith: { config: 1 } }); }], // prettier-ignore
    ["nixosModules.iso is defined twice", (flake) => { flake.addOutput("nixosModules.iso", 1); }], // prettier-ignore
    ["packages.x86_64-linux.greeting is defined twice", (flake) => { flake.addOutput([...packages, "greeting"], 1); }], // prettier-ignore
    ["packages.x86_64-linux.lilith is defined twice", (flake) => { flake.addOutput([...packages, "lilith"], 1); }], // prettier-ignore
    ["packages.x86_64-linux.lilith is defined twice", (flake) => { new FlakePackage(new Construct(flake, "tools"), "lilith", { expression: pkgs.hello }); }], // prettier-ignore
  ])("are refused: %s", (message, add) => {
    const errors = FlakeAssertions.fromApp(images(add).app).issues.filter(({ code }) => code === "output-conflict");
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toContain(`the output ${message}`);
    expect(errors[0]?.source?.file).toBe("test/constructs/outputs.test.ts");
  });

  it("name the lines of both", () => {
    const { app } = images((flake) => {
      flake.addOutput("lib.answer", 42);
      flake.addOutput("lib.answer", 43);
    });
    const [error] = FlakeAssertions.fromApp(app).issues.filter(({ code }) => code === "output-conflict");
    const [first, second] = [...(error?.value ?? "").matchAll(/outputs\.test\.ts:(\d+)/g)].map(([, line]) =>
      Number(line),
    );
    expect(second).toBe(first! + 1);
    expect(error?.source?.line).toBe(second);
  });

  it("are written next to those of hosts, classes, and packages", () => {
    const { app } = images((flake) => {
      flake.addOutput([...packages, "hello"], pkgs.hello);
      flake.addOutput("packages", {
        "x86_64-linux": { bye: nix.comment("the opposite", pkgs.bye) },
        "aarch64-linux": {},
      });
      flake.addOutput("nixosConfigurations", { other: inputs.x.hosts.other });
      flake.addOutput("nixosModules.extra", nix.raw("{ }"));
      flake.addOutput("lib", { answers: {} });
      flake.addOutput("lib.answers.first", 42);
      flake.addOutput('checks.x86_64-linux."a.b"', pkgs.hello);
    });
    const text = FlakeAssertions.fromApp(app).file("images/flake.nix");
    expect(text.slice(text.indexOf("      nixosConfigurations"))).toMatchInlineSnapshot(`
     "      nixosConfigurations = {
             lilith = nixpkgs.lib.nixosSystem {
               specialArgs = { inherit inputs self; };
               modules = [ ./systems/lilith ];
             };
             other = inputs.x.hosts.other;
           };
           nixosModules = {
             iso = import ./modules/iso;
             extra = { };
           };
           packages = {
             x86_64-linux = {
               lilith = self.nixosConfigurations.lilith.config.system.build.isoImage;
               greeting = nixpkgs.legacyPackages.x86_64-linux.callPackage ./packages/greeting { };
               hello = nixpkgs.legacyPackages.x86_64-linux.hello;
               # the opposite
               bye = nixpkgs.legacyPackages.x86_64-linux.bye;
             };
             aarch64-linux = { };
           };
           lib.answers.first = 42;
           checks.x86_64-linux."a.b" = nixpkgs.legacyPackages.x86_64-linux.hello;
         };
     }
     "
    `);
  });

  it("have paths of any length", () => {
    const path = Array<string>(20_000).fill("a");
    const { app } = images((flake) => {
      flake.addOutput(path, 1);
    });
    expect(FlakeAssertions.fromApp(app).file("images/flake.nix")).toContain(path.join("."));
  });

  it.each([[""], ["lib."], ["a..b"], ['a."b'], [[]], [["a", ""]]])("have no path such as %j", (path) => {
    const { app } = images((flake) => {
      flake.addOutput(path, 1);
    });
    expect(reportOf(app)).toContain("error[malformed-path]: images:");
  });
});

describe("variables of modules in an output", () => {
  const written = (path: string, value: NixValue): string => {
    const { app } = images((flake) => {
      flake.addOutput(path, value);
    });
    const text = FlakeAssertions.fromApp(app).file("images/flake.nix");
    return text
      .slice(text.indexOf(`      ${path}`))
      .replace(/\n {4}\};[^]*/, "")
      .replaceAll(/\s+/g, " ")
      .trim();
  };

  it("are those of nixpkgs for the system of the output", () => {
    expect(written("checks.x86_64-linux.a", pkgs.hello)).toBe(
      "checks.x86_64-linux.a = nixpkgs.legacyPackages.x86_64-linux.hello;",
    );
    expect(written("checks", { "x86_64-linux": { a: pkgs.hello }, "aarch64-linux": { a: pkgs.hello } })).toContain(
      "aarch64-linux.a = nixpkgs.legacyPackages.aarch64-linux.hello;",
    );
    expect(written("formatter.x86_64-linux", nix.raw("pkgs.nixfmt"))).toBe(
      "formatter.x86_64-linux = let pkgs = nixpkgs.legacyPackages.x86_64-linux; in pkgs.nixfmt;",
    );
    expect(written("answer", lib.trivial.release)).toBe("answer = nixpkgs.lib.trivial.release;");
  });

  it.each([
    ["answer", pkgs.hello, "pkgs"],
    ["packages.x86_64-linux.a", config.system.build.toplevel, "config"],
    ["checks", { "x86_64-linux": { a: config.x } }, "config"],
    ["lib.x", nix.str`${modulesPath}/x.nix`, "modulesPath"],
  ])("have no meaning otherwise: %s", (path, value, name) => {
    const { app } = images((flake) => {
      flake.addOutput(path, value);
    });
    const [error] = FlakeAssertions.fromApp(app).issues.filter(({ code }) => code === "output-variable");
    expect(error?.message).toMatch(new RegExp(`^outputs\\.${path}\\S* refers to ${name}, which`));
    expect(error?.source?.file).toBe("test/constructs/outputs.test.ts");
  });
});
