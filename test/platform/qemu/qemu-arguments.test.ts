import { qemuArguments } from "../../../lib/platform/qemu/process/qemu-arguments";

const files = {
  monitor: "/tmp/vm/monitor",
  serial: "/tmp/vm/serial",
  serialLog: "/tmp/vm/serial.log",
  pid: "/tmp/vm/pid",
  uefi: undefined,
  disks: [],
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

  it("add writable disks after the medium in the boot order, with their serial numbers", () => {
    const disks = [
      { file: "/d,isk", serial: "WD-1" },
      { file: "/other", discardWrites: true },
    ];
    const withDisks = qemuArguments({ iso: "/a.iso" }, "tcg", { ...files, disks });
    expect(withDisks).toContain("if=none,id=disk0,format=raw,discard=unmap,cache=unsafe,file=/d,,isk");
    expect(withDisks).toContain("virtio-blk-pci,drive=disk0,bootindex=1,serial=WD-1");
    expect(withDisks).toContain("if=none,id=disk1,format=raw,discard=unmap,cache=unsafe,snapshot=on,file=/other");
    expect(withDisks).toContain("virtio-blk-pci,drive=disk1,bootindex=2");
    expect(qemuArguments({ iso: "/a.iso" }, "tcg", files).join(" ")).not.toContain("virtio-blk");
  });

  it("give the machine a serial number and an address, which targets are recognized by", () => {
    const identity = qemuArguments({ machineSerial: "PF3,ABC", macAddress: "52:54:00:AB:cd:ef" }, "tcg", files);
    expect(identity).toContain("type=1,serial=PF3,,ABC");
    expect(identity).toContain("virtio-net-pci,netdev=net,romfile=,mac=52:54:00:AB:cd:ef");
  });

  it.each(["", "52:54:00:12:34", "52-54-00-12-34-56", "53:54:00:12:34:56", "52:54:00:12:34:56,x=1"])(
    "reject the MAC address %j",
    (macAddress) => {
      expect(() => qemuArguments({ macAddress }, "tcg", files)).toThrow("cannot be the MAC address");
    },
  );

  it.each(["", " A", "A ", "A\nB", "Größe", "a".repeat(65)])("reject the serial number %j", (machineSerial) => {
    expect(() => qemuArguments({ machineSerial }, "tcg", files)).toThrow("cannot be the serial number");
  });

  it("need no medium", () => {
    expect(qemuArguments({}, "tcg", files).join(" ")).not.toContain("id=image");
  });

  it("use this machine's processor with KVM", () => {
    expect(qemuArguments({ iso: "/a.iso" }, "kvm", files).join(" ")).toContain("-machine q35,accel=kvm -cpu host");
    expect(qemuArguments({ iso: "/a.iso" }, "tcg", files).join(" ")).toContain("-machine q35,accel=tcg -cpu max");
  });
});
