import { App, config, Flake, Host, nix, Nixpkgs } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import "cdknix/testing/jest";
import { ConsoleNotice, type ConsoleNoticeProps } from "../lib";

function synthesized(props: ConsoleNoticeProps): FlakeAssertions {
  const app = new App();
  const flake = new Flake(app, "test", { nixpkgs: Nixpkgs.release("26.05") });
  new ConsoleNotice(new Host(flake, "host", { system: "x86_64-linux" }), "notice", props);
  return FlakeAssertions.fromApp(app);
}

describe("ConsoleNotice", () => {
  it("shows the host name before the text", () => {
    const host = synthesized({ text: "Hello." }).host("host");
    expect(host).toHaveOption("services.getty.helpLine", nix.str`${config.networking.hostName}: Hello.\n`);
  });

  it("shows only the text if hostName is false", () => {
    const host = synthesized({ text: "Hello.", hostName: false }).host("host");
    expect(host).toHaveOption("services.getty.helpLine", "Hello.\n");
  });

  it("rejects an empty text", () => {
    expect(synthesized({ text: " " })).toHaveIssue({ code: "console-notice-empty", constructPath: "test/host/notice" });
  });
});
