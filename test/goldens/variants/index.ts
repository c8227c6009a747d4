import type { Subject } from "../subject";
import { bootConfig } from "./boot-config";
import { bootLoader } from "./boot-loader";
import { consoleConfig } from "./console-config";
import { diskLayout } from "./disk-layout";
import { installerTools } from "./installer-tools";
import { isoImage } from "./iso-image";
import { liveFixes } from "./live-fixes";
import { networkConfig } from "./network-config";
import { nixSettings } from "./nix-settings";
import { nixpkgsConfig } from "./nixpkgs-config";
import { offlineInstaller } from "./offline-installer";
import { spaceSaver } from "./space-saver";
import { sshAccess } from "./ssh-access";

/** All constructs whose variants are evaluated. */
export const subjects: readonly Subject[] = [
  bootConfig,
  bootLoader,
  consoleConfig,
  diskLayout,
  installerTools,
  isoImage,
  liveFixes,
  networkConfig,
  nixSettings,
  nixpkgsConfig,
  offlineInstaller,
  spaceSaver,
  sshAccess,
];
