import { InstallerTools, type InstallerToolsProps, nix, pkgs, Size } from "cdknix";
import { installerTools as tools } from "../../../lib/constructs";
import { subject } from "../subject";

const hello = { file: "test/goldens/say-hello.sh", runtimeInputs: [pkgs.jq] };

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
      file: { "say-hello": hello },
      // The same script in other words.
      "file-of-nix": { "say-hello": { ...hello, file: nix.file("test/goldens/say-hello.sh"), allowOutside: false } },
      "file-outside": { "say-hello": { ...hello, allowOutside: true, maxSize: Size.kibibytes(64) } },
    },
  },
);
