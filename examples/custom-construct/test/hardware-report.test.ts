import { App, Flake, Host, Nixpkgs } from "cdknix";
import { Template } from "cdknix/testing";
import { HardwareReport, type HardwareReportProps } from "../lib";

function template(props: HardwareReportProps = {}): Template {
  const app = new App();
  const flake = new Flake(app, "test", { nixpkgs: Nixpkgs.release("25.05") });
  new HardwareReport(new Host(flake, "host", { system: "x86_64-linux" }), "hardware", props);
  return Template.fromApp(app);
}

describe("HardwareReport", () => {
  it("writes its report when the machine starts", () => {
    const text = template().file("test/systems/host/hardware.nix");
    expect(text).toContain('wantedBy = [ "multi-user.target" ];');
    expect(text).toContain('} > "/run/hardware-report.txt"');
    expect(text).toContain("lsblk");
  });

  it("leaves the disks out on request", () => {
    expect(template({ disks: false }).file("test/systems/host/hardware.nix")).not.toContain("lsblk");
  });

  it("refuses a file that is not an absolute path", () => {
    expect(template({ file: "report.txt" }).report).toContain("error[hardware-report-file]: test/host/hardware");
  });
});
