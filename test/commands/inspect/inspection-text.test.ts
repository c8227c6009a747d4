import { createColors } from "picocolors";
import { inspectionText } from "../../../lib/commands/inspect/inspection-text";
import { inspection } from "./inspection";

const colours = createColors(false);

describe("what is inside an image, as text", () => {
  it("tells of packages, constructs, licences, the boot menu and files", () => {
    expect(inspectionText(inspection, { verbose: false, colours })).toMatchInlineSnapshot(`
     "rescue.iso  4.0 MB
       host    rescue, NixOS 24.05, x86_64-linux
       file    /nix/store/11111111111111111111111111111111-rescue/iso/rescue.iso
       sha256  0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
       volume  RESCUE
       kernel  6.6.1 quiet
       store   10.0 MB in 3 paths, before they are compressed

     Packages, the largest of 3
           6.0 MB  60.0 %  linux         6.6.1   GPL-2.0-only
           3.0 MB  30.0 %  git           2.44.1  GPL-2.0-only, a licence of its own
           1.0 MB  10.0 %  nixos-system

     Constructs: how much smaller the store would be without each
           3.0 MB  images/rescue/tools  main.ts:8  git
       not known   images/rescue/image  main.ts:7  without it the host cannot be evaluated

     Licences
           9.0 MB  2 paths  GPL-2.0-only
           3.0 MB  1 path   a licence of its own
           1.0 MB  1 path   not known

     Boot menu
       grub  Rescue <b>

     Files of the ISO
           3.0 MB  75.0 %  /nix-store.squashfs
           1.0 MB  25.0 %  /boot/bzImage"
    `);
  });

  it("tells more with --verbose, and says how much it leaves out without", () => {
    const packages = Array.from({ length: 20 }, (_, index) => ({
      name: `package-${String(index)}`,
      versions: ["1.0"],
      size: 1000 - index,
      licenses: null,
    }));
    const many = { ...inspection, packages };
    expect(inspectionText(many, { verbose: false, colours })).toContain("and 5 more: --verbose, --json");
    const whole = inspectionText(many, { verbose: true, colours });
    expect(whole).toContain("package-19");
    expect(whole).toContain("/nix/store/00000000000000000000000000000000-git-2.44.1");
    expect(whole).not.toContain("more: --verbose");
  });
});
