import { qemuArguments } from "../../../lib/platform/qemu/process/qemu-arguments";

const files = {
  monitor: "/tmp/vm/monitor",
  serial: "/tmp/vm/serial",
  serialLog: "/tmp/vm/serial.log",
  pid: "/tmp/vm/pid",
  uefi: undefined,
  disk: undefined,
};

describe("qemuArguments", () => {
  it("isolate the network and listen on 127.0.0.1 only, by default", () => {
    const network = qemuArguments({ iso: "/a.iso" }, "tcg", files).filter((argument) => argument.startsWith("user,"));
    expect(network).toEqual(["user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:0-:22"]);
  });

  it("allow outgoing connections on request", () => {
    expect(qemuArguments({ iso: "/a.iso", network: "outgoing" }, "tcg", files).join(" ")).toContain("restrict=off");
  });

  it("protect the image from writes", () => {
    for (const medium of ["cd", "usb"] as const) {
      expect(qemuArguments({ iso: "/a,b.iso", medium }, "tcg", files)).toContain(
        "if=none,id=image,format=raw,readonly=on,file=/a,,b.iso",
      );
    }
  });

  it("add a writable disk after the medium in the boot order", () => {
    const withDisk = qemuArguments({ iso: "/a.iso" }, "tcg", { ...files, disk: "/d,isk" });
    expect(withDisk).toContain("if=none,id=disk,format=raw,discard=unmap,file=/d,,isk");
    expect(withDisk).toContain("virtio-blk-pci,drive=disk,bootindex=1");
    expect(qemuArguments({ iso: "/a.iso" }, "tcg", files).join(" ")).not.toContain("virtio-blk");
  });

  it("use this machine's processor with KVM", () => {
    expect(qemuArguments({ iso: "/a.iso" }, "kvm", files).join(" ")).toContain("-machine q35,accel=kvm -cpu host");
    expect(qemuArguments({ iso: "/a.iso" }, "tcg", files).join(" ")).toContain("-machine q35,accel=tcg -cpu max");
  });
});
