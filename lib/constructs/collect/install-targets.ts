import { isNamedSecret } from "../../nix";
import { Annotations, constructsOf, Flake, type Host, type IssueDetails } from "../core";
import { layoutIn, placesIn } from "../disks";
import { IsoImage } from "../installer";
import {
  factsOf,
  machineOf,
  modeOf,
  partsOf,
  type InstallTarget,
  type OfflineInstaller,
  type TargetParts,
} from "../offline-installer";

/** Reports mistakes that show only when the targets of an installer are known. */
export function checkInstaller(installer: OfflineInstaller, hosts: readonly Host[]): void {
  const annotations = Annotations.of(installer);
  const own = hosts.filter((host) => constructsOf(host).includes(installer));
  const parts = installer.targets.map((target) => partsOf(target));
  const isUnattended = modeOf(installer.mode).kind === "unattended";
  for (const issue of [
    ...imageIssues(own),
    ...(parts.length === 0 ? [noTargets] : []),
    ...twiceIssues(parts),
    ...parts.flatMap((each) => targetIssues(each, installer, own)),
  ]) {
    annotations.addError(issue);
  }
  for (const issue of [
    ...(isUnattended ? parts.flatMap((each) => passphraseIssues(each)) : []),
    ...(isUnattended ? [...ambiguousIssues(parts), ...sharedMachineIssues(parts)] : []),
    ...warningsOf(installer, parts, isUnattended),
  ]) {
    annotations.addWarning(issue);
  }
}

const noTargets: IssueDetails = {
  code: "no-install-target",
  message: "the installer has no targets",
  reason: "it would install nothing",
  fix: "pass the hosts that it installs: targets: [web]",
};

function imageIssues(hosts: readonly Host[]): readonly IssueDetails[] {
  const without = hosts.find((host) => !constructsOf(host).some((each) => IsoImage.isIsoImage(each)));
  if (without === undefined) return [];
  return [
    {
      code: "installer-without-image",
      message: `the host ${without.node.id} has an OfflineInstaller, but no IsoImage`,
      reason: "the installer is a part of the live system on an ISO",
      fix: "add an IsoImage to the host or its class",
    },
  ];
}

function twiceIssues(parts: readonly TargetParts[]): readonly IssueDetails[] {
  const twice = parts.filter(({ host }, index) => parts.findIndex((each) => each.host === host) !== index);
  return twice.map(({ host }) => ({
    code: "install-target-twice",
    message: `the host ${host.node.id} is a target twice`,
    value: host.node.path,
    reason: "each machine has one command and one choice of disks",
    fix: "remove one; a target can have several selectors: { host, machine: [ … ] }",
  }));
}

function targetIssues(
  { host, target, layout }: TargetParts,
  installer: OfflineInstaller,
  own: readonly Host[],
): readonly IssueDetails[] {
  const name = host.node.id;
  if (Flake.of(host) !== Flake.of(installer)) {
    return [
      {
        code: "install-target-foreign",
        message: `the target ${name} belongs to another flake`,
        value: host.node.path,
        reason: "the image contains the flake that it is built from, with the systems of its hosts",
        fix: "create the host in the flake of the installer",
      },
    ];
  }
  if (constructsOf(host).some((each) => IsoImage.isIsoImage(each))) {
    return [
      {
        code: "install-target-image",
        message: `the target ${name} is an image, which cannot be installed`,
        value: host.node.path,
        reason: "it runs from its ISO, and has no disks",
        fix: "install a host with a DiskLayout and a BootLoader",
      },
    ];
  }
  const foreign = own.find(({ system }) => system !== host.system);
  return [
    ...(layout === undefined ? [withoutDisks(name)] : []),
    ...(foreign === undefined
      ? []
      : [
          {
            code: "install-target-system",
            message: `the target ${name} has another system than the image of ${foreign.node.id}`,
            value: `${host.system}, not ${foreign.system}`,
            reason: "an installation runs programs of the target, such as those that set up its boot loader",
            fix: `create a second image host with the system ${host.system}`,
          },
        ]),
    ...secretIssues(name, target),
  ];
}

const withoutDisks = (name: string): IssueDetails => ({
  code: "install-target-without-disks",
  message: `the target ${name} has no DiskLayout`,
  reason: "the installer partitions the disks as the layout says",
  fix: 'add one: new DiskLayout(host, "disks", { disks: { … } })',
});

function secretIssues(name: string, { secrets = {} }: InstallTarget): readonly IssueDetails[] {
  return Object.entries(secrets).flatMap(([path, secret]): readonly IssueDetails[] => {
    if (!isNamedSecret(secret)) return [notNamed(name, `secrets[${JSON.stringify(path)}]`)];
    if (/^\/(?!nix\/store\/)[^\0\t\n]*[^/]$/.test(path) && !path.split("/").includes("..")) return [];
    return [
      {
        code: "install-secret-path",
        message: `${JSON.stringify(path)} is not a path for a secret of ${name}`,
        value: JSON.stringify(path),
        reason: "the installer copies the secret to this path on the disk of the machine",
        fix: 'use the absolute path of a file, such as "/etc/ssh/ssh_host_ed25519_key"',
      },
    ];
  });
}

