import { config, IsoImage, lib, modulesPath, nix, NixosModule, pkgs, type NixosConfig, type NixosModuleProps } from "cdknix"; // prettier-ignore
import { moduleText, program, reported, reportOf } from "./support";

/** Messages and fixes of a program with one module, for a release whose options the package includes. */
const report = (props: NixosModuleProps, release: "24.05" | "25.05" = "24.05"): readonly string[] =>
  reported((iso) => new NixosModule(iso, "m", props), release)
    .split("\n\n")
    .filter((text) => text !== "")
    .map((text) => {
      const [, message = ""] = /^\S+ dotfiles\/iso\/m: (.*)/.exec(text) ?? [];
      const [, fix = ""] = /\n {2}fix: {3}(.*)/.exec(text) ?? [];
      return `${text.slice(0, text.indexOf("["))}: ${message} → ${fix}`;
    });

const wrong: NixosConfig = { services: { nginx: { enabel: true } }, environment: { systemPackages: ["git"] } };

/** What is reported for `wrong` at a place. */
const reportedAt = (place: string): readonly string[] => [
  `error: ${place}.environment.systemPackages[0] is text, but NixOS expects a package → use pkgs.git`,
  `error: the option ${place}.services.nginx.enabel does not exist → did you mean ${place}.services.nginx.enable?`,
];

describe("the modules of configurations inside the host's", () => {
  it.each([
    ["specialisation.rescue.configuration", { specialisation: { rescue: { configuration: wrong } } }],
    ["containers.web.config", { containers: { web: { autoStart: true, config: wrong } } }],
    ["virtualisation.vmVariant", { virtualisation: { vmVariant: wrong } }],
    ["virtualisation.vmVariantWithBootLoader", { virtualisation: { vmVariantWithBootLoader: wrong } }],
    [
      "containers.web.config.specialisation.a.configuration",
      { containers: { web: { config: { specialisation: { a: { configuration: wrong } } } } } },
    ],
  ])("are checked: %s", (place, config) => {
    expect(report({ config })).toEqual(reportedAt(place));
  });

  it("are reported with the line of the construct", () => {
    const { app, iso } = program();
    new NixosModule(iso, "m", { config: { containers: { web: { config: { services: { nginx: { enabel: 1 } } } } } } });
    expect(reportOf(app)).toContain("error[option-unknown]: dotfiles/iso/m: the option containers.web.config.services");
  });

  it("are checked behind functions and conditions, with all that a module may have", () => {
    const configuration = nix.fn(["args"], { imports: [wrong], config: nix.when(true, { boot: { kernelParms: [] } }) });
    expect(report({ config: { specialisation: nix.merge({ a: { configuration } }) } })).toEqual([
      ...reportedAt("specialisation.a.configuration.imports[0]").slice(0, 1),
      "error: the option specialisation.a.configuration.boot.kernelParms does not exist → did you mean specialisation.a.configuration.boot.kernelParams?",
      ...reportedAt("specialisation.a.configuration.imports[0]").slice(1),
    ]);
  });

  it("have the options of virtual machines only there", () => {
    const virtualisation = {
      memorySize: 2048,
      cores: 2,
      diskSize: 4096,
      forwardPorts: [{ from: "host", host: { port: 2222 }, guest: { port: 22 } }],
      qemu: { options: ["-vga virtio"] },
      sharedDirectories: { src: { source: "$SRC", target: "/mnt" } },
      docker: { enable: true },
    };
    expect(report({ config: { virtualisation: { vmVariant: { virtualisation } } } })).toEqual([]);
    expect(report({ config: { virtualisation: { vmVariant: { virtualisation } } } }, "25.05")).toEqual([]);
    expect(
      report({
        config: { virtualisation: { cores: 2, vmVariant: { virtualisation: { memorysize: 1, cores: "2" } } } },
      }),
    ).toEqual([
      "error: the option virtualisation.cores does not exist → remove it, or import the module that declares it",
      "error: the option virtualisation.vmVariant.virtualisation.memorysize does not exist → did you mean virtualisation.vmVariant.virtualisation.memorySize?",
      "error: the option virtualisation.vmVariant.virtualisation.cores does not accept this value → write 2, without quotes",
    ]);
  });

  it("may declare options, which those that inherit have too", () => {
    const declares = { options: { made: { up: lib.mkOption?.({}) ?? null } }, config: { made: { up: 1 } } };
    const uses = { made: { up: 1 } };
    expect(report({ config: { specialisation: { a: { configuration: declares } } } })).toEqual([]);
    expect(report({ imports: [declares], config: { specialisation: { a: { configuration: uses } } } })).toEqual([]);
    // A container has none of the host's modules.
    expect(report({ imports: [declares], config: { containers: { a: { config: uses } } } })).toEqual([
      "error: the option containers.a.config.made does not exist → remove it, or import the module that declares it",
    ]);
    // Modules of image types declare options of their own.
    expect(report({ config: { image: { modules: { amazon: { amazonImage: { sizeMB: 1 } } } } } }, "25.05")).toEqual([]);
  });
});

