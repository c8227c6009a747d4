import { App, BootConfig, Flake, Host, HostClass, inputs, nix, NixosModule, Nixpkgs, pkgs } from "cdknix";
import { Capture, FlakeAssertions, Match, type HostAssertions } from "cdknix/testing";

/** A host with a class; some options are set in several places. */
function lilith(): HostAssertions {
  const app = new App();
  const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
  const iso = new HostClass(flake, "iso");
  new BootConfig(iso, "boot", { copyToRam: true, filesystems: { only: ["btrfs", "vfat"] } });
  new NixosModule(iso, "params", {
    config: {
      boot: { kernelParams: nix.after(["last"]), supportedFilesystems: { zfs: true } },
      documentation: { enable: nix.force(false) },
      environment: { systemPackages: [pkgs.git, pkgs.jq] },
      users: { users: { root: { hashedPassword: "x", uid: 0 }, nixos: { uid: 1000 } } },
      environmentNote: nix.when(nix.raw("config.boot.isContainer"), "in a container"),
    },
    imports: [inputs.disko.nixosModules.disko],
  });
  const host = new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });
  new NixosModule(host, "extra", {
    config: {
      boot: { kernelParams: ["quiet"] },
      documentation: { enable: nix.default(true) },
      services: { getty: { helpLine: nix.str`${pkgs.hello}/bin` } },
    },
  });
  return FlakeAssertions.fromApp(app).host("lilith");
}

/** The message of a failed expectation, without line numbers of this file. */
function failure(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return (error as Error).message.replaceAll(/ at test\/\S+:\d+/g, " at (here)");
  }
  throw new Error("it did not fail");
}

const host = lilith();

describe("the value of an option", () => {
  it("merges all definitions: lists in order, otherwise the highest priority", () => {
    expect(host.option("boot.kernelParams")).toEqual(["copytoram", "quiet", "last"]);
    expect(host.option("documentation.enable")).toBe(false);
  });

  it("is only the forced set if a set is forced", () => {
    expect(host.option("boot.supportedFilesystems")).toEqual({ btrfs: true, vfat: true });
  });

  it("contains Nix source for parts that only Nix can evaluate", () => {
    expect(host.option("environment.systemPackages")).toMatchObject([{ nix: "pkgs.git" }, { nix: "pkgs.jq" }]);
  });

  it("is undefined if the program sets nothing, or only conditionally", () => {
    expect(host.option("boot.loader.timeout")).toBeUndefined();
    expect(host.option("environmentNote")).toBeUndefined();
  });

  it("can be an attribute in the value of an option", () => {
    expect(host.option("users.users.nixos.uid")).toBe(1000);
  });
});

describe("hasOption", () => {
  it("accepts data, with sets as subsets", () => {
    host.hasOption("boot.kernelParams", ["copytoram", "quiet", "last"]);
    host.hasOption("users.users", { nixos: { uid: 1000 } });
    host.hasOption("boot.kernelParams");
  });

  it("accepts expressions, also inside data, and literal definitions", () => {
    host.hasOption("environment.systemPackages", [pkgs.git, pkgs.jq]);
    host.hasOption("services.getty.helpLine", nix.str`${pkgs.hello}/bin`);
    host.hasOption("documentation.enable", nix.force(false));
    host.hasOption("environmentNote", nix.when(nix.raw("config.boot.isContainer"), "in a container"));
    expect(() => {
      host.hasOption("documentation.enable", nix.force(true));
    }).toThrow("does not have the expected value");
  });

  it("accepts patterns like CDK", () => {
    host.hasOption("boot.kernelParams", Match.arrayWith(["copytoram", Match.stringLikeRegexp("^l")]));
    host.hasOption("boot.kernelParams", Match.not(Match.arrayWith(["splash"])));
    host.hasOption("boot.loader.timeout", Match.absent());
    host.hasOption("users.users.root", Match.objectEquals({ hashedPassword: Match.anyValue(), uid: 0 }));
    host.hasOption("boot.kernelParams", expect.arrayContaining(["quiet"]));
  });

  it("captures a value if the whole pattern matches", () => {
    const password = new Capture<string>();
    expect(() => password.value).toThrow("no value was captured");
    expect(() => {
      host.hasOption("users.users.root", { hashedPassword: password, uid: 5 });
    }).toThrow();
    expect(password.values).toEqual([]);
    host.hasOption("users.users.root", { hashedPassword: password, uid: 0 });
    expect(password.value).toBe("x");
  });

  it("shows the value, the differences, and the constructs behind it", () => {
    expect(
      failure(() => {
        host.hasOption("boot.kernelParams", Match.arrayWith(["quite"]));
      }),
    ).toMatchInlineSnapshot(`
     "lilith: boot.kernelParams does not have the expected value
       expected: Match.arrayWith(["quite"])
       value:    ["copytoram", "quiet", "last"]
       differs:  boot.kernelParams has no "quite"; the closest is "quiet"
       set by:   dotfiles/iso/boot at (here) (modules/iso/boot.nix)
                 dotfiles/iso/params at (here) (modules/iso/params.nix)
                 dotfiles/lilith/extra at (here) (systems/lilith/extra.nix)"
    `);
    expect(
      failure(() => {
        host.hasOption("users.users", { root: { uid: 1 }, eve: {} });
      }),
    ).toMatchInlineSnapshot(`
     "lilith: users.users does not have the expected value
       expected: { root: { uid: 1 }, eve: {} }
       value:    { nixos: { uid: 1000 }, root: { hashedPassword: "x", uid: 0 } }
       differs:  users.users.root.uid is 0, not 1
                 users.users.eve is missing: {}
       set by:   dotfiles/iso/params at (here) (modules/iso/params.nix)"
    `);
  });

  it("suggests a similar option", () => {
    expect(
      failure(() => {
        host.hasOption("boot.kernelParam", ["quiet"]);
      }),
    ).toMatchInlineSnapshot(`
     "lilith: the program does not set boot.kernelParam
       expected: ["quiet"]
       closest:  boot.kernelParams
       set by:   dotfiles/iso/boot at (here) (modules/iso/boot.nix)
                 dotfiles/iso/params at (here) (modules/iso/params.nix)
                 dotfiles/lilith/extra at (here) (systems/lilith/extra.nix)"
    `);
  });

  it("explains that conditional definitions are not included", () => {
    expect(
      failure(() => {
        host.hasOption("environmentNote", "in a container");
      }),
    ).toMatchInlineSnapshot(`
     "lilith: environmentNote does not have the expected value
       expected: "in a container"
       value:    no unconditional definition
       differs:  environmentNote is nothing, not "in a container"
       set by:   dotfiles/iso/params at (here) (modules/iso/params.nix)
       note:     conditional definitions are not included: only Nix can evaluate the condition"
    `);
  });
});

