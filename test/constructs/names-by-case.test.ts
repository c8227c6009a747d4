import { App, Flake, FlakePackage, Host, HostClass, IsoImage, Nixpkgs, NixosModule, pkgs } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";

const codesOf = (make: (flake: Flake, iso: HostClass, app: App) => void): readonly string[] => {
  const app = new App();
  const flake = new Flake(app, "images", { nixpkgs: Nixpkgs.release("25.05") });
  const iso = new HostClass(flake, "iso");
  new IsoImage(iso, "image");
  new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });
  make(flake, iso, app);
  return FlakeAssertions.fromApp(app)
    .issues.filter(({ severity }) => severity === "error")
    .map(({ code, constructPath }) => `${code}: ${constructPath}`);
};

describe("names that differ only in case", () => {
  it("are errors if both are files or directories of the same directory", () => {
    const module = { config: { time: { timeZone: "UTC" } } };
    expect(codesOf((_, iso) => new NixosModule(iso, "Image", module))).toEqual(["duplicate-name: images/iso/Image"]);
    expect(codesOf((flake, iso) => new Host(flake, "Lilith", { class: iso, system: "x86_64-linux" }))).toEqual([
      "duplicate-name: images/Lilith",
    ]);
    expect(
      codesOf((flake) => {
        new FlakePackage(flake, "tool", { expression: pkgs.hello });
        new FlakePackage(flake, "TOOL", { expression: pkgs.hello });
      }),
    ).toEqual(["duplicate-name: images/TOOL"]);
    expect(
      codesOf(
        (_flake, _iso, app) => new Flake(app, "Images", { nixpkgs: Nixpkgs.release("25.05"), lockFile: "b.lock" }),
      ),
    ).toEqual(["duplicate-flake: Images"]);
  });

  it("may be of different kinds, or in different directories", () => {
    const module = { config: { time: { timeZone: "UTC" } } };
    expect(
      codesOf((flake, iso, app) => {
        new NixosModule(iso, "Lilith", module);
        new FlakePackage(flake, "Tool", { expression: pkgs.hello });
        const web = new Host(flake, "web", { class: iso, system: "x86_64-linux" });
        new NixosModule(web, "IMAGE", { config: { environment: { variables: { A: "b" } } } });
        new Flake(app, "other", { nixpkgs: Nixpkgs.release("25.05"), lockFile: "other.lock" });
      }),
    ).toEqual([]);
  });
});
