import { App, ConsoleConfig, Flake, Host, Nixpkgs } from "cdknix";
import { FlakeAssertions, Match } from "cdknix/testing";
import "cdknix/testing/jest";

const app = new App();
const flake = new Flake(app, "test", { nixpkgs: Nixpkgs.release("25.05") });
const construct = new Host(flake, "host", { system: "x86_64-linux" });
new ConsoleConfig(construct, "console", { keyMap: "us" });
const program = FlakeAssertions.fromApp(app);
const host = program.host("host");

describe("the matchers for jest", () => {
  it("take what FlakeAssertions gives, and Host constructs", () => {
    for (const subject of [host, construct]) {
      expect(subject).toHaveOption("console.keyMap", "us");
      expect(subject).toHaveOption("console.keyMap");
      expect(subject).not.toHaveOption("console.keyMap", "uk");
      expect(subject).toHaveOptionCount("networking", 1);
      expect(subject).toHaveModule("test/host/console", Match.objectLike({ console: { keyMap: "us" } }));
      expect(subject).not.toHaveModule("test/host/boot");
    }
    expect(program).toHaveIssue({ code: "no-image" });
    expect(program).not.toHaveIssue({ severity: "error" });
  });

  it("say what HostAssertions say, and with .not what was not to be", () => {
    expect(() => {
      expect(host).toHaveOption("console.keyMap", "uk");
    }).toThrow('host: console.keyMap does not have the expected value\n  expected: "uk"');
    expect(() => {
      expect(host).not.toHaveOption("console.keyMap", "us");
    }).toThrow("host: expected another value of console.keyMap");
  });

  it("do not take a mistake in the test for an answer", () => {
    expect(() => {
      expect({ name: "no host" }).not.toHaveOption("console.keyMap", "us");
    }).toThrow("this is no host");
  });

  it("leave the patterns to jest's own, too", () => {
    expect(host.toJSON()).toEqual(Match.objectLike({ "console.keyMap": Match.stringLikeRegexp("^u") }));
    expect({ a: ["x", "y"] }).toMatchObject({ a: Match.arrayWith(["y"]) });
  });
});
