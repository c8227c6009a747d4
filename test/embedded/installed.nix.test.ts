import { existsSync, readFileSync, readlinkSync } from "node:fs";
import * as path from "node:path";
import { run } from "../build/run";
import { OfflineBase } from "./evaluate";

const release = "25.05";
let base: OfflineBase;

beforeAll(async () => {
  base = await OfflineBase.make();
});

const filesystem = (format: string, mountpoint: string): string =>
  `{ type = "filesystem"; format = "${format}"; mountpoint = "${mountpoint}"; }`;
const esp = `{ size = "512M"; type = "EF00"; content = ${filesystem("vfat", "/boot")}; }`;
const onDisk = (root: string): string => `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/main";
    content = { type = "gpt"; partitions = { esp = ${esp}; root = { size = "100%"; content = ${root}; }; }; };
  };
  boot.loader.systemd-boot.enable = true;
}`;
const ext4 = onDisk(filesystem("ext4", "/"));
const encrypted = onDisk(`{
  type = "luks";
  name = "crypt-root";
  settings.allowDiscards = true;
  content = { type = "btrfs"; subvolumes = { "/root".mountpoint = "/"; "/nix" = { mountpoint = "/nix"; mountOptions = [ "compress=zstd" ]; }; }; };
}`);
const swaps = `lib.mkMerge [
  ${ext4}
  {
    swapDevices = [
      { device = "/var/swap-file"; size = 256; }
      { device = "/dev/disk/by-partlabel/disk-main-swap"; randomEncryption.enable = true; }
    ];
  }
]`;
const raid = `{
  disko.devices = {
    disk = lib.genAttrs [ "one" "two" ] (name: {
      device = "/dev/disk/by-id/\${name}";
      content = {
        type = "gpt";
        partitions.bios = { size = "1M"; type = "EF02"; };
        partitions.root = { size = "100%"; content = { type = "mdraid"; name = "md"; }; };
      };
    });
    mdadm.md = { level = 1; content = { type = "lvm_pv"; vg = "pool"; }; };
    lvm_vg.pool.lvs = {
      root = { size = "100%"; content = ${filesystem("xfs", "/")}; };
      swap = { size = "1G"; content = { type = "swap"; priority = 5; }; };
    };
  };
}`;

describe("a machine of the offline base", () => {
  it.each([
    [
      ext4,
      "lib.mapAttrs (_: f: f.device) c.fileSystems",
      {
        "/": "/dev/disk/by-partlabel/disk-main-root",
        "/boot": "/dev/disk/by-partlabel/disk-main-esp",
      },
    ],
    [encrypted, "c.offlineBase.luksDevices", "crypt-root /dev/disk/by-partlabel/disk-main-root --allow-discards \n"],
    [encrypted, 'c.fileSystems."/nix".options', ["compress=zstd", "subvol=/nix"]],
    [
      encrypted,
      "c.offlineBase.earlyMounts",
      "/dev/mapper/crypt-root btrfs defaults,subvol=/root /\n/dev/mapper/crypt-root btrfs compress=zstd,subvol=/nix /nix\n",
    ],
    [raid, "c.boot.loader.grub.devices", ["/dev/disk/by-id/one", "/dev/disk/by-id/two"]],
    [raid, "map (s: { inherit (s) device priority; }) c.swapDevices", [{ device: "/dev/pool/swap", priority: 5 }]],
    [raid, "c.boot.swraid.enable", true],
    [
      swaps,
      'map (name: c.systemd.services."mkswap-${name}".requiredBy) [ "var-swap-file" "dev-disk-by-partlabel-disk-main-swap" ]',
      [["var-swap\\x2dfile.swap"], ["dev-mapper-swap\\x2ddisk\\x2dmain\\x2dswap.swap"]],
    ],
  ])("mounts what disko creates: %#", async (module, expression, expected) => {
    expect(await base.evaluateMachine(release, module, expression)).toEqual(expected);
  });

  it.each([
    ["{ }", "The ‘fileSystems’ option does not specify your root file system."],
    ['{ fileSystems."/".device = "/dev/vda1"; }', "You must set the option ‘boot.loader.grub.devices’"],
    [onDisk('{ type = "zfs"; pool = "tank"; }'), "Debian's main archive has no ZFS"],
    [onDisk(filesystem("nilfs2", "/")), "does not create file systems of the type `nilfs2'"],
    [
      onDisk(`{ type = "luks"; name = "c"; settings.keyFile = "/key"; content = ${filesystem("ext4", "/")}; }`),
      "boot.initrd.luks.devices.c.keyFile: stage 1 of the offline base asks for a passphrase",
    ],
    [onDisk('{ type = "ext4"; }'), "disko has no content of the type `ext4'"],
  ])("is refused with the reason: %#", async (module, reason) => {
    expect(await base.evaluateMachine(release, module, "c.system.build.toplevel.drvPath")).toContain(reason);
  });

  it("creates arrays before the volumes on them", async () => {
    const script = await base.buildOfMachine(release, raid, "c.system.build.formatScript");
    const text = readFileSync(script, "utf8");
    const order = ["sgdisk --align-end", "mdadm --create", "pvcreate", "vgcreate", "lvcreate", "mkfs.xfs"];
    expect(order.map((command) => text.indexOf(command))).toEqual(
      order.map((command) => text.indexOf(command)).sort((a, b) => a - b),
    );
    expect(order.filter((command) => !text.includes(command))).toEqual([]);
    expect(await run(["bash", "-n", script], { cwd: "/" })).toMatchObject({ exitCode: 0 });
  });

  it("has its programs in /usr, its files in /etc, and no Debian package in what it needs to run", async () => {
    const system = await base.buildOfMachine(release, ext4, "c.system.build.toplevel");
    expect(system).toMatch(/^\/nix\/store\/\S+$/);
    expect(readlinkSync(path.join(system, "etc/systemd/system/default.target"))).toBe(
      "/lib/systemd/system/multi-user.target",
    );
    expect(readFileSync(path.join(system, "etc/fstab"), "utf8")).toContain(
      "/dev/disk/by-partlabel/disk-main-esp /boot vfat",
    );
    expect(readFileSync(path.join(system, "offline-base/copied"), "utf8")).toContain("shadow 0640 0 42");
    const usr = readlinkSync(path.join(system, "offline-base/usr"));
    const { stdout } = await run(["nix-store", "--query", "--references", usr], { cwd: "/" });
    expect(stdout).toBe("");
    for (const file of ["activate", "bin/switch-to-configuration", "initrd", "kernel"]) {
      expect(existsSync(path.join(system, file))).toBe(true);
    }
    expect(await run(["perl", "-c", path.join(system, "bin/switch-to-configuration")], { cwd: "/" })).toMatchObject({
      exitCode: 0,
    });
  });
});
