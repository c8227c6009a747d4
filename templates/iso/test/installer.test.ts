import { App } from "cdknix";
import { FlakeAssertions, Match } from "cdknix/testing";
import "cdknix/testing/jest";
import { Installer } from "../lib/installer";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 user@example";

function synthesized(context: Readonly<Record<string, unknown>> = {}): FlakeAssertions {
  const app = new App({ context });
  new Installer(app, "installer");
  return FlakeAssertions.fromApp(app);
}

describe("the installer", () => {
  it("has no errors or warnings", () => {
    synthesized().hasNoIssues();
  });

  it("copies itself to memory", () => {
    expect(synthesized().host("installer")).toHaveOption("boot.kernelParams", Match.arrayWith(["copytoram"]));
  });

  it("authorizes the configured keys", () => {
    const keys = "users.users.root.openssh.authorizedKeys.keys";
    expect(synthesized({ authorizedKeys: [key] }).host("installer")).toHaveOption(keys, [key]);
    expect(synthesized().host("installer")).toHaveOption(keys, Match.absent());
  });
});
