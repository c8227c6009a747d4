import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, renameSync } from "node:fs";
import * as path from "node:path";
import { sharedInRun } from "../build/run-directory";

/** Result of a program in another Debian. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
}

/**
 * Another Debian in a directory, running on this machine's kernel. Directories of this machine are mounted separately for
 * each program in its own mount namespace: the directory itself has no mounts and can be removed at any time.
 */
export class Debian {
  /**
   * Creates it with Node 20 and packages, unless it exists.
   * @param suite code name of the Debian release, such as `trixie`
   */
  static make(root: string, suite: string, packages: readonly string[] = []): Debian {
    if (!existsSync(root)) {
      const unfinished = `${root}.unfinished`;
      execFileSync(path.join(__dirname, "make-debian.sh"), [suite, unfinished, ...packages], { stdio: "inherit" });
      renameSync(unfinished, root);
    }
    return new Debian(root);
  }

  private constructor(private readonly root: string) {}

  /**
   * Runs a program in a chroot, where the kernel denies namespaces and thus sandboxes; its stderr is forwarded to that of the
   * tests.
   */
  run(argv: readonly string[]): Ended {
    return this.enter('exec chroot "$root" "$@"', argv, []);
  }

  /**
   * Runs a program as on its own machine, where it can create namespaces. Requires the package `mount`.
   * @param shown directories of this machine that are mounted at the same paths
   */
  runAsMachine(argv: readonly string[], shown: readonly string[]): Ended {
    return this.enter(
      'cd "$root"; mkdir -p .outside; pivot_root . .outside; umount -l .outside; exec "$@"',
      argv,
      shown,
    );
  }

  private enter(command: string, argv: readonly string[], shown: readonly string[]): Ended {
    const mounts = ["/proc", "/sys", "/dev", ...shown];
    const { status, stdout } = spawnSync(
      "unshare",
      ["--mount", "sh", "-c", inside + command, "sh", this.root, ...mounts, "--", ...argv],
      {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "inherit"],
        env: {
          ...process.env,
          HOME: "/root",
          PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
          CDKNIX_OUTDIR: undefined,
          CDKNIX_TEST_DIRECTORY: undefined,
        },
      },
    );
    return { status, stdout };
  }
}

/** Debian 13 with its Nix and current package lists, made once for all test files of a run. */
export async function debian13(): Promise<Debian> {
  const make = (root: string): Debian => Debian.make(root, "trixie", ["git", "mount", "nix-bin"]);
  const made = await sharedInRun<string>(
    "debian-13",
    (directory) => {
      const root = path.join(directory, "root");
      // Not by each test: two at once would compete for apt's lock.
      const { status } = make(root).run(["apt-get", "update", "--quiet=2"]);
      return status === 0 ? Promise.resolve(root) : Promise.reject(new Error("apt-get update failed in Debian 13"));
    },
    existsSync,
  );
  return make(made);
}

/** Start of a script with these arguments: the root, directories to mount, `--`, and the program with its arguments. */
const inside = `
  set -e
  root=$1
  shift
  mount --bind "$root" "$root"
  while [ "$1" != -- ]; do
    mkdir -p "$root$1"
    mount --rbind "$1" "$root$1"
    shift
  done
  shift
`;
