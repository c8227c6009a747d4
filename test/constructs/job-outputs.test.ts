import { App, Flake, FlakePackage, Host, IsoImage, Nixpkgs, NixosModule, pkgs, type FlakeProps } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";

/** A flake with an image, a machine for ARM, and a package. */
function images(props: Partial<FlakeProps>): App {
  const app = new App();
  const flake = new Flake(app, "images", { nixpkgs: Nixpkgs.release("25.05"), ...props });
  new IsoImage(new Host(flake, "stick", { system: "x86_64-linux" }), "image");
  const machine = new Host(flake, "web", { system: "aarch64-linux" });
  new NixosModule(machine, "disk", { config: { fileSystems: { "/": { device: "/dev/vda1" } } } });
  new FlakePackage(flake, "greeting", { expression: pkgs.hello });
  return app;
}

function outputsOf(app: App): string {
  const text = FlakeAssertions.fromApp(app).file("images/flake.nix");
  return text.slice(text.search(/^ {6}(?:checks|hydraJobs|lib)/m));
}

describe("the outputs for engines that build flakes", () => {
  it("list every image, machine, and package by system", () => {
    expect(outputsOf(images({ checks: true }))).toMatchInlineSnapshot(`
      "      checks = {
              x86_64-linux = {
                stick = self.packages.x86_64-linux.stick;
                greeting = self.packages.x86_64-linux.greeting;
              };
              aarch64-linux = {
                web = self.nixosConfigurations.web.config.system.build.toplevel;
                greeting = self.packages.aarch64-linux.greeting;
              };
            };
          };
      }
      "
    `);
  });

  it("are the same for Hydra", () => {
    const checks = outputsOf(images({ checks: true }));
    expect(outputsOf(images({ hydraJobs: true }))).toBe(checks.replaceAll("checks", "hydraJobs"));
  });

  it("are not written by default", () => {
    const text = FlakeAssertions.fromApp(images({})).file("images/flake.nix");
    expect(text).not.toMatch(/checks|hydraJobs/);
  });

  it("are written next to those that the program adds, which may not replace them", () => {
    const more = images({ checks: true, outputs: { checks: { "x86_64-linux": { more: pkgs.hello } } } });
    expect(outputsOf(more)).toContain("more = nixpkgs.legacyPackages.x86_64-linux.hello;");
    const other = images({ checks: true, outputs: { checks: { "x86_64-linux": { stick: pkgs.hello } } } });
    const messages = FlakeAssertions.fromApp(other).issues.map(({ message }) => message);
    expect(messages).toEqual(["the output checks.x86_64-linux.stick is defined twice"]);
  });
});