describe("modules in lists of imports", () => {
  it("are checked, with those of lib.optional and lib.optionals", () => {
    const condition = config.services?.openssh?.enable ?? null;
    const imports = [
      wrong,
      nix.when(condition as never, wrong),
      lib.optional?.(condition, wrong) ?? null,
      lib.optionals?.(condition, [pkgs.x ?? null, wrong]) ?? null,
    ];
    const found = report({ imports }).map((text) => text.replace(/^warning|probably does not exist/g, "…"));
    for (const place of ["imports[0]", "imports[1]", "imports[2]", "imports[3][1]"]) {
      expect(found.filter((text) => text.includes(` ${place}.`))).toHaveLength(2);
    }
    expect(report({ config: { imports: [wrong] } })).toEqual(reportedAt("imports[0]"));
  });

  it("do not make unknown options possible", () => {
    expect(report({ imports: [{ services: { openssh: { enable: true } } }], config: { made: { up: 1 } } })).toEqual([
      "error: the option made does not exist → remove it, or import the module that declares it",
    ]);
  });

  it("are rejected if they are no modules", () => {
    const imports = [null, 5, true, [wrong], undefined as never, lib.optional?.(true, "./a.nix") ?? null];
    const withoutUndefined = imports.filter((each) => each !== undefined);
    expect(report({ imports: withoutUndefined })).toEqual([
      ...["imports[0]", "imports[1]", "imports[2]"].map(
        (place) =>
          `error: ${place} is not a module → remove it; to import a module under a condition, write ...(condition ? [module] : [])`,
      ),
      "error: imports[3] is a list, not a module → spread it into the outer list: ...modules",
      'error: imports[4] is a string, not a module → copy it into the flake: nix.module("./a.nix")',
    ]);
    expect(report({ imports })).toEqual([
      "error: imports[4] is not a module → remove it; to import a module under a condition, write ...(condition ? [module] : [])",
    ]);
    expect(report({ config: { containers: { a: { config: { imports: {} } } } } })).toEqual([
      "error: containers.a.config.imports must be a list of modules → write a list: [module]",
    ]);
    expect(report({ imports: ["${modulesPath}/installer/cd-dvd/iso-image.nix"] })).toEqual([
      "error: imports[0] is a string, not a module → use nix.str`${modulesPath}/installer/cd-dvd/iso-image.nix`",
    ]);
    expect(report({ imports: [`${modulesPath as unknown as string}/installer/cd-dvd/iso-image.nix`] })).toEqual([
      "error: imports[0] cannot be represented in Nix → write nix.str before the template: nix.str`…`",
    ]);
    expect(report({ imports: modulesPath })).toEqual([
      "error: imports must be a list of Nix values → write imports: [modulesPath] for one module, or imports: lib.flatten(modulesPath) for a list",
    ]);
  });

  it("are written as one list", () => {
    const a = nix.str`${modulesPath}/profiles/qemu-guest.nix`;
    const optional = lib.optional?.(true, a) ?? null;
    expect(moduleText((iso) => new NixosModule(iso, "m", { imports: [a, optional, a] }))).toMatchInlineSnapshot(`
      "{ lib, modulesPath, ... }:
      {
        imports = [
          "\${modulesPath}/profiles/qemu-guest.nix"
        ]
        ++ lib.optional true "\${modulesPath}/profiles/qemu-guest.nix"
        ++ [ "\${modulesPath}/profiles/qemu-guest.nix" ];
      }
      "
    `);
    expect(moduleText((iso) => new NixosModule(iso, "m", { imports: lib.optionals?.(true, [a]) ?? [] })))
      .toMatchInlineSnapshot(`
        "{ lib, modulesPath, ... }:
        {
          imports = lib.optionals true [ "\${modulesPath}/profiles/qemu-guest.nix" ];
        }
        "
      `);
  });

  it("may be a list in Nix source", () => {
    const text = (source: string): string =>
      moduleText((iso) => {
        const module = new NixosModule(iso, "m", { imports: nix.raw(source) });
        module.addImport(nix.str`${modulesPath}/b.nix`);
        return module;
      }).replaceAll(/\s+/g, " ");
    expect(text("[ ./a.nix ]")).toContain('imports = ([ ./a.nix ]) ++ [ "${modulesPath}/b.nix" ]');
    expect(text("lib.optionals true [ modulesPath ]")).toContain("imports = (lib.optionals true [ modulesPath ]) ++ [");
    expect(text("with lib; optional true modulesPath")).toContain(
      "imports = (with lib; optional true modulesPath) ++ [",
    );
    expect(report({ imports: nix.raw("{ a = 1; }") })).toHaveLength(1);
  });

  it("are seen by lints", () => {
    const { app, iso } = program();
    new IsoImage(iso, "image", {});
    new NixosModule(iso, "m", {
      imports: [{ console: { keyMap: "en" } }, { users: { users: { root: { initialPassword: "" } } } }],
    });
    expect(reportOf(app)).toContain("[key-map-en]");
  });
});
