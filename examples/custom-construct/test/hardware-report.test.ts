import { App, Flake, Host, Nixpkgs, pkgs } from "cdknix";
import { FlakeAssertions, Match } from "cdknix/testing";
import "cdknix/testing/jest";
import { HardwareReport, type HardwareReportProps } from "../lib";

function synthesized(props: HardwareReportProps = {}): FlakeAssertions {
  const app = new App();
  const flake = new Flake(app, "test", { nixpkgs: Nixpkgs.release("25.05") });
  new HardwareReport(new Host(flake, "host", { system: "x86_64-linux" }), "hardware", props);
  return FlakeAssertions.fromApp(app);
}

const service = "systemd.services.hardware-report";

describe("HardwareReport", () => {
  it("writes its report at boot", () => {
    const host = synthesized().host("host");
    expect(host).toHaveModule("test/host/hardware");
    expect(host).toHaveOption(service, { wantedBy: ["multi-user.target"], serviceConfig: { Type: "oneshot" } });
    expect(host).toHaveOption(`${service}.path`, Match.arrayWith([pkgs.pciutils]));
    expect(host).toHaveOption(`${service}.script`, Match.stringLikeRegexp('lsblk.*\n} > "/run/hardware-report.txt"'));
  });

  it("omits the disks on request", () => {
    const host = synthesized({ disks: false }).host("host");
    expect(host).toHaveOption(`${service}.script`, Match.not(Match.stringLikeRegexp("lsblk")));
  });

  it("rejects a file that is not an absolute path", () => {
    expect(synthesized({ file: "report.txt" })).toHaveIssue({
      code: "hardware-report-file",
      constructPath: "test/host/hardware",
    });
  });
});
