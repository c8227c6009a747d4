import {
  BootLoader,
  BootLoaderKind,
  DiskContent,
  DiskLayout,
  IsoImage,
  nix,
  NixosModule,
  Partition,
  ZfsPool,
  type Host,
} from "cdknix";
import { gptLayout, reportedFor } from "./machine";

const systemdBoot = BootLoaderKind.systemdBoot();

describe("a machine", () => {
  it("has both a disk layout and a boot loader", () => {
    expect(reportedFor({ layout: gptLayout(), kind: "none" })).toMatchInlineSnapshot(`
     "error[no-boot-loader]: machines/web/disks: the host web has disks, but no boot loader
       why:   nothing would start the installed system
       fix:   add one: new BootLoader(host, "loader", BootLoaderKind.systemdBoot())
       docs:  https://cdknix.example/errors/no-boot-loader"
    `);
    expect(reportedFor({})).toMatchInlineSnapshot(`
     "error[no-disk-layout]: machines/web/loader: the host web has a boot loader, but no disks
       why:   without a root file system, NixOS rejects the configuration
       fix:   add a DiskLayout
       docs:  https://cdknix.example/errors/no-disk-layout"
    `);
  });

  it("can have the other part in modules of its own", () => {
    const module =
      (config: object) =>
      (host: Host): unknown =>
        new NixosModule(host, "own", { config: config as never });
    const own = module({ boot: { loader: { "systemd-boot": { enable: true } } } });
    expect(reportedFor({ layout: gptLayout(), kind: "none", also: own })).toBe("");
    const menu = module({ boot: { loader: { timeout: 3 } } });
    expect(reportedFor({ layout: gptLayout(), kind: "none", also: menu })).toContain("error[no-boot-loader]");
    const hardware = (host: Host): unknown => new NixosModule(host, "own", { imports: [nix.raw("{ ... }: { }")] });
    expect(reportedFor({ also: hardware })).toBe("");
    expect(
      reportedFor({ also: module({ fileSystems: { "/": { device: "/dev/disk/by-label/root", fsType: "ext4" } } }) }),
    ).toBe("");
    expect(reportedFor({ also: module({ services: { fstrim: { enable: true } } }) })).toContain(
      "error[no-disk-layout]",
    );
  });

  it("is not an image", () => {
    expect(reportedFor({ layout: gptLayout(), also: (host) => new IsoImage(host, "image") })).toMatchInlineSnapshot(`
     "error[image-with-disks]: machines/web/disks: the host web has an IsoImage, so it cannot be a machine to install
       value: machines/web/image
       why:   an image has its own file systems and boot loader
       fix:   create a second Host for the machine, without the IsoImage and its class
       docs:  https://cdknix.example/errors/image-with-disks"
    `);
  });

  it("has one layout and one boot loader", () => {
    const also = (host: Host): void => {
      new DiskLayout(host, "more", gptLayout());
      new BootLoader(host, "other", systemdBoot);
    };
    expect(reportedFor({ layout: gptLayout(), also })).toMatchInlineSnapshot(`
     "error[machine-part-twice]: machines/web/more: the host web has more than one disk layout
       value: machines/web/disks, machines/web/more
       fix:   describe all disks in one of them
       docs:  https://cdknix.example/errors/machine-part-twice

     error[machine-part-twice]: machines/web/other: the host web has more than one boot loader
       value: machines/web/loader, machines/web/other
       fix:   remove all but one of them
       docs:  https://cdknix.example/errors/machine-part-twice"
    `);
  });

  it("needs a host ID for ZFS", () => {
    const layout = gptLayout(
      { root: Partition.rest(DiskContent.zfsMember("tank")) },
      { zfsPools: { tank: ZfsPool.stripe({ datasets: { root: { mountPoint: "/" } } }) } },
    );
    expect(reportedFor({ layout })).toMatchInlineSnapshot(`
     "error[zfs-host-id]: machines/web/disks: the host web has ZFS, but no networking.hostId
       why:   ZFS imports a pool only on the machine with the host ID that it was used on last
       fix:   add one, of 8 hexadecimal digits: new NixosModule(host, "zfs", { config: { networking: { hostId: "8425e349" } } })
       docs:  https://cdknix.example/errors/zfs-host-id"
    `);
    const also = (host: Host): unknown =>
      new NixosModule(host, "zfs", { config: { networking: { hostId: "8425e349" } } });
    expect(reportedFor({ layout, also })).toBe("");
  });
});
