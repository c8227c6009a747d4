import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { installerPlace, type InstallerPlace } from "./run-functions";

// The functions of the program that installs, in bash. They need root, for mounts, but no Nix.
const disk = (name: string, more: object = {}): object => ({
  path: `/dev/${name}`,
  name,
  size: 8 * 1024 ** 3,
  links: [`/dev/${name}`],
  serials: [],
  serial: "",
  wwn: "",
  isMedium: false,
  mounted: [],
  active: [],
  contents: [],
  mark: null,
  ...more,
});

const anyDisk = { device: "/dev/disk/by-cdknix/main", select: {} };
const enroll = { keys: ["recoveryKey"] };

/** The data of an installer with one target. */
const dataWith = (disks: Readonly<Record<string, object>>): object => ({
  volume: "stick",
  sources: [],
  targets: { "web-1": { disks, enroll, files: [], system: "/nix/store/none" } },
});

describe("install-<host> --disk", () => {
  const oneDisk = dataWith({ main: anyDisk });
  const twoDisks = dataWith({ main: anyDisk, data: { ...anyDisk, select: { minimumSize: 1024 } } });
  const machine = [disk("sda", { serial: "A-1" }), disk("sdb")];

  const chosenWith = async (data: object, requests: readonly string[]): Promise<string> => {
    const { run } = installerPlace(data, machine, {});
    const requested = requests.map((request) => `'${request}'`).join(" ");
    const { stdout, stderr } = await run(
      `requested=(${requested})\nif choose_disks; then echo "\${chosen[@]}"; else echo "$why_not"; fi`,
    );
    expect(stderr).toBe("");
    return stdout.trim();
  };

  it.each([
    [["/dev/sdb"], "main=/dev/sdb"],
    [["A-1"], "main=/dev/sda"],
    [["main=/dev/sdb"], "main=/dev/sdb"],
    [["mian=/dev/sdb"], '--disk mian=/dev/sdb: the layout has no disk "mian"; its disks: main'],
    [["=/dev/sdb"], '--disk =/dev/sdb: the layout has no disk ""; its disks: main'],
    [["main="], '--disk "main=" names no device'],
    [[""], '--disk "" names no device'],
    [["/dev/sdb", "main=/dev/sda"], "--disk is passed twice for main: pass it once for each disk of the layout"],
  ])("%j with a layout of one disk: %s", async (requests, expected) => {
    expect(await chosenWith(oneDisk, requests)).toBe(expected);
  });

  it.each([
    [["main=/dev/sdb", "data=/dev/sda"], "data=/dev/sda main=/dev/sdb"],
    [
      ["/dev/sdb"],
      "--disk /dev/sdb does not say which disk of the layout it is: pass --disk NAME=/dev/sdb, where NAME is one of data, main",
    ],
    [["main=/dev/sdb", "dta=/dev/sda"], '--disk dta=/dev/sda: the layout has no disk "dta"; its disks: data, main'],
    [["main=/dev/sda", "main=/dev/sdb"], "--disk is passed twice for main: pass it once for each disk of the layout"],
    [["main=/dev/sda", "data=/dev/sda"], "/dev/sda would be used for two disks of the layout: data=/dev/sda and main"],
  ])("%j with a layout of two disks: %s", async (requests, expected) => {
    expect(await chosenWith(twoDisks, requests)).toBe(expected);
  });

  it("ends the program if it refuses, before a plan is shown", async () => {
    const { run } = installerPlace(oneDisk, machine, {});
    const { exitCode, stdout } = await run("requested=(mian=/dev/sdb)\nread_disks() { :; }\nrun_attended");
    expect({ exitCode, stdout }).toEqual({
      exitCode: 3,
      stdout: 'install-web-1: refused: --disk mian=/dev/sdb: the layout has no disk "mian"; its disks: main\n',
    });
  });
});

