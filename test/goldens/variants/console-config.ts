import { ConsoleConfig, type ConsoleConfigProps, nix, pkgs } from "cdknix";
import { subject } from "../subject";

export const consoleConfig = subject<ConsoleConfigProps>(
  "console-config",
  ConsoleConfig,
  {},
  {
    font: {
      terminus: "ter-d18n",
      kbd: "lat9w-16",
      path: nix.str`${pkgs.terminus_font}/share/consolefonts/ter-v32b.psf.gz`,
    },
    keyMap: ["us", "uk", "de-latin1"],
    earlySetup: [true, false],
  },
);
