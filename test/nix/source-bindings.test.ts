import { bindingAt, sourceBindings } from "../../lib/nix";

const pathsOf = (text: string): readonly string[] => sourceBindings(text).map(({ path }) => path.join("/"));

const source = `{
  lib,
  pkgs,
  ...
}:
{
  boot = {
    kernelParams = [ "a;b={" ];
    # mkForce: x = 1;
    supportedFilesystems = lib.mkForce {
      btrfs = true;
      "x.y".text = ''it'''s '' + "\${let q = 1; in "}" + q}";
    };
  };
  inherit (lib) a b;
  services.x.enable = true;
}
`;

describe("the bindings of Nix source", () => {
  it("include the names of the surrounding sets, also inside functions", () => {
    expect(pathsOf(source)).toEqual([
      "boot/kernelParams",
      "boot/supportedFilesystems/btrfs",
      "boot/supportedFilesystems/x.y/text",
      "boot/supportedFilesystems",
      "boot",
      "services/x/enable",
    ]);
  });

  it("exclude those of let, whose names do not belong to the set", () => {
    expect(pathsOf("{ a = let b = 1; c = { }; in b; d = 2; }")).toEqual(["a", "d"]);
  });

  it("are found by position", () => {
    expect(bindingAt(source, 11, 15)?.path).toEqual(["boot", "supportedFilesystems", "btrfs"]);
    expect(bindingAt(source, 16, 5)?.path).toEqual(["services", "x", "enable"]);
    expect(bindingAt(source, 2, 3)).toBeUndefined();
    expect(bindingAt(source, 99, 1)).toBeUndefined();
  });

  it("are found in invalid source, as far as possible", () => {
    expect(bindingAt("{ a.b = if true then 1; }", 1, 23)?.path).toEqual(["a", "b"]);
    expect(pathsOf("{ a = (1; b = 2; } } ] c")).toEqual(["a"]);
    for (const text of ["", "}", '{ a = "', "{ a = ''${", "{ ${x}.b = 1", "let in let", "{ a = = ;;"]) {
      expect(() => sourceBindings(text)).not.toThrow();
    }
  });
});