describe("optionCount", () => {
  it("counts each option at a path and below it once", () => {
    host.optionCount("boot.kernelParams", 1);
    host.optionCount("users.users", 3);
    host.optionCount("networking.wireless", 0);
    expect(
      failure(() => {
        host.optionCount("users.users", 2);
      }),
    ).toMatchInlineSnapshot(`
     "lilith: expected 2 options at and below users.users, found 3
       set: users.users.root.hashedPassword
            users.users.root.uid
            users.users.nixos.uid"
    `);
  });
});

describe("hasModule", () => {
  it("finds modules by construct, file, and import", () => {
    host.hasModule("dotfiles/iso/boot");
    host.hasModule("systems/lilith/extra.nix", { boot: { kernelParams: ["quiet"] } });
    host.hasModule(inputs.disko.nixosModules.disko);
  });

  it("lists the existing modules, or the differences", () => {
    expect(
      failure(() => {
        host.hasModule("dotfiles/iso/boots");
      }),
    ).toMatchInlineSnapshot(`
     "lilith: no module dotfiles/iso/boots
       modules: dotfiles/iso/boot at (here) (modules/iso/boot.nix)
                dotfiles/iso/params at (here) (modules/iso/params.nix)
                dotfiles/lilith at (here) (systems/lilith/default.nix)
                dotfiles/lilith/extra at (here) (systems/lilith/extra.nix)"
    `);
    expect(
      failure(() => {
        host.hasModule("dotfiles/lilith/extra", { boot: { kernelParams: ["quite"] } });
      }),
    ).toMatchInlineSnapshot(`
     "lilith: the module dotfiles/lilith/extra at (here) (systems/lilith/extra.nix) does not have the expected contents
       expected: { boot: { kernelParams: ["quite"] } }
       differs:  config.boot.kernelParams[0] is "quiet", not "quite""
    `);
    expect(() => {
      host.hasModule(inputs.disko.nixosModules.other);
    }).toThrow("no module inputs.disko.nixosModules.other");
  });
});

describe("snapshots", () => {
  it("contain all options that the program sets", () => {
    expect(host.toJSON()).toMatchInlineSnapshot(`
     {
       "boot.kernelParams": [
         "copytoram",
         "quiet",
         "last",
       ],
       "boot.supportedFilesystems.btrfs": true,
       "boot.supportedFilesystems.vfat": true,
       "boot.swraid.enable": false,
       "documentation.enable": false,
       "environment.systemPackages": [
         NixText {
           "nix": "pkgs.git",
         },
         NixText {
           "nix": "pkgs.jq",
         },
       ],
       "networking.hostName": "lilith",
       "nixpkgs.hostPlatform": "x86_64-linux",
       "services.getty.helpLine": NixText {
         "nix": ""\${pkgs.hello}/bin"",
       },
       "users.users.nixos.uid": 1000,
       "users.users.root.hashedPassword": "x",
       "users.users.root.uid": 0,
     }
    `);
  });

  it("contain the files of the host", () => {
    expect(Object.keys(host.files)).toEqual([
      "modules/iso/boot.nix",
      "modules/iso/default.nix",
      "modules/iso/params.nix",
      "systems/lilith/default.nix",
      "systems/lilith/extra.nix",
    ]);
  });
});

describe("definitionsOf", () => {
  it("returns every definition with its priority and construct", () => {
    expect(host.definitionsOf("documentation")).toMatchObject([
      { option: "documentation.enable", value: false, priority: 50, construct: "dotfiles/iso/params" },
      { option: "documentation.enable", value: true, priority: 1000, file: "systems/lilith/extra.nix" },
    ]);
  });
});
