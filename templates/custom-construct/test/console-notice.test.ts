import { App, Flake, Host, Nixpkgs } from "cdknix";
import { Template } from "cdknix/testing";
import { ConsoleNotice, type ConsoleNoticeProps } from "../lib";

function template(props: ConsoleNoticeProps): Template {
  const app = new App();
  const flake = new Flake(app, "test", { nixpkgs: Nixpkgs.release("26.05") });
  new ConsoleNotice(new Host(flake, "host", { system: "x86_64-linux" }), "notice", props);
  return Template.fromApp(app);
}

describe("ConsoleNotice", () => {
  it("shows its text behind the name of the host", () => {
    const text = template({ text: "Hello." }).file("test/systems/host/notice.nix");
    expect(text).toContain('services.getty.helpLine = "${config.networking.hostName}: Hello.\\n";');
  });

  it("shows the text alone on request", () => {
    const text = template({ text: "Hello.", hostName: false }).file("test/systems/host/notice.nix");
    expect(text).toContain('services.getty.helpLine = "Hello.\\n";');
  });

  it("refuses an empty text", () => {
    expect(template({ text: " " }).report).toContain("error[console-notice-empty]: test/host/notice");
  });
});
