import { createColors } from "picocolors";
import { inspectionText } from "../../../lib/commands/inspect/inspection-text";
import { inspection } from "./inspection";

const colors = createColors(false);

describe("the inspection of an image as text", () => {
  it("shows packages, constructs, licenses, boot menu, and files", () => {
    expect(inspectionText(inspection, { verbose: false, colors })).toMatchInlineSnapshot(`
     "rescue.iso  4.0 MB
       host    rescue, NixOS 24.05, x86_64-linux
       file    /nix/store/11111111111111111111111111111111-rescue/iso/rescue.iso
       sha256  0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
       volume  RESCUE
       kernel  6.6.1 quiet
       store   10.0 MB in 3 paths, uncompressed

     Packages (largest of 3)
           6.0 MB  60.0 %  linux         6.6.1   GPL-2.0-only
           3.0 MB  30.0 %  git           2.44.1  GPL-2.0-only, a license of its own
           1.0 MB  10.0 %  nixos-system

     Constructs (how much smaller the store would be without them)
           3.0 MB  images/rescue/tools  main.ts:8  git
       unknown     images/rescue/image  main.ts:7  the host cannot be evaluated without it

     Licenses
           9.0 MB  2 paths  GPL-2.0-only
           3.0 MB  1 path   a license of its own
           1.0 MB  1 path   unknown

     Boot menu
       grub  Rescue <b>

     Logins: only who is listed
       SSH, port 22     root         with any of 2 keys
       sshd settings                 PermitRootLogin prohibit-password, PasswordAuthentication no
       ttyd, port 7681  any account  with an account's password (ttyd); the firewall blocks it
       consoles         nixos        automatically
       consoles         root         with a password

     Files on the ISO
           3.0 MB  75.0 %  /nix-store.squashfs
           1.0 MB  25.0 %  /boot/bzImage"
    `);
  });

  it("shows everything with --verbose, and otherwise how much is omitted", () => {
    const packages = Array.from({ length: 20 }, (_, index) => ({
      name: `package-${String(index)}`,
      versions: ["1.0"],
      size: 1000 - index,
      licenses: null,
    }));
    const many = { ...inspection, packages };
    expect(inspectionText(many, { verbose: false, colors })).toContain("and 5 more (use --verbose or --json)");
    const whole = inspectionText(many, { verbose: true, colors });
    expect(whole).toContain("package-19");
    expect(whole).toContain("981 B");
    expect(whole).not.toMatch(/ 0\.0 MB/);
    expect(whole).toContain("/nix/store/00000000000000000000000000000000-git-2.44.1");
    expect(whole).not.toContain("more: --verbose");
  });
});
