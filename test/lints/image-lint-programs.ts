import { nix } from "cdknix";
import { error, value, type LintProgram } from "./lint-program-types";

/** The programs of lints about the name of the image, its boot menu, and RAID. */
export const imageLintPrograms: readonly LintProgram[] = [
  {
    code: "boot-menu-characters",
    wrong: { isoImage: { appendToMenuLabel: ' x\n" } evil {' } },
    right: { isoImage: { appendToMenuLabel: " x" } },
    questions: [
      {
        about: "the beginning of the entry in isolinux's menu",
        expression:
          'lib.take 2 (lib.splitString "\n" (lib.last (lib.splitString "LABEL boot\n" (lib.findFirst (file: file.target == "/isolinux/isolinux.cfg") null config.isoImage.contents).source.src.text)))',
        wrong: value(["MENU LABEL NixOS 24.05pre-git x", '" } evil {']),
        right: value(["MENU LABEL NixOS 24.05pre-git x", "LINUX /boot/bzImage"]),
      },
    ],
  },
  {
    code: "image-name-ignored",
    wrong: { isoImage: { isoName: "rescue.iso" } },
    right: { isoImage: { isoName: nix.force("rescue.iso") } },
    questions: [
      {
        about: "the name of the ISO",
        expression: "config.system.build.isoImage.isoName",
        wrong: error("The option `isoImage.isoName' has conflicting definition values"),
        right: value("rescue.iso"),
      },
    ],
  },
  {
    code: "mdadm-conf-without-raid",
    wrong: { boot: { swraid: { enable: nix.force(false), mdadmConf: "MAILADDR root" } } },
    right: { boot: { swraid: { mdadmConf: "MAILADDR root" } } },
    questions: [
      {
        about: "whether /etc/mdadm.conf exists",
        expression: 'config.environment.etc ? "mdadm.conf"',
        wrong: value(false),
        right: value(true),
      },
    ],
  },
  {
    code: "volume-id-characters",
    wrong: { isoImage: { volumeID: "My Disk" } },
    right: { isoImage: { volumeID: "My_Disk" } },
    questions: [
      {
        about: "the kernel parameter that finds the medium",
        expression: 'builtins.filter (lib.hasPrefix "root=") config.boot.kernelParams',
        wrong: error('"root=LABEL=My Disk"'),
        right: value(["root=LABEL=My_Disk"]),
      },
    ],
  },
];
