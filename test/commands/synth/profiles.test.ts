import type { Profile } from "../../../lib/model";
import { formatFailure, isFailure } from "../../../lib/platform/failure";
import type { ProfileConfig } from "../../../lib/project/config/profile-schema";
import { resolveProfile } from "../../../lib/project/config/profiles";
import { profileFlake } from "../../../lib/tree/profile-flake";
import { project } from "../../cli/project";

function refused(name: string, profiles: Readonly<Record<string, ProfileConfig>>): string {
  try {
    resolveProfile(name, profiles);
  } catch (error) {
    if (isFailure(error)) return formatFailure(error);
    throw error;
  }
  throw new Error("nothing was refused");
}

function values({ set, add }: Profile): Readonly<Record<string, unknown>> {
  const named = (options: Profile["set"]): Record<string, unknown> =>
    Object.fromEntries(options.map(({ path, value }) => [path.join("."), value]));
  return { set: named(set), add: named(add) };
}

describe("a profile", () => {
  it("named dev or release is built in", () => {
    expect(resolveProfile("dev", {}).isoSuffix).toBe("-dev");
    expect(values(resolveProfile("release", {}))).toEqual({
      set: { "isoImage.squashfsCompression": "zstd -Xcompression-level 19" },
      add: {},
    });
  });

  it("inherits from the profile that it extends, including a built-in one of the same name, and overrides it", () => {
    const profiles: Readonly<Record<string, ProfileConfig>> = {
      dev: { extends: "dev", set: { "boot.loader.timeout": null } },
      demo: {
        extends: "dev",
        isoSuffix: "-demo",
        add: { "boot.kernelParams": ["quiet"], "environment.variables": { A: "b" } },
      },
    };
    const demo = resolveProfile("demo", profiles);
    expect(demo.isoSuffix).toBe("-demo");
    expect(values(demo)).toMatchObject({
      set: { "boot.loader.timeout": null, "documentation.enable": false },
      add: {
        "boot.kernelParams": ["console=tty0", "console=ttyS0,115200n8", "quiet"],
        "environment.variables": { A: "b" },
      },
    });
  });

  it("replaces a built-in profile that it does not extend", () => {
    expect(values(resolveProfile("dev", { dev: {} }))).toEqual({ set: {}, add: {} });
  });

  it("replaces inherited additions to an option that it sets", () => {
    const own = { extends: "dev", set: { "boot.kernelParams": ["quiet"] } };
    expect(values(resolveProfile("own", { own }))).toMatchObject({ set: { "boot.kernelParams": ["quiet"] }, add: {} });
  });

  it("is rejected if it is unknown or inconsistent", () => {
    expect(refused("relase", { demo: {} })).toMatchInlineSnapshot(`
     "error[profile-unknown]: no profile named "relase"
       why:   profiles: dev, release, demo
       fix:   did you mean --profile release?
       docs:  https://cdknix.example/errors/profile-unknown"
    `);
    expect(refused("a", { a: { extends: "b" } })).toMatchInlineSnapshot(`
     "error[profile-unknown]: no profile named "b", which a extends
       why:   profiles: dev, release, a
       fix:   define it in cdk.json, such as { "profiles": { "demo": { "extends": "dev" } } }
       docs:  https://cdknix.example/errors/profile-unknown"
    `);
    expect(refused("a", { a: { extends: "b" }, b: { extends: "c" }, c: { extends: "a" } })).toMatchInlineSnapshot(`
     "error[profile-circular]: a profile extends itself: a -> b -> c -> a
       fix:   remove "extends" from one of them, or extend a built-in profile
       docs:  https://cdknix.example/errors/profile-circular"
    `);
    expect(refused("a", { a: { set: { "boot..loader": 1 } } })).toMatchInlineSnapshot(`
     "error[profile-option-malformed]: cdk.json: "boot..loader" in profiles.a.set is not an option path
       why:   an option path consists of names separated by dots
       fix:   write it like boot.kernelParams, and quote a name that contains a dot or a space: 'users.users."a.b".uid'
       docs:  https://cdknix.example/errors/profile-option-malformed"
    `);
    expect(refused("a", { a: { set: { boot: {} }, add: { "boot.kernelParams": [] } } })).toMatchInlineSnapshot(`
     "error[profile-options-overlap]: the profile a sets both boot and boot.kernelParams, which is a part of it
       why:   one of the two would override the other
       fix:   set the parts of boot individually
       docs:  https://cdknix.example/errors/profile-options-overlap"
    `);
  });

  it("is rejected with the invalid key in cdk.json", () => {
    const withProfiles = (profiles: string): string => {
      const { code, stdout, stderr } = project({
        "cdk.json": `{ "app": "node main.js", "profiles": ${profiles} }`,
      }).run(["--no-build"]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      return stderr;
    };
    expect(withProfiles('{ "dev": { "sets": {} } }')).toMatchInlineSnapshot(`
     "error[config-invalid]: cdk.json: unknown key "profiles.dev.sets"
       why:   known keys: extends, isoSuffix, sbom, set, add
       fix:   did you mean "set"?
       at:    cdk.json:1
       docs:  https://cdknix.example/errors/config-invalid

     cdk.json is invalid: 1 error
     "
    `);
    expect(withProfiles('{ "dev": { "isoSuffix": "/x" } }')).toMatchInlineSnapshot(`
     "error[config-invalid]: cdk.json: invalid value for "profiles.dev.isoSuffix"
       why:   only letters, digits, and the characters . _ - are allowed
       at:    cdk.json:1
       docs:  https://cdknix.example/errors/config-invalid

     cdk.json is invalid: 1 error
     "
    `);
    expect(withProfiles('{ "../x": {} }')).toMatchInlineSnapshot(`
     "error[config-invalid]: cdk.json: invalid value for "profiles.../x"
       why:   a name has only letters, digits, and the characters _ -
       at:    cdk.json:1
       docs:  https://cdknix.example/errors/config-invalid

     cdk.json is invalid: 1 error
     "
    `);
    expect(project().run(["--no-build", "--profile", "demo"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[profile-unknown]: no profile named "demo"
       why:   profiles: dev, release
       fix:   define it in cdk.json, such as { "profiles": { "demo": { "extends": "dev" } } }
       docs:  https://cdknix.example/errors/profile-unknown
     ",
       "stdout": "",
     }
    `);
  });

  it("generates a flake that extends the flake of the tree", () => {
    const host = (name: string, release: string): Record<string, unknown> => ({
      ...{ kind: "image", class: null, system: "x86_64-linux", release, isoName: `${name}.iso` },
      installable: `nixosConfigurations.${name}.config.system.build.isoImage`,
    });
    const files = profileFlake({
      profile: resolveProfile("dev", {}),
      name: "dotfiles",
      reference: "path:/nix/store/00000000000000000000000000000000-source",
      flake: {
        directory: "dotfiles",
        release: "25.05",
        lockFile: "",
        hosts: { lilith: host("lilith", "25.05") },
        files: {},
      } as never,
      imageNameOption: "image.baseName",
    });
    expect([...files].map(([name, text]) => `# ${name}\n${text}`).join("\n")).toMatchInlineSnapshot(`
     "# flake.nix
     {
       description = "dotfiles with the profile dev";
       inputs.dotfiles.url = "path:/nix/store/00000000000000000000000000000000-source";

       outputs =
         { self, dotfiles, ... }:
         {
           nixosConfigurations.lilith = dotfiles.nixosConfigurations.lilith.extendModules {
             modules = [ ./hosts/lilith.nix ];
           };
           packages.x86_64-linux.lilith = self.nixosConfigurations.lilith.config.system.build.isoImage;
         };
     }

     # profile.nix
     { lib, options, ... }:
     {
       _file = "the profile dev";
       isoImage.squashfsCompression = lib.mkOverride 40 "zstd -Xcompression-level 1";

       boot = {
         loader.timeout = lib.mkOverride 40 1;
         kernelParams = [
           "console=tty0"
           "console=ttyS0,115200n8"
         ];
       };

       documentation = {
         enable = lib.mkOverride 40 false;
         nixos.enable = lib.mkOverride 40 false;
       };

       warnings = lib.mkIf (options.boot.kernelParams.highestPrio or 100 < 100) [
         "the profile dev: boot.kernelParams is forced by the program, so the profile adds nothing to it"
       ];
     }

     # hosts/lilith.nix
     { lib, ... }:
     {
       imports = [ ../profile.nix ];
       image.baseName = lib.mkOverride 40 "lilith-dev";
     }
     "
    `);
  });
});

describe("the list of hosts", () => {
  it("shows the ISO names of a profile", () => {
    const { stdout } = project().run(["list", "-q", "--profile", "dev", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject([{ iso: "a-dev.iso" }, { iso: "b-dev.iso" }]);
  });
});
