import { inputs, NixSettings, type NixSettingsProps, pkgs } from "cdknix";
import { subject } from "../subject";

const cache = {
  url: "https://nix-community.cachix.org",
  publicKey: "nix-community.cachix.org-1:mB9FSh9qf2dCimDSUo8Zy7bkq5CX+/rkCWyvRCYg3Fs=",
};

export const nixSettings = subject<NixSettingsProps>(
  "nix-settings",
  NixSettings,
  {},
  {
    package: { lix: pkgs.lix },
    flakes: [true, false],
    channels: [true, false],
    logLines: [0, 200],
    httpConnections: [0, 100],
    warnDirty: [true, false],
    registry: { "of-an-input": { mine: inputs.nixpkgs } },
    globalRegistry: [true, false],
    acceptFlakeConfig: [true, false],
    caches: { one: [cache], none: [] },
    settings: { "max-jobs": { "max-jobs": 4 }, "log-lines": { "log-lines": 7 } },
  },
);
