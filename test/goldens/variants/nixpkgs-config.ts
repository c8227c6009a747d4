import { nix, NixpkgsConfig, type NixpkgsConfigProps } from "cdknix";
import { subject } from "../subject";

export const nixpkgsConfig = subject<NixpkgsConfigProps>(
  "nixpkgs-config",
  NixpkgsConfig,
  {},
  {
    unfree: [true, false],
    broken: [true, false],
    permittedInsecurePackages: { one: ["openssl-1.1.1w"] },
    overlays: { one: [nix.raw("final: prev: { greeting = prev.hello; }")] },
  },
);
