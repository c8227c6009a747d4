import { InstallerTools, type InstallerToolsProps, pkgs } from "cdknix";
import { installerTools as tools } from "../../../lib/constructs";
import { subject } from "../subject";

export const installerTools = subject<InstallerToolsProps>(
  "installer-tools",
  InstallerTools,
  {},
  {
    tools: { none: [], ...Object.fromEntries(tools.map((tool) => [tool, [tool]])) },
    git: ["minimal", "full", "none"],
    packages: { two: [pkgs.jq, pkgs.ripgrep] },
    scripts: {
      text: { "say-hello": { text: "echo hello" } },
      file: { "say-hello": { file: "test/goldens/say-hello.sh", runtimeInputs: [pkgs.jq] } },
    },
  },
);
