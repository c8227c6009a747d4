import {
  BootLoader,
  BootLoaderKind,
  DiskContent,
  DiskLayout,
  DiskSelector,
  Duration,
  Filesystem,
  Flake,
  Host,
  InstallMode,
  MachineSelector,
  NixosModule,
  OfflineInstaller,
  Partition,
  Secret,
  Size,
  type OfflineInstallerProps,
  type UnattendedProps,
} from "cdknix";
import type { Construct } from "constructs";
import { props } from "../machine-subject";
import type { Subject } from "../subject";

type Settings = Omit<OfflineInstallerProps, "targets">;

const unattended = InstallMode.unattended(props<UnattendedProps>("UnattendedProps", {}));

const settings: Readonly<Record<string, Settings>> = {
  default: {},
  "mode-attended": { mode: InstallMode.attended() },
  "mode-unattended": { mode: unattended },
  "mode-unattended-reboot": {
    mode: InstallMode.unattended(
      props<UnattendedProps>("UnattendedProps", { countdown: Duration.minutes(1), then: "reboot" }),
    ),
  },
  "mode-unattended-powerOff": {
    mode: InstallMode.unattended(props<UnattendedProps>("UnattendedProps", { then: "powerOff" })),
    reinstall: true,
  },
  "mode-unattended-stay": { mode: InstallMode.unattended(props<UnattendedProps>("UnattendedProps", { then: "stay" })) },
  "wipe-never": { wipe: "never" },
  "wipe-whenLabelledByUs": { wipe: "whenLabelledByUs", mode: unattended },
  "wipe-always": { wipe: "always", mode: unattended },
  "reinstall-true": { reinstall: true },
  "reinstall-false": { reinstall: false },
  "sources-true": { sources: true },
  "sources-false": { sources: false },
  enroll: { enroll: { tpm2: true, pcrs: [0, 7], recoveryKey: true } },
};

const variants = new Map<string, Settings>(Object.entries(settings));

/** An image that installs a machine, which has an encrypted disk if the variant needs one. */
export const offlineInstaller: Subject = {
  file: "offline-installer",
  propsName: "OfflineInstallerProps",
  variants: new Map([...variants].map(([name, each]) => [name, { targets: [], ...each }])),
  make: (host, id, variant) => {
    const web = target(Flake.of(host), "web-1", variant === "enroll");
    const targets =
      variant === "default"
        ? [web]
        : [
            {
              host: web,
              machine: [MachineSelector.bySerial("PF-1234"), MachineSelector.byMacAddress("52:54:00:12:34:56")],
              secrets: { "/etc/ssh/ssh_host_ed25519_key": Secret.named("web-1-host-key") },
            },
          ];
    return new OfflineInstaller(host, id, { targets, ...variants.get(variant) });
  },
};

function target(scope: Construct, name: string, isEncrypted: boolean): Host {
  const host = new Host(scope, name, { system: "x86_64-linux" });
  new NixosModule(host, "machine", {
    config: { system: { stateVersion: "24.05" }, documentation: { enable: false } },
  });
  const root = Filesystem.ext4({ mountPoint: "/" });
  new DiskLayout(host, "disks", {
    disks: {
      main: {
        device: DiskSelector.bySerial("WD-1234"),
        content: DiskContent.gpt({
          esp: Partition.esp({ size: Size.mebibytes(512) }),
          root: Partition.rest(
            isEncrypted ? DiskContent.luks(root, { passphrase: Secret.named("disk-passphrase") }) : root,
          ),
        }),
      },
    },
  });
  new BootLoader(host, "loader", BootLoaderKind.systemdBoot());
  return host;
}
