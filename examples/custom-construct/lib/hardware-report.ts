import { Annotations, defineProps, NixosModule, pkgs, prop } from "cdknix";
import type { Construct } from "constructs";

/** Properties of a {@link HardwareReport}. */
export interface HardwareReportProps {
  /** Absolute path of the report. Default: `/run/hardware-report.txt`. */
  readonly file?: string;
  /** Whether to list disks too. Default: true. */
  readonly disks?: boolean;
}

/** The same for programs that no compiler checks. The compiler compares it with the interface. */
const hardwareReportProps = defineProps<HardwareReportProps>({
  file: prop.optional(prop.string),
  disks: prop.optional(prop.boolean),
});

/** Writes a report of the machine's hardware at boot, for the person who installs it. */
export class HardwareReport extends NixosModule {
  constructor(scope: Construct, id: string, props: HardwareReportProps = {}) {
    const checked = hardwareReportProps.check(props);
    const { file = "/run/hardware-report.txt", disks = true } = checked.props;
    const commands = ["lscpu", "lspci", ...(disks ? ["lsblk --output NAME,SIZE,MODEL"] : [])];
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
    checked.report(this);
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
