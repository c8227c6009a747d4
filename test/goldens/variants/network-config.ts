import { NetworkConfig, type NetworkConfigProps } from "cdknix";
import { subject } from "../subject";

export const networkConfig = subject<NetworkConfigProps>(
  "network-config",
  NetworkConfig,
  {},
  {
    networkManager: [true, false],
    domain: { "example.org": "example.org" },
    nameservers: { two: ["192.0.2.53", "2001:db8::53"], none: [] },
  },
);