const notNamed = (name: string, what: string): IssueDetails => ({
  code: "install-secret",
  message: `the installer cannot read a secret of ${name}: ${what}`,
  reason: "secrets of sops-nix and agenix are decrypted with a key that a machine has only after its installation",
  fix: 'use Secret.named("…"), which `synth flash --secrets` writes to the medium',
});

function passphraseIssues({ host, layout }: TargetParts): readonly IssueDetails[] {
  const asked = layout === undefined ? 0 : factsOf(layout).asksPassphrase;
  if (asked === 0) return [];
  return [
    {
      code: "passphrase-unattended",
      message: `the unattended installation of ${host.node.id} waits for a passphrase`,
      reason: "the layout has none for an encrypted device, so the installer asks for one on its consoles",
      fix: 'pass one from the medium: DiskContent.luks(…, { passphrase: Secret.named("disk-passphrase") })',
    },
  ];
}

/** Targets that one machine can meet at once: nothing but conditions for disks, which both may have. */
function ambiguousIssues(parts: readonly TargetParts[]): readonly IssueDetails[] {
  const open = parts.filter((each) => each.target.machine === undefined && hasOpenDisks(each));
  if (open.length < 2) return [];
  return [
    {
      code: "install-targets-ambiguous",
      message: "an unattended installation may wait for the name of a target",
      value: open.map(({ host }) => host.node.id).join(", "),
      reason: "one machine can have disks that meet the conditions of several, so the installer asks on its consoles",
      fix: "select a disk by its serial number, or the machine: { host, machine: MachineSelector.bySerial(…) }",
    },
  ];
}

/** Whether the disks of a target are chosen by conditions alone, so that they do not distinguish machines. */
const hasOpenDisks = ({ layout }: TargetParts): boolean =>
  layout !== undefined && [...layoutIn(layout).disks.values()].every(({ choice }) => choice.by === "conditions");

/** Targets that are recognized by the same machine. */
function sharedMachineIssues(parts: readonly TargetParts[]): readonly IssueDetails[] {
  const byMachine = new Map<string, TargetParts[]>();
  for (const each of parts.filter(hasOpenDisks)) {
    const machines = each.target.machine === undefined ? [] : [each.target.machine].flat();
    for (const key of new Set(machines.map((machine) => JSON.stringify(machineOf(machine))))) {
      byMachine.set(key, [...(byMachine.get(key) ?? []), each]);
    }
  }
  const shared = [...byMachine.values()].filter((each) => new Set(each.map(({ host }) => host)).size > 1);
  return shared.map((each) => ({
    code: "install-targets-ambiguous",
    message: "two targets of an unattended installation have the same machine",
    value: each.map(({ host }) => host.node.id).join(", "),
    reason: "the installer cannot know which of them to install, and asks on its consoles",
    fix: "correct the serial number or MAC address of one of them",
  }));
}

function warningsOf(
  { wipe, reinstall, enrolls, mode }: OfflineInstaller,
  parts: readonly TargetParts[],
  isUnattended: boolean,
): readonly IssueDetails[] {
  const layouts = parts.flatMap(({ layout }) => (layout === undefined ? [] : [layoutIn(layout)]));
  const hasOpen = layouts.some(({ disks }) => [...disks.values()].some(({ choice }) => choice.by === "conditions"));
  const hasEncryption = layouts.some((layout) => placesIn(layout).some(({ node }) => node.kind === "luks"));
  const node = modeOf(mode);
  return [
    ...(isUnattended && wipe === "always" && hasOpen
      ? [
          {
            code: "wipe-any-disk",
            message: "the medium erases a disk of every machine that it is booted on",
            reason: 'with wipe: "always", a disk that is chosen by its size or kind is erased without a question',
            fix: 'select the disk by its serial number, or use wipe: "whenLabelledByUs"',
          },
        ]
      : []),
    ...(reinstall && node.kind === "unattended" && node.then === "reboot"
      ? [
          {
            code: "reinstall-repeats",
            message: "the machine is installed again at each start from the medium",
            reason: "with reinstall, the mark of an installation does not stop another one, and the machine restarts",
            fix: 'use then: "powerOff", or install once with `install-<host> --reinstall`',
          },
        ]
      : []),
    ...(enrolls && !hasEncryption
      ? [
          {
            code: "enroll-unused",
            message: "no target has an encrypted device to add keys to",
            reason: "keys are enrolled in LUKS devices only",
            fix: "remove enroll, or encrypt a partition: DiskContent.luks(…)",
          },
        ]
      : []),
  ];
}
