import { App, Flake, Host, Nixpkgs } from "cdknix";
import { evaluated, Match } from "cdknix/testing";
import { HardwareReport } from "../lib";

const service = "systemd.services.hardware-report";

describe("HardwareReport", () => {
  it("is a service of the whole system, as Nix evaluates it", async () => {
    const flake = new Flake(new App(), "test", { nixpkgs: Nixpkgs.release("25.05") });
    const host = new Host(flake, "host", { system: "x86_64-linux" });
    new HardwareReport(host, "hardware");
    const system = evaluated(host, { nixpkgs: "embedded" });
    await system.hasOption(`${service}.wantedBy`, ["multi-user.target"]);
    await system.hasOption(`${service}.serviceConfig`, Match.objectLike({ Type: "oneshot" }));
  }, 600_000);
});