describe("what an installation leaves", () => {
  /** A pool that is exported only if nothing is mounted in it, as by ZFS, and swap that this machine does not have. */
  const commandsWith = (zpool?: string): Record<string, string> => ({
    swapoff: 'echo "swapoff $*" >> calls',
    swapon: "echo /dev/sda3",
    ...(zpool === undefined ? {} : { zpool }),
  });
  const pool = `case $1 in
    list) printf 'tank\\t%s\\nforeign\\t-\\n' "$PWD/mnt" ;;
    export)
      if findmnt --mountpoint "$PWD/mnt/boot" > /dev/null; then exit 1; fi
      echo "zpool $*" >> calls ;;
  esac`;
  const mounts = "mount -t tmpfs none mnt\nmkdir mnt/boot\nmount -t tmpfs none mnt/boot";
  const unfinished = {
    table: "gpt",
    partitions: ["disk-main-root"],
    mark: { state: "installing", host: "web-1", shape: "other" },
    mounted: ["[SWAP]"],
  };
  const layout = dataWith({ main: { ...anyDisk, table: "gpt", labels: ["disk-main-root"], partitions: 1 } });
  const choice = "chosen=(main=/dev/sda)";

  const calls = ({ directory }: InstallerPlace): string | undefined => {
    const file = path.join(directory, "calls");
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };

  it("is released in an order in which pools can be exported", async () => {
    const place = installerPlace(layout, [], commandsWith(pool));
    const { exitCode, stdout } = await place.run(`${mounts}\nstep unmounting release_disks\nls mnt`);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "install-web-1: unmounting\n" });
    expect(calls(place)).toBe("swapoff --all\nzpool export tank\n");
  });

  it.each([
    ["the module of ZFS", "echo 'The ZFS modules cannot be auto-loaded.' >&2; exit 1"],
    ["its commands", undefined],
  ])("is released without %s", async (_, zpool) => {
    const place = installerPlace(layout, [], commandsWith(zpool));
    const { exitCode, stdout } = await place.run(`${mounts}\nstep unmounting release_disks\nls mnt`);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "install-web-1: unmounting\n" });
  });

  it("is released before the next installation if it is unfinished", async () => {
    const place = installerPlace(layout, [disk("sda", unfinished)], commandsWith(pool));
    const { exitCode, stdout } = await place.run(`${mounts}\n${choice}\nread_disks() { :; }\nrelease_earlier\nls mnt`);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: `install-web-1: unmounting none, which an interrupted installation left at ${place.directory}/mnt\n`,
    });
    expect(calls(place)).toBe("swapoff --all\nzpool export tank\n");
  });

  it("is only shown in a dry run, whose other checks pass as if it were released", async () => {
    const mnt = (directory: string): string => path.join(directory, "mnt");
    const place = installerPlace(layout, [], commandsWith(pool));
    const disks = [
      disk("sda", { ...unfinished, mounted: ["[SWAP]", mnt(place.directory), `${mnt(place.directory)}/boot`] }),
    ];
    const { exitCode, stdout } = await place.run(
      `${mounts}
cat > "$work/disks.json" <<< '${JSON.stringify(disks)}'
${choice}
is_dry_run=yes
release_earlier
check_disk main /dev/sda
ls mnt
findmnt --mountpoint mnt/boot > /dev/null`,
    );
    const held = ["", "/boot"].map((below) => mnt(place.directory) + below).join(", ");
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: `install-web-1: would release what an interrupted installation left: ${held}, swap on /dev/sda3, the pool tank\nboot\n`,
    });
    expect(calls(place)).toBeUndefined();
  });

  it.each(["", "yes"])("is refused if it is not of an unfinished installation (dry run: %j)", async (dry) => {
    const place = installerPlace(layout, [disk("sda")], commandsWith(pool));
    const { exitCode, stdout } = await place.run(`${mounts}\n${choice}\nis_dry_run=${dry}\nrelease_earlier`);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 3,
      stdout: `install-web-1: refused: something is mounted at ${place.directory}/mnt: unmount it\n`,
    });
    expect(calls(place)).toBeUndefined();
  });
});

describe("an installation", () => {
  it("prints only its own recovery keys, not those of one that failed before", async () => {
    const { directory, run } = installerPlace(dataWith({ main: anyDisk }), [], {});
    const { exitCode, stdout } = await run(
      `echo '/dev/sda2: of the first' > "$work/recovery-keys"
step() { if [ "$2" = enroll_keys ]; then echo '/dev/sda2: of the second' >> "$work/recovery-keys"; fi; }
install_target`,
    );
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: "Recovery keys, which are nowhere else:\n/dev/sda2: of the second\n",
    });
    expect(existsSync(path.join(directory, "run/cdknix-install/recovery-keys"))).toBe(false);
  });

  it("names disks and partitions by the kernel's names and parents", async () => {
    const { run } = installerPlace(dataWith({ main: anyDisk }), [], {});
    const { stdout } = await run("chosen=(main=/dev/sda data=/dev/nvme0n1)\ndisk_rules");
    expect(stdout).toBe(`\
SUBSYSTEM=="block", KERNEL=="sda", ENV{DEVTYPE}=="disk", SYMLINK+="disk/by-cdknix/main"
SUBSYSTEM=="block", KERNELS=="sda", ENV{DEVTYPE}=="partition", SYMLINK+="disk/by-cdknix/main-part%n"
SUBSYSTEM=="block", KERNEL=="nvme0n1", ENV{DEVTYPE}=="disk", SYMLINK+="disk/by-cdknix/data"
SUBSYSTEM=="block", KERNELS=="nvme0n1", ENV{DEVTYPE}=="partition", SYMLINK+="disk/by-cdknix/data-part%n"
`);
  });
});
