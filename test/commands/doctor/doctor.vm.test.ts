import { bestAcceleration } from "../../../lib/platform/qemu/process/acceleration";
import { project } from "../../cli/project";
import { scratch } from "../../platform/files/scratch";
import { withMounts } from "../flash/with-mounts";
import { findings } from "./findings";

describe("synth doctor", () => {
  it("reports whether KVM is usable", async () => {
    const { kvm } = findings(project().run(["doctor", "--json"]).stdout);
    // /dev/kvm is not enough: it may fail, or be slower than an emulated processor.
    expect(kvm?.status).toBe((await bestAcceleration()) === "kvm" ? "ok" : "warning");
    const directory = scratch();
    const hidden = withMounts(directory, "mount -t tmpfs none /dev; synth doctor --json -q || true");
    expect(findings(hidden.stdout).kvm).toMatchObject({ status: "warning", message: "/dev/kvm does not exist" });
  });
});
