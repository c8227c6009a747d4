import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, renameSync } from "node:fs";
import * as path from "node:path";

/** How a program in another Debian ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
}

/**
 * Another Debian in a directory, for programs to run in with this machine's kernel. What is shown of this machine is so for
 * each program alone, in a mount namespace of its own: the directory itself holds no mounts and may be removed at any time.
 */
export class Debian {
  /**
   * Makes it, with Node 20 and packages, unless it is there already.
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
   * Runs a program as one does in a chroot, where the kernel refuses it namespaces, and so sandboxes; what it says on stderr
   * goes to that of the tests.
   */
  run(argv: readonly string[]): Ended {
    return this.enter('exec chroot "$root" "$@"', argv, []);
  }

  /**
   * Runs a program as on a machine of its own, where it may make namespaces. Needs the package `mount`.
   * @param shown directories of this machine that are there under the same paths
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

/** Begins a script that is run with the root, directories to show, `--`, and the program with its arguments. */
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
