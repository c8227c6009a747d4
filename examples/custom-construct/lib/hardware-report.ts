import { Annotations, NixosModule, pkgs } from "cdknix";
import type { Construct } from "constructs";

/** Properties of a {@link HardwareReport}. */
export interface HardwareReportProps {
  /** Absolute path of the report. Default: `/run/hardware-report.txt`. */
  readonly file?: string;
  /** Whether to list disks too. Default: true. */
  readonly disks?: boolean;
}

/** Writes a report of the machine's hardware at boot, for the person who installs it. */
export class HardwareReport extends NixosModule {
  constructor(scope: Construct, id: string, props: HardwareReportProps = {}) {
    const file = props.file ?? "/run/hardware-report.txt";
    const commands = ["lscpu", "lspci", ...((props.disks ?? true) ? ["lsblk --output NAME,SIZE,MODEL"] : [])];
    super(scope, id, {
      config: {
        environment: { systemPackages: [pkgs.pciutils] },
        systemd: {
          services: {
            "hardware-report": {
              description: "Write down what this machine is made of",
              wantedBy: ["multi-user.target"],
              path: [pkgs.pciutils, pkgs["util-linux"]],
              serviceConfig: { Type: "oneshot", RemainAfterExit: true },
              script: ["{", ...commands.map((command) => `  ${command}`), `} > ${JSON.stringify(file)}`, ""].join("\n"),
            },
          },
        },
      },
    });
    if (!/^\/[\w./-]+$/.test(file)) {
      Annotations.of(this).addError({
        code: "hardware-report-file",
        message: "file is not a plain absolute path",
        value: JSON.stringify(file),
        fix: 'use a path such as "/run/hardware-report.txt"',
      });
    }
  }
}
