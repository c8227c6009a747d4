import { builtins, config, self, type NixReference, type NixValue } from "../../nix";
import { modeOf, type InstallMode } from "./install-mode";
import { factsOf, firmwareOf, type TargetParts } from "./install-target";
import { machineOf } from "./machine-selector";
import type { EnrolledKeys, WipePolicy } from "./settings";
import { sourcesReference } from "./sources";

/** The settings of an installer that its program needs. */
export interface InstallerSettings {
  readonly mode: InstallMode;
  readonly wipe: WipePolicy | undefined;
  readonly reinstall: boolean;
  readonly enroll: EnrolledKeys;
  readonly sources: boolean;
}

/** The data of the program, as JSON. Store paths in it bring the systems into the image. */
export function installerData(targets: readonly TargetParts[], settings: InstallerSettings): NixValue {
  const mode = modeOf(settings.mode);
  return builtins.toJSON({
    ...(mode.kind === "unattended" ? { countdown: mode.countdown, then: mode.then } : {}),
    wipe: settings.wipe ?? null,
    reinstall: settings.reinstall,
    volume: config.isoImage.volumeID,
    sources: settings.sources ? sourcesReference : [],
    targets: Object.fromEntries(targets.map((parts) => [parts.host.node.id, targetData(parts, settings.enroll)])),
  }) as NixValue;
}

function targetData({ host, target, layout, loader }: TargetParts, enroll: EnrolledKeys): NixValue {
  const { build } = systemOf(host.node.id);
  const facts = layout === undefined ? undefined : factsOf(layout);
  const machines = target.machine === undefined ? undefined : [target.machine].flat();
  return {
    system: build.toplevel as NixValue,
    destroy: build.destroyScript as NixValue,
    format: build.formatScript as NixValue,
    mount: build.mountScript as NixValue,
    disks: build.cdknixDisks as NixValue,
    firmware: firmwareOf(loader),
    machine: machines?.map((each) => machineOf(each)) ?? null,
    store: facts?.store === undefined ? null : { disk: facts.store.disk, bytes: facts.store.bytes ?? null },
    passphrases: Object.fromEntries((facts?.passphrases ?? []).map((secret) => [secret.name, secret])),
    asksPassphrase: facts?.asksPassphrase ?? 0,
    files: Object.entries(target.secrets ?? {}).map(([path, secret]) => ({
      path,
      from: secret,
      mode: "0600",
    })),
    enroll: {
      keys: [...(enroll.tpm2 === true ? ["tpm2"] : []), ...(enroll.recoveryKey === true ? ["recoveryKey"] : [])],
      pcrs: enroll.pcrs ?? [7],
    },
  };
}

/** The option tree `config.system` of a host of the flake. */
function systemOf(host: string): { readonly build: NixReference } {
  const { config: ofHost } = (self.nixosConfigurations as NixReference)[host] as NixReference;
  return { build: ((ofHost as NixReference).system as NixReference).build as NixReference };
}
