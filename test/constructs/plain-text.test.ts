import { App, Flake, FlakePackage, Host, InstallerScript, InstallerTools, IsoImage, nix, Nixpkgs, pkgs } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";

function report(make: (flake: Flake, host: Host) => unknown, description = "images"): string {
  const app = new App();
  const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05"), description });
  const host = new Host(flake, "lilith", { system: "x86_64-linux" });
  new IsoImage(host, "image");
  make(flake, host);
  return FlakeAssertions.fromApp(app).report.replaceAll(/\n {2}(?:at|docs): .*/g, "");
}

describe("a Nix expression in a JavaScript string", () => {
  const text = `${String(pkgs.git)}/bin/git clone`;
  const reason = "the Nix expression pkgs.git was used in a JavaScript string";

  it("is an error in a script, with the right form", () => {
    expect(report((flake) => new InstallerScript(flake, "get", { text }))).toMatchInlineSnapshot(`
     "error[nix-value]: dotfiles/get: get.sh is plain text, which Nix does not evaluate
       why:   the Nix expression pkgs.git was used in a JavaScript string
       fix:   for a package, write its command and list it in runtimeInputs; for other values, use nix.str in the expression of a FlakePackage"
    `);
  });

  it("is an error in the scripts of InstallerTools, files of packages, and the head of the flake", () => {
    expect(report((_, host) => new InstallerTools(host, "tools", { scripts: { get: { text } } }))).toContain(reason);
    expect(
      report((flake) => new FlakePackage(flake, "p", { expression: nix.raw("pkgs.hello"), files: { "a.txt": text } })),
    ).toContain(reason);
    expect(report(() => undefined, `with ${String(pkgs.git)}`)).toContain(reason);
    expect(
      report((flake) => {
        flake.addInput("other", { url: `github:example/${String(pkgs.git)}` });
      }),
    ).toContain(reason);
  });
});
