import { bestAcceleration } from "../../../lib/platform/qemu/process/acceleration";
import { project } from "../../cli/project";
import { scratch } from "../../platform/files/scratch";
import { withMounts } from "../flash/with-mounts";
import { findings } from "./findings";

describe("synth doctor", () => {
  it("knows whether virtual machines boot at full speed here", async () => {
    const { kvm } = findings(project().run(["doctor", "--json"]).stdout);
    // A /dev/kvm is not enough: it may refuse, or be slower than an emulated processor.
    expect(kvm?.status).toBe((await bestAcceleration()) === "kvm" ? "ok" : "warning");
    const directory = scratch();
    const hidden = withMounts(directory, "mount -t tmpfs none /dev; synth doctor --json -q || true");
    expect(findings(hidden.stdout).kvm).toMatchObject({ status: "warning", message: "there is no /dev/kvm" });
  });
});
