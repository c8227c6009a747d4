import { expected, synthesized } from "./examples";

describe("examples/offline-install", () => {
  it("writes the expected output", () => {
    expect(synthesized("offline-install")).toEqual(expected("offline-install"));
  });

  it("installs without a person on request", () => {
    const installer = (...options: readonly string[]): string =>
      synthesized("offline-install", ...options)["servers/systems/stick/installer.nix"] ?? "";
    expect(installer()).not.toContain("cdknix-install");
    const unattended = installer("-c", "unattended=true", "-c", "compression=1");
    expect(unattended).toContain("services.cdknix-install");
    expect(unattended).toContain('"then" = "reboot"');
  });

  it("gives root of each machine the key of the context", () => {
    const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 me@laptop";
    const files = synthesized("offline-install", "-c", `authorizedKey=${key}`);
    expect(files["servers/modules/server/access.nix"]).toContain(key);
  });
});
