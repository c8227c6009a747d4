import { absolutePathsRead, impurePaths, lineOfDefinition, sourcePaths } from "../../lib/nix";

const pathsIn = (text: string): readonly string[] =>
  sourcePaths(text).map(({ text: path, isPartial, mayBeMissing, line }) =>
    [path, ...(isPartial ? ["partial"] : []), ...(mayBeMissing ? ["may be missing"] : []), line].join(" "),
  );

describe("sourcePaths", () => {
  test("finds relative path literals with their lines", () => {
    expect(pathsIn("{\n  imports = [ ./a.nix ../b ];\n  x = ./.;\n  y = c/d.nix;\n}")).toEqual([
      "./a.nix 2",
      "../b 2",
      "./. 3",
      "c/d.nix 4",
    ]);
    expect(pathsIn("import ./a.nix{ }")).toEqual(["./a.nix 1"]);
  });

  test("ignores comments, strings, other paths, addresses, and operators", () => {
    expect(pathsIn("# ./a\n/* ./b */ \"./c\" ''./d'' /e/f ~/g <nixpkgs/h> https://i/j 6 / 3 a // b")).toEqual([]);
  });

  test("finds paths in interpolations of strings, and continues after them", () => {
    expect(pathsIn("''${./a} ./no ''${./no} ${\"${./b}\"}'' + \"\\${./no}${./c}\" + ./d")).toEqual([
      "./a 1",
      "./b 1",
      "./c 1",
      "./d 1",
    ]);
  });

  test("ends at an interpolation, after which only Nix knows the rest", () => {
    expect(pathsIn("./hosts/${name}-x/y.nix ./${a}/b ./c${d} ../${{ a = 1; }.a}")).toEqual([
      "./hosts/ partial 1",
      "./ partial 1",
      "./c partial 1",
      "../ partial 1",
    ]);
  });

  test("marks paths that the source checks with pathExists", () => {
    expect(pathsIn("lib.optional (builtins.pathExists ./a.nix) ./a.nix ++ [ ./b.nix ]")).toEqual([
      "./a.nix may be missing 1",
      "./a.nix may be missing 1",
      "./b.nix 1",
    ]);
  });
});

describe("impurePaths", () => {
  test("finds search paths and paths of the home directory with their lines", () => {
    expect(impurePaths("{\n  imports = [ <nixpkgs/a.nix> ];\n  x = ~/b;\n  y = import <home-manager> { };\n}")).toEqual(
      [
        { text: "<nixpkgs/a.nix>", line: 2 },
        { text: "~/b", line: 3 },
        { text: "<home-manager>", line: 4 },
      ],
    );
  });

  test("ignores comments, strings, comparisons, and the default values of arguments", () => {
    expect(impurePaths("# <a>\n\"<b> ~/c\" ''<d>'' (a < b && c > d) ./e")).toEqual([]);
    expect(impurePaths("{ pkgs ? import <nixpkgs> { }, lib ? (import <nixpkgs/lib>), p ? <nixpkgs> }: pkgs")).toEqual(
      [],
    );
  });
});

describe("absolutePathsRead", () => {
  const read = (text: string): readonly string[] => absolutePathsRead(text).map((each) => each.text);

  test("finds files that Nix reads when it evaluates the source", () => {
    expect(absolutePathsRead("{ ... }:\n{\n  imports = [\n    /etc/nixos/hardware.nix\n  ];\n}")).toEqual([
      { text: "/etc/nixos/hardware.nix", line: 4 },
    ]);
    expect(read("{ imports = [ ./a ] ++ lib.optional true /b.nix; c = 1; }")).toEqual(["/b.nix"]);
    expect(read("{ a.b.imports =[ (import /c.nix { }) ]; }")).toEqual(["/c.nix"]);
    expect(read("import /a { x = builtins.readFile /b; y = (lib.fileContents /c); }")).toEqual(["/a", "/b", "/c"]);
    expect(read("{ a = \"x ${/b}\"; c = ''${ /d }''; environment.etc.e.source = /etc/e; }")).toEqual([
      "/b",
      "/d",
      "/etc/e",
    ]);
    expect(read("pkgs.callPackage /srv/p.nix { }")).toEqual(["/srv/p.nix"]);
  });

  test("ignores paths that only the running system may read, the store, and default values", () => {
    expect(read("{ passwordFile = /run/p; b = [ /c ]; d = toString /e; f = 6 /3; }")).toEqual([]);
    expect(read("{ imports = [ /nix/store/abc-x/module.nix (f { x = /y; }) ]; b = [ /c ]; }")).toEqual([]);
    expect(read("{ p ? import /etc/nixpkgs { } }: p")).toEqual([]);
    expect(read('{ imports = [ "/a" ]; b = "${c}/d"; e = lib.optional (builtins.pathExists /f) 1; }')).toEqual([]);
    expect(read("# import /a\n''import /b'' ./imports/c { imports = [ ]; d = /e; }")).toEqual([]);
  });
});

describe("lineOfDefinition", () => {
  const module = `{ config, lib, ... }:
{
  options.mine = lib.mkOption { };
  config = lib.mkIf config.mine {
    boot.kernelParams = [ "quiet" ];
    users.users.me = {
      shell = "/bin/sh";
    };
  };
}
`;

  test.each([
    [["boot", "kernelParams"], 5],
    [["users", "users", "me", "shell"], 7],
    [["users", "users", "me", "uid"], 6],
    [["boot"], 5],
    [["services"], undefined],
  ])("of %j is %p", (names, line) => {
    expect(lineOfDefinition(module, names)).toBe(line);
  });
});
