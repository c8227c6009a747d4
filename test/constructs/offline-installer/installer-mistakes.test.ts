import {
  DiskContent,
  DiskSelector,
  Duration,
  Host,
  InstallMode,
  MachineSelector,
  NixosModule,
  OfflineInstaller,
  Partition,
  Secret,
  type OfflineInstallerProps,
} from "cdknix";
import { reportOf } from "../support";
import { installers, layoutOn, reportedWith, root, type Installers } from "./installer";

const codesOf = (props: (given: Installers) => OfflineInstallerProps): readonly string[] =>
  [...reportedWith(props).matchAll(/^(?:error|warning)\[([\w-]+)\]/gm)].map(([, code]) => code ?? "");

const unattended = InstallMode.unattended();
const encrypted = (passphrase?: Secret): ReturnType<typeof layoutOn> =>
  layoutOn(DiskSelector.bySerial("A"), {
    root: Partition.rest(DiskContent.luks(root, passphrase === undefined ? {} : { passphrase })),
  });

describe("mistakes in an installer", () => {
  it("include a second one for the same image", () => {
    const given = installers();
    new OfflineInstaller(given.stick, "one", { targets: [given.machine("web-1")] });
    new OfflineInstaller(given.stick, "two", { targets: [given.machine("db-1")] });
    expect(reportOf(given.app)).toContain(
      "error[machine-part-twice]: fleet/stick/two: the host stick has more than one offline installer",
    );
  });

  it("are none in a right one", () => {
    expect(reportedWith(({ machine }) => ({ targets: [machine("web-1"), machine("db-1")], mode: unattended }))).toBe(
      "",
    );
  });

  it("are targets without disks", () => {
    expect(
      reportedWith(({ flake }) => {
        const host = new Host(flake, "web-1", { system: "x86_64-linux" });
        new NixosModule(host, "disk", { config: { fileSystems: { "/": { device: "/dev/disk/by-label/root" } } } });
        return { targets: [host] };
      }),
    ).toMatchInlineSnapshot(`
      "error[install-target-without-disks]: fleet/stick/installer: the target web-1 has no DiskLayout
        why:   the installer partitions the disks as the layout says
        fix:   add one: new DiskLayout(host, "disks", { disks: { … } })
        docs:  https://cdknix.example/errors/install-target-without-disks"
    `);
  });

  it("are targets that cannot be installed", () => {
    expect(codesOf(() => ({ targets: [] }))).toEqual(["no-install-target"]);
    expect(codesOf(({ stick }) => ({ targets: [stick] }))).toEqual(["install-target-image"]);
    expect(
      codesOf(({ machine }) => {
        const web = machine("web-1");
        return { targets: [web, { host: web }] };
      }),
    ).toEqual(["install-target-twice"]);
  });

  it("are secrets that are not on the medium, and passphrases to type if no person is expected", () => {
    expect(codesOf(({ machine }) => ({ targets: [machine("a", encrypted())], mode: unattended }))).toEqual([
      "passphrase-unattended",
    ]);
    expect(codesOf(({ machine }) => ({ targets: [machine("a", encrypted())] }))).toEqual([]);
    expect(
      codesOf(({ machine }) => ({ targets: [machine("a", encrypted(Secret.named("disk")))], mode: unattended })),
    ).toEqual([]);
    expect(
      codesOf(({ machine }) => ({
        targets: [
          { host: machine("a"), secrets: { "/nix/store/key": Secret.named("key"), "/etc/key": Secret.age("k") } },
        ],
      })),
    ).toEqual(["install-secret-path", "install-secret"]);
  });

  it("are targets that one machine can be at once, if no person is expected", () => {
    const open = layoutOn(DiskSelector.only());
    const both = ({ machine }: Installers): readonly [Host, Host] => [machine("a", open), machine("b", open)];
    expect(codesOf((given) => ({ targets: both(given), mode: unattended }))).toEqual(["install-targets-ambiguous"]);
    expect(codesOf((given) => ({ targets: both(given) }))).toEqual([]);
    expect(
      codesOf((given) => {
        const [host, other] = both(given);
        return { targets: [{ host, machine: MachineSelector.bySerial("PF-1") }, other], mode: unattended };
      }),
    ).toEqual([]);
  });

  it("are values out of range", () => {
    const countdown = Duration.seconds(1.5);
    expect(
      codesOf(({ machine }) => ({ targets: [machine("a")], mode: InstallMode.unattended({ countdown }) })),
    ).toEqual(["duration-impossible"]);
    const machines = [MachineSelector.byMacAddress("52-54-00-12-34-56"), MachineSelector.bySerial(" A")];
    expect(codesOf(({ machine }) => ({ targets: [{ host: machine("a"), machine: machines }] }))).toEqual([
      "machine-selector",
      "machine-selector",
    ]);
  });

  it("are settings that destroy or repeat more than meant", () => {
    const open = layoutOn(DiskSelector.only());
    expect(codesOf(({ machine }) => ({ targets: [machine("a", open)], wipe: "always", mode: unattended }))).toEqual([
      "wipe-any-disk",
    ]);
    expect(codesOf(({ machine }) => ({ targets: [machine("a")], reinstall: true, mode: unattended }))).toEqual([
      "reinstall-repeats",
    ]);
    expect(codesOf(({ machine }) => ({ targets: [machine("a")], enroll: { tpm2: true } }))).toEqual(["enroll-unused"]);
  });

  it("are registers that a TPM2 chip does not have, or that protect nothing", () => {
    const enrolled = (enroll: NonNullable<OfflineInstallerProps["enroll"]>): readonly string[] =>
      codesOf(({ machine }) => ({ targets: [machine("a", encrypted())], enroll }));
    expect(enrolled({ tpm2: true, pcrs: [99, 1.5, -1] })).toEqual(["enroll-pcrs"]);
    expect(enrolled({ recoveryKey: true, pcrs: [7] })).toEqual(["enroll-unused"]);
    for (const pcrs of [[7], [0, 23], []]) expect(enrolled({ tpm2: true, pcrs })).toEqual([]);
    expect(enrolled({ tpm2: false, recoveryKey: true, pcrs: [7] })).toEqual([]);
  });

  it("are targets with the same machine, if no person is expected and their disks do not distinguish them", () => {
    const codes = (
      first: MachineSelector,
      second: MachineSelector,
      mode?: InstallMode,
      disk = DiskSelector.only(),
    ): readonly string[] =>
      codesOf(({ machine }) => ({
        targets: [
          { host: machine("a", layoutOn(disk)), machine: first },
          { host: machine("b", layoutOn(disk)), machine: [MachineSelector.bySerial("Z"), second] },
        ],
        ...(mode === undefined ? {} : { mode }),
      }));
    const [serial, other] = [MachineSelector.bySerial("A"), MachineSelector.bySerial("B")];
    expect(codes(serial, MachineSelector.bySerial("A"), unattended)).toEqual(["install-targets-ambiguous"]);
    expect(codes(serial, other, unattended)).toEqual([]);
    expect(codes(serial, serial)).toEqual([]);
    const mac = MachineSelector.byMacAddress("52:54:00:AA:00:01");
    expect(codes(mac, MachineSelector.byMacAddress("52:54:00:aa:00:01"), unattended)).toEqual([
      "install-targets-ambiguous",
    ]);
  });
});
