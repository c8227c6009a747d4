import { key } from "./construct-errors";
import { gptMachine, machineWith, oneDisk, rootLine, table } from "./disk-samples";
import type { ErrorEntry, ErrorText } from "./error-entry";
import { inProgram } from "./in-program";

const machine = gptMachine([rootLine]);
const withoutDisks = 'const web = new Host(flake, "web", { system: "x86_64-linux" });';
const espLine = "esp: Partition.esp({ size: Size.mebibytes(512) }),";
const encrypted = (props: string): string =>
  gptMachine([`root: Partition.rest(DiskContent.luks(Filesystem.ext4({ mountPoint: "/" })${props})),`]);
const onAnyDisk = machineWith(oneDisk(table([espLine, rootLine]), "DiskSelector.only()"));

/** The lines of an installer of the machine `web`. */
const installer = (props: string, scope = "lilith"): string =>
  `new OfflineInstaller(${scope}, "installer", { ${props} });`;

const unattended = "mode: InstallMode.unattended()";
const right = `${machine}\n${installer("targets: [web]")}`;

/** A mistake in an installer. */
const mistake = (
  entry: ErrorText & { readonly wrong: string; readonly right?: string; readonly also?: readonly string[] },
): ErrorEntry => inProgram({ right, ...entry, given: "host" });

/** Errors about installers of other hosts. */
export const installerErrors: readonly ErrorEntry[] = [
  mistake({
    code: "duration-impossible",
    meaning: "A duration is negative or not a whole number.",
    wrong: `${machine}\n${installer("targets: [web], mode: InstallMode.unattended({ countdown: Duration.seconds(-1) })")}`,
    right: `${machine}\n${installer("targets: [web], mode: InstallMode.unattended({ countdown: Duration.seconds(30) })")}`,
  }),
  mistake({
    code: "enroll-pcrs",
    meaning: "`enroll.pcrs` of an installer has a number that is not a register of a TPM2 chip.",
    wrong: `${encrypted("")}\n${installer("targets: [web], enroll: { tpm2: true, pcrs: [7, 42] }")}`,
    right: `${encrypted("")}\n${installer("targets: [web], enroll: { tpm2: true, pcrs: [7, 11] }")}`,
  }),
  mistake({
    code: "enroll-unused",
    meaning: "An installer adds keys to encrypted devices, but its targets have none; or it has `pcrs` without `tpm2`.",
    wrong: `${machine}\n${installer("targets: [web], enroll: { recoveryKey: true }")}`,
    right: `${encrypted("")}\n${installer("targets: [web], enroll: { recoveryKey: true }")}`,
  }),
  mistake({
    code: "install-secret",
    meaning: "A target has a secret that the installer cannot read.",
    wrong: `${machine}\n${installer('targets: [{ host: web, secrets: { "/etc/key": Secret.sops("key") } }]')}`,
    right: `${machine}\n${installer('targets: [{ host: web, secrets: { "/etc/key": Secret.named("key") } }]')}`,
  }),
  mistake({
    code: "install-secret-path",
    meaning: "The path of a secret of a target is not the absolute path of a file.",
    wrong: `${machine}\n${installer('targets: [{ host: web, secrets: { "etc/key": Secret.named("key") } }]')}`,
    right: `${machine}\n${installer('targets: [{ host: web, secrets: { "/etc/key": Secret.named("key") } }]')}`,
  }),
  mistake({
    code: "install-target-foreign",
    meaning: "A target of an installer is a host of another flake.",
    wrong: [
      'const other = new Flake(app, "other", { nixpkgs: Nixpkgs.release("26.05"), lockFile: "other.lock" });',
      machine.replace("new Host(flake,", "new Host(other,"),
      installer("targets: [web]"),
    ].join("\n"),
  }),
  mistake({
    code: "install-target-image",
    meaning: "A target of an installer is an image.",
    wrong: installer("targets: [lilith]"),
  }),
  mistake({
    code: "install-target-system",
    meaning: "A target of an installer has another processor than the image.",
    wrong: `${machine.replace("x86_64", "aarch64")}\n${installer("targets: [web]")}`,
  }),
  mistake({
    code: "install-target-twice",
    meaning: "A host is listed twice in the targets of an installer.",
    wrong: `${machine}\n${installer("targets: [web, web]")}`,
  }),
  mistake({
    code: "install-target-without-disks",
    meaning: "A target of an installer has no `DiskLayout`.",
    wrong: `${withoutDisks}\n${installer("targets: [web]")}`,
  }),
  mistake({
    code: "install-targets-ambiguous",
    meaning: "An unattended installation asks which of several targets a machine is.",
    wrong: [onAnyDisk, onAnyDisk.replaceAll("web", "db"), installer(`targets: [web, db], ${unattended}`)].join("\n"),
    right: [
      onAnyDisk,
      onAnyDisk.replaceAll("web", "db"),
      installer(
        `targets: [web, { host: db, machine: MachineSelector.byMacAddress("52:54:00:12:34:56") }], ${unattended}`,
      ),
    ].join("\n"),
  }),
  mistake({
    code: "installer-without-image",
    meaning: "A host has an `OfflineInstaller`, but no `IsoImage`.",
    wrong: `${machine}\n${installer("targets: [web]", 'new Host(flake, "stick", { system: "x86_64-linux" })')}`,
  }),
  mistake({
    code: "machine-selector",
    meaning: "The argument of a `MachineSelector` is not a serial number or a MAC address.",
    wrong: `${machine}\n${installer('targets: [{ host: web, machine: MachineSelector.byMacAddress("52:54") }]')}`,
    also: [`${machine}\n${installer('targets: [{ host: web, machine: MachineSelector.bySerial(" ") }]')}`],
    right: `${machine}\n${installer('targets: [{ host: web, machine: MachineSelector.byMacAddress("52:54:00:12:34:56") }]')}`,
  }),
  mistake({
    code: "no-install-target",
    meaning: "An `OfflineInstaller` has no targets.",
    wrong: installer("targets: []"),
  }),
  mistake({
    code: "passphrase-unattended",
    meaning: "An unattended installation asks for the passphrase of a target's disks.",
    wrong: `${encrypted("")}\n${installer(`targets: [web], ${unattended}`)}`,
    right: `${encrypted(', { passphrase: Secret.named("disk") }')}\n${installer(`targets: [web], ${unattended}`)}`,
  }),
  mistake({
    code: "reinstall-repeats",
    meaning: "A machine is installed again each time that it boots from the medium.",
    wrong: `${machine}\n${installer(`targets: [web], reinstall: true, ${unattended}`)}`,
    right: `${machine}\n${installer('targets: [web], reinstall: true, mode: InstallMode.unattended({ then: "powerOff" })')}`,
  }),
  mistake({
    code: "ssh-no-user",
    meaning: "The `SshAccess` of a machine to install, or of an image, lets no user log in.",
    wrong: `${machine}\nnew SshAccess(web, "ssh", { authorizedKeys: ["${key}"], rootLogin: "no" });`,
    right: `${machine}\nnew SshAccess(web, "ssh", { authorizedKeys: ["${key}"] });`,
  }),
  mistake({
    code: "wipe-any-disk",
    meaning: "An unattended installation erases a disk of any machine that boots from the medium.",
    wrong: `${onAnyDisk}\n${installer(`targets: [web], wipe: "always", ${unattended}`)}`,
    right: `${machine}\n${installer(`targets: [web], wipe: "always", ${unattended}`)}`,
  }),
];
