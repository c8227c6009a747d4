import { App, builtins, Flake, FlakePackage, InstallerScript, lib, nix, Nixpkgs, pkgs, type NixValue } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";

function report(make: (flake: Flake) => unknown): string {
  const app = new App();
  make(new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("25.05") }));
  return FlakeAssertions.fromApp(app).report.replaceAll(/\n {2}(?:at|docs): .*/g, "");
}

const ofPackage = (expression: NixValue): string => report((flake) => new FlakePackage(flake, "p", { expression }));

/** The fix of the only issue with a package's expression. */
function fix(expression: NixValue): string | undefined {
  const text = ofPackage(expression);
  expect(text.split("\n\n")).toHaveLength(1);
  return /fix: {3}(.*)/.exec(text)?.[1];
}

describe("calls of functions that read files", () => {
  it("reject a relative path as text", () => {
    expect(ofPackage(pkgs.callPackage("./x", {}))).toMatchInlineSnapshot(`
           "error[text-not-path]: dotfiles/p: expression[0] passes a string to callPackage, which takes a path
             value: "./x"
             why:   Nix does not interpret a string as a relative path
             fix:   copy it into the flake: nix.module("./x")"
        `);
    expect(ofPackage(nix.import("./x.nix" as never))).toMatchInlineSnapshot(`
      "error[nix-value]: dotfiles/p: expression cannot be represented in Nix
        why:   the argument "file" of nix.import must be a Nix expression, not "./x.nix"
        fix:   write nix.file("./x.nix")"
    `);
  });

  it.each<[string, NixValue, string]>([
    ["callPackage with a file", pkgs.python3Packages.callPackage("./x.nix", {}), 'nix.file("./x.nix")'],
    ["nix.apply", nix.apply(pkgs.callPackage, "x.nix", {}), 'nix.file("./x.nix")'],
    ["builtins.import", builtins.import("./x.nix"), 'nix.file("./x.nix")'],
    ["readFile", pkgs.writeText("a", builtins.readFile("./a")), 'nix.file("./a")'],
    ["readDir", pkgs.writeText("a", lib.concatStrings(builtins.readDir("./a"))), 'nix.directory("./a")'],
    ["importJSON", pkgs.writeText("a", lib.importJSON("./a.json").name), 'nix.file("./a.json")'],
    ["an absolute path", pkgs.callPackage("/srv/x.nix", {}), 'nix.file("/srv/x.nix", { allowOutside: true })'],
  ])("are recognized: %s", (_, expression, copy) => {
    expect(fix(expression)).toBe(`copy it into the flake: ${copy}`);
  });
});

describe("calls of functions that take packages", () => {
  it("reject the name of a package", () => {
    const script = (runtimeInputs: readonly NixValue[]): string =>
      report((flake) => new InstallerScript(flake, "get", { text: "git clone x", runtimeInputs }));
    expect(script(["git"])).toMatchInlineSnapshot(`
           "error[text-not-package]: dotfiles/get: expression.runtimeInputs[0] is text, but writeShellApplication expects a package
             value: "git"
             why:   a package is an attribute of pkgs; its name in quotes is only text
             fix:   use pkgs.git"
        `);
    expect(script([pkgs.git])).toBe("");
  });

  it.each<[string, NixValue, string]>([
    ["build inputs", pkgs.stdenv.mkDerivation({ buildInputs: [pkgs.zlib, "pkg-config"] }), 'use pkgs["pkg-config"]'],
    ["one build input", pkgs.stdenv.mkDerivation({ nativeBuildInputs: "cmake" }), "use [pkgs.cmake]"],
    ["packages of a shell", pkgs.mkShell({ packages: ["nixpkgs#git"] }), "use pkgs.git"],
    ["joined packages", pkgs.symlinkJoin({ name: "x", paths: ["hello"] }), "use pkgs.hello"],
    ["a search path", pkgs.writeText("x", lib.makeBinPath(["git"])), "use pkgs.git"],
    ["an executable", pkgs.writeText("x", lib.getExe("git")), "use pkgs.git"],
    ["sources", pkgs.stdenv.mkDerivation({ src: "./src" }), 'use nix.directory("./src")'],
    ["patches", pkgs.hello.overrideAttrs({ patches: ["./fix.patch"] }), 'use nix.file("./fix.patch")'],
  ])("are recognized: %s", (_, expression, expected) => {
    expect(fix(expression)).toBe(expected);
  });

  it("reject a list of packages of an interpreter", () => {
    expect(ofPackage(pkgs.python3.withPackages(["requests"]))).toMatchInlineSnapshot(`
           "error[not-a-function]: dotfiles/p: expression passes a list to withPackages, which takes a function
             why:   the packages are attributes of the argument that it passes to the function
             fix:   use nix.fn(["ps"], nix.with(nix.reference("ps"), [nix.reference("requests")]))"
        `);
  });

  it.each<[string, NixValue]>([
    ["paths of packages", pkgs.symlinkJoin({ name: "x", paths: [pkgs.hello, nix.str`${pkgs.git}/bin`] })],
    ["lists of the same name elsewhere", pkgs.formats.toml({}).generate("x", { packages: ["git"], paths: ["."] })],
    ["addresses of sources", pkgs.stdenv.mkDerivation({ src: "mirror://x" })],
    ["store paths", pkgs.mkShell({ packages: ["/nix/store/00000000000000000000000000000000-x"] })],
    ["functions of other sets", pkgs.mylib.import("name")],
    ["absolute paths of interpolations", pkgs.callPackage(nix.str`${pkgs.path}/x.nix`, {})],
    ["files", pkgs.callPackage(nix.path("./default.nix"), {})],
  ])("accept %s", (_, expression) => {
    expect(ofPackage(expression)).toBe("");
  });
});
