import { config, lib, nix, NixosModule, pkgs, type NixosConfig, type NixosModuleProps, type NixValue } from "cdknix";
import { reported } from "./support";
import { reported as ofConstruct } from "./properties/unchecked";

const condition = config.services?.openssh?.enable as never;
const nginx = { nginx: { enabel: true } };
const call = (name: string, ...args: readonly NixValue[]): NixValue => nix.apply(lib[name] as never, ...args);

const reportOf = (props: NixosModuleProps): string => reported((iso) => new NixosModule(iso, "m", props), "24.05");

describe("mistakes in what Nix evaluates", () => {
  it.each<[string, NixValue]>([
    ["if", nix.if(condition, nginx, {})],
    ["let", nix.let({ a: 1 }, nginx)],
    ["with", nix.with(lib, nginx)],
    ["lib.optionalAttrs", call("optionalAttrs", condition, nginx)],
    ["lib.recursiveUpdate", call("recursiveUpdate", nginx, {})],
    ["lib.mkIf in lib.mkMerge", nix.merge<never>(nix.when<never>(condition, nginx as never))],
  ])("are found in %s", (_, services) => {
    expect(reportOf({ config: { services } })).toContain("did you mean services.nginx.enable?");
  });

  it.each<[string, NixValue]>([
    ["lib.optionals", call("optionals", condition, ["git"])],
    ["lib.optional", call("optional", condition, "git")],
    ["if", nix.if(condition, [pkgs.vim as never], ["git"] as never)],
  ])("are found in lists: %s", (_, systemPackages) => {
    expect(reportOf({ config: { environment: { systemPackages } } })).toContain("fix:   use pkgs.git");
  });

  it("are not seen where there are none", () => {
    const right: NixosConfig = {
      services: nix.if(condition, { nginx: { enable: true } }, { openssh: { enable: false } }),
      environment: {
        systemPackages: call("optionals", condition, [pkgs.git as never]),
        etc: { a: { text: call("optionalString", condition, "x") } },
        variables: call("optionalAttrs", condition, { A: "x" }),
      },
      boot: { kernelParams: call("optional", condition, "quiet"), loader: { timeout: nix.if(condition, 1, 2) } },
    };
    expect(reportOf({ config: right })).toBe("");
  });
});

describe("mistakes in the shape of definitions", () => {
  it.each<[string, NixosConfig, string]>([
    ["names with dots", { "services.nginx.enable": true }, "did you mean services: { nginx: { enable: … } }?"],
    ["names with dots inside", { services: { "nginx.enable": true } }, "did you mean nginx: { enable: … }?"],
    [
      "a specialisation's config",
      { specialisation: { a: { config: {} } } },
      "did you mean specialisation.a.configuration?",
    ],
    ["a container's configuration", { containers: { a: { configuration: {} } } }, "did you mean containers.a.config?"],
    [
      "an attribute of a user",
      { users: { users: { me: { extraGroup: ["wheel"] } } } },
      "did you mean users.users.me.extraGroups?",
    ],
    [
      "an element of a list",
      { services: { nginx: { virtualHosts: { a: { listen: [{ adr: "x" }] } } } } },
      "did you mean services.nginx.virtualHosts.a.listen[0].addr?",
    ],
    [
      "a file system",
      { fileSystems: { "/": { device: "x", fstype: "ext4" } } },
      'did you mean fileSystems."/".fsType?',
    ],
    ["a systemd unit", { systemd: { services: { a: { wantedby: [] } } } }, "did you mean systemd.services.a.wantedBy?"],
  ])("are answered with the right one: %s", (_, wrong, fix) => {
    expect(reportOf({ config: wrong })).toContain(`\n  fix:   ${fix}`);
  });

  it("are errors where a configuration is no module", () => {
    expect(reportOf({ config: { specialisation: { a: { configuration: [nginx] } } } }).match(/error\[/g)).toHaveLength(
      1,
    );
    expect(reportOf({ config: { containers: { a: { config: [nginx] } } } })).toContain(
      "containers.a.config is a set of options",
    );
  });
});

describe("functions for config", () => {
  it("must not use what the context lacks", () => {
    const wrong = ({ relase }: { readonly relase?: string }): NixosConfig => ({ networking: { domain: relase } });
    expect(reportOf({ config: wrong as never }).replace(/\n {2}docs.*/, "")).toMatchInlineSnapshot(`
      "error[unknown-property]: dotfiles/iso/m: the context of config has no property "relase"
        fix:   did you mean release?"
    `);
    expect(reportOf({ config: (context) => ({ networking: { domain: JSON.stringify(context).slice(0, 1) } }) })).toBe(
      "",
    );
  });

  it("must not be async", () => {
    expect(reportOf({ config: (() => Promise.resolve({})) as never })).toContain(
      "fix:   use a function that is not async: read files before you create the construct",
    );
  });
});

describe("mistakes in the properties of constructs", () => {
  it.each<[string, object, string]>([
    ["IsoImage", { embedFlake: { directory: "x", dir: "y" } }, "did you mean directory?"],
    ["IsoImage", { contents: [{ source: pkgs.hello, target: "/x", taget: "/y" }] }, "did you mean target?"],
    ["BootConfig", { filesystems: { onyl: ["btrfs"] } }, "did you mean only?"],
    ["InstallerTools", { scripts: { a: { text: "x", runtimeInput: [] } } }, "did you mean runtimeInputs?"],
    ["NixSettings", { caches: [{ url: "https://x", publickey: "a:b" }] }, "did you mean publicKey?"],
    ["FlakePackage", { expression: pkgs.hello, files: { a: { fil: "x" } } }, "did you mean file?"],
  ])("are refused in nested objects: %s %j", (construct, props, fix) => {
    expect(ofConstruct(construct, props)).toContain(`\n  fix:   ${fix}`);
  });
});
