import { App, BootConfig, Flake, Host, HostClass, InstallerScript, Nixpkgs, NixosModule } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { isProgramError } from "../../../lib/model";
import { program, reported, reportOf } from "../support";

type AnyConstruct = new (...args: readonly unknown[]) => unknown;

const untyped = (construct: unknown): AnyConstruct => construct as AnyConstruct;

describe("a construct without an ID", () => {
  it("is refused, and the rest is still checked", () => {
    const report = reported((iso) => {
      new (untyped(BootConfig))(iso);
      new (untyped(BootConfig))(iso, { copyToRam: true });
      new NixosModule(iso, "extra", { confg: {} } as never);
    });
    expect(report).toMatchInlineSnapshot(`
     "error[construct-without-id]: dotfiles/iso/BootConfig: BootConfig requires an ID, a string, as its second argument
       fix:   add one: new BootConfig(host, "my-id")
       docs:  https://cdknix.example/errors/construct-without-id

     error[construct-without-id]: dotfiles/iso/BootConfig-2: BootConfig requires an ID, a string, as its second argument
       value: { copyToRam: true }
       fix:   add one: new BootConfig(host, "my-id", { … })
       docs:  https://cdknix.example/errors/construct-without-id

     error[unknown-property]: dotfiles/iso/extra: NixosModule has no property "confg"
       value: {}
       fix:   did you mean config?
       docs:  https://cdknix.example/errors/unknown-property"
    `);
  });

  it.each([[""], [null], [5], [["boot"]]])("is refused if the ID is %j", (id) => {
    expect(reported((iso) => new (untyped(BootConfig))(iso, id))).toContain("BootConfig requires an ID");
  });

  it("does not lack the properties that are in the place of the ID", () => {
    const { app, flake } = program();
    new (untyped(Host))(flake, { system: "x86_64-linux" });
    new (untyped(InstallerScript))(flake, { text: "lsblk" });
    const codes = reportOf(app).match(/^error\[[\w-]+\]/gm);
    expect(codes).toEqual(["error[construct-without-id]", "error[construct-without-id]"]);
  });

  it("has the line that creates it", () => {
    const { app, iso } = program();
    new (untyped(BootConfig))(iso);
    const issues = FlakeAssertions.fromApp(app).issues.filter(({ code }) => code === "construct-without-id");
    expect(issues).toMatchObject([
      { constructPath: "dotfiles/iso/BootConfig", source: { file: "test/constructs/arguments/scope-and-id.test.ts" } },
    ]);
  });
});

describe("a scope that is not a construct", () => {
  const nixpkgs = Nixpkgs.release("25.05");
  it.each<[unknown, readonly unknown[]]>([
    [Host, ["flake", "lilith", { system: "x86_64-linux" }]],
    [Host, [undefined, "lilith", { system: "x86_64-linux" }]],
    [Flake, [undefined, "dotfiles", { nixpkgs }]],
    [Flake, [{}, "dotfiles", { nixpkgs }]],
    [HostClass, [null, "iso"]],
    [BootConfig, ["iso"]],
    [class Tailscale extends NixosModule {}, [{ enable: true }, "tailscale"]],
  ])("ends the program with the right form: %p", (construct, args) => {
    let thrown: unknown;
    try {
      new (untyped(construct))(...args);
    } catch (error) {
      thrown = error;
    }
    const { name } = construct as { readonly name: string };
    expect(isProgramError(thrown)).toBe(true);
    expect(thrown).toMatchObject({ code: "construct-scope", fix: expect.stringContaining(`new ${name}(`) as string });
    expect(String(thrown)).toContain(`the scope of the ${name}`);
  });

  it("may be one of another copy of the constructs package", () => {
    const app = new App();
    const foreign = Object.create(app, {}) as App;
    expect(() => new Flake(foreign, "dotfiles", { nixpkgs })).not.toThrow();
  });
});
