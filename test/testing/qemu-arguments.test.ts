import { qemuArguments } from "../../lib/testing/vm/qemu-arguments";

const files = { monitor: "/tmp/vm/monitor", serial: "/tmp/vm/serial", pid: "/tmp/vm/pid", uefi: undefined };

describe("qemuArguments", () => {
  it("let nothing listen elsewhere than on 127.0.0.1, and the machine reach nothing, by default", () => {
    const network = qemuArguments({ iso: "/a.iso" }, files).filter((argument) => argument.startsWith("user,"));
    expect(network).toEqual(["user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:0-:22"]);
  });

  it("let the machine out when asked to", () => {
    expect(qemuArguments({ iso: "/a.iso", network: "outgoing" }, files).join(" ")).toContain("restrict=off");
  });

  it("protect the image from being written to", () => {
    for (const medium of ["cd", "usb"] as const) {
      expect(qemuArguments({ iso: "/a,b.iso", medium }, files)).toContain(
        "if=none,id=image,format=raw,readonly=on,file=/a,,b.iso",
      );
    }
  });
});
