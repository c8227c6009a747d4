import { App } from "cdknix";
import { Template } from "cdknix/testing";
import { Installer } from "../lib/installer";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example";

function template(context: Readonly<Record<string, unknown>> = {}): Template {
  const app = new App({ context });
  new Installer(app, "installer");
  return Template.fromApp(app);
}

describe("the installer", () => {
  it("has nothing that is wrong or doubtful", () => {
    expect(template().report).toBe("");
  });

  it("copies itself to memory", () => {
    expect(template().file("installer/modules/iso/boot.nix")).toContain('kernelParams = [ "copytoram" ];');
  });

  it("lets in whoever has a key, and nobody when there is none", () => {
    expect(template({ authorizedKeys: [key] }).file("installer/modules/iso/ssh.nix")).toContain(key);
    expect(template().files).not.toHaveProperty(["installer/modules/iso/ssh.nix"]);
  });
});
