import {
  App,
  BootLoader,
  BootLoaderKind,
  DiskContent,
  DiskLayout,
  DiskSelector,
  Flake,
  Host,
  HostClass,
  Nixpkgs,
  Partition,
  type DiskLayoutProps,
} from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { reportOf } from "../support";
import { diskText, esp, gib, gptLayout, machine, part, root } from "./machine";

describe("a disk selected by conditions", () => {
  const layout = (content: DiskContent): DiskLayoutProps => ({
    disks: {
      main: {
        device: DiskSelector.where({ minimumSize: gib(8), maximumSize: gib(999), rotational: false, transport: "nvme", model: "Samsung" }), // prettier-ignore
        content,
      },
    },
  });

  it("has a partition table with an identifier, by which udev recognizes it", () => {
    const text = diskText(layout(DiskContent.gpt({ esp, root: Partition.rest(root) })));
    expect(part(text, "preCreateHook = ''")).toMatchInlineSnapshot(`
     "preCreateHook = ''
       if ! blkid /dev/disk/by-cdknix/main >&2; then
         sgdisk --clear --disk-guid=6969658e-c2d6-5877-964c-898150786506 /dev/disk/by-cdknix/main
       fi
     '';"
    `);
    expect(part(text, "services.udev.extraRules = ''")).toMatchInlineSnapshot(`
     "services.udev.extraRules = ''
       SUBSYSTEM=="block", ENV{ID_PART_TABLE_UUID}=="6969658e-c2d6-5877-964c-898150786506", ENV{CDKNIX_DISK}="main"
       ENV{CDKNIX_DISK}=="?*", ENV{DEVTYPE}=="disk", SYMLINK+="disk/by-cdknix/$env{CDKNIX_DISK}"
       ENV{CDKNIX_DISK}=="?*", ENV{DEVTYPE}=="partition", SYMLINK+="disk/by-cdknix/$env{CDKNIX_DISK}-part%n"
     '';"
    `);
    expect(part(text, "system.build.cdknixDisks.main = {")).toMatchInlineSnapshot(`
     "system.build.cdknixDisks.main = {
       device = "/dev/disk/by-cdknix/main";
       select = {
         minimumSize = 8589934592;
         maximumSize = 1072668082176;
         rotational = false;
         transport = "nvme";
         model = "Samsung";
       };
       identifier = "6969658e-c2d6-5877-964c-898150786506";
       minimumSize = 540016640;
       table = "gpt";
       partitions = 2;
       labels = builtins.catAttrs "label" (
         builtins.attrValues config.disko.devices.disk.main.content.partitions
       );
     };"
    `);
  });

  it("has a disk ID with an MBR", () => {
    const text = diskText(layout(DiskContent.mbr({ root: Partition.rest(root) })), BootLoaderKind.grubBios());
    expect(part(text, "preCreateHook = ''")).toMatchInlineSnapshot(`
     "preCreateHook = ''
       if ! blkid /dev/disk/by-cdknix/main >&2; then
         parted --script /dev/disk/by-cdknix/main mklabel msdos
         sfdisk --disk-id /dev/disk/by-cdknix/main 0x6969658e
       fi
     '';"
    `);
    expect(text).toContain('identifier = "6969658e";');
  });

  it("has an identifier of its own in each host, and always the same one", () => {
    const identifierIn = (host: string, disk: string): string | undefined => {
      const app = new App();
      const flake = new Flake(app, "machines", { nixpkgs: Nixpkgs.release("24.05") });
      const scope = new Host(flake, host, { system: "x86_64-linux" });
      new BootLoader(scope, "loader", BootLoaderKind.systemdBoot());
      const content = DiskContent.gpt({ esp, root: Partition.rest(root) });
      new DiskLayout(scope, "disks", { disks: { [disk]: { device: DiskSelector.only(), content } } });
      const text = FlakeAssertions.fromApp(app).file(`machines/systems/${host}/disks.nix`);
      return /identifier = "(.*)"/.exec(text)?.[1];
    };
    const all = [identifierIn("a", "main"), identifierIn("b", "main"), identifierIn("a", "other")];
    expect(new Set(all).size).toBe(3);
    expect(identifierIn("a", "main")).toBe(all[0]);
    for (const each of all) expect(each).toMatch(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
  });
});

describe("the flake input disko", () => {
  const flakeText = (inputs: Readonly<Record<string, string>>, later?: (flake: Flake) => void): string => {
    const app = new App();
    const flake = new Flake(app, "machines", { nixpkgs: Nixpkgs.release("24.05"), inputs });
    const servers = new HostClass(flake, "server");
    new DiskLayout(servers, "disks", gptLayout());
    new BootLoader(servers, "loader", BootLoaderKind.systemdBoot());
    for (const id of ["a", "b"]) new Host(flake, id, { class: servers, system: "x86_64-linux" });
    const other = new Host(flake, "c", { system: "x86_64-linux" });
    new DiskLayout(other, "disks", gptLayout());
    new BootLoader(other, "loader", BootLoaderKind.systemdBoot());
    later?.(flake);
    expect(reportOf(app)).toBe("");
    return FlakeAssertions.fromApp(app).file("machines/flake.nix");
  };

  it("is added once, and follows the flake's nixpkgs", () => {
    expect(part(flakeText({}), "disko = {")).toMatchInlineSnapshot(`
     "disko = {
       url = "github:nix-community/disko/v1.13.0";
       inputs.nixpkgs.follows = "nixpkgs";
     };"
    `);
  });

  it("is the one that the program adds, before or after", () => {
    const own = "github:me/disko";
    expect(flakeText({ disko: own })).toContain('disko.url = "github:me/disko";');
    expect(
      flakeText({}, (flake) => {
        flake.addInput("disko", own);
      }),
    ).toContain('disko.url = "github:me/disko";');
  });

  it("is reported if the program adds it twice", () => {
    const app = machine({ layout: gptLayout() });
    const flake = Flake.of(app.node.findChild("machines"));
    flake.addInput("disko", "github:me/disko");
    flake.addInput("disko", "github:me/disko");
    expect(reportOf(app)).toContain('error[duplicate-input]: machines: the input "disko" is defined twice');
  });
});
