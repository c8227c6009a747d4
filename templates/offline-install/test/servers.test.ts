import { App } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import "cdknix/testing/jest";
import { Servers } from "../lib/servers";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 user@example";

function synthesized(context: Readonly<Record<string, unknown>> = {}): FlakeAssertions {
  const app = new App({ context });
  new Servers(app, "servers");
  return FlakeAssertions.fromApp(app);
}

describe("the servers", () => {
  it("have no errors or warnings", () => {
    synthesized().hasNoIssues();
  });

  it("start with systemd-boot", () => {
    expect(synthesized().host("web-1")).toHaveOption("boot.loader.systemd-boot.enable", true);
  });

  it("authorize the configured keys", () => {
    const flake = synthesized({ authorizedKeys: [key] });
    expect(flake.host("web-1")).toHaveOption("users.users.root.openssh.authorizedKeys.keys", [key]);
  });
});
