import { App, Flake, Host, IsoImage, Nixpkgs } from "cdknix";
import { ExpectationError, FlakeAssertions } from "cdknix/testing";

function message(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (ExpectationError.isExpectationError(error)) return error.message;
    throw error;
  }
  return "";
}

describe("wrong arguments of FlakeAssertions", () => {
  it.each([{}, undefined, null, "app", 5, class {}])("fromApp(%p) is refused", (app) => {
    expect(message(() => FlakeAssertions.fromApp(app as never))).toContain(
      "the argument of FlakeAssertions.fromApp is not an App",
    );
  });

  it("a construct for host() and a name for hostOf() are refused", () => {
    const app = new App();
    const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("25.05") });
    const host = new Host(flake, "lilith", { system: "x86_64-linux" });
    new IsoImage(host, "image");
    const assertions = FlakeAssertions.fromApp(app);
    expect(message(() => assertions.host(host as never))).toMatchInlineSnapshot(`
      "the argument of host() is not the name of a host
        value: the Host dotfiles/lilith
        fix:   use hostOf(…) for a construct"
    `);
    expect(message(() => assertions.host(undefined as never))).toContain("value: undefined");
    expect(message(() => assertions.hostOf("lilith" as never))).toMatchInlineSnapshot(`
      "the argument of hostOf() is not a Host
        value: "lilith"
        fix:   use host("lilith") for a name"
    `);
    expect(message(() => assertions.hostOf({} as never))).toContain("fix:   pass a Host of the program");
    expect(message(() => assertions.hostOf(host))).toBe("");
  });
});
