import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { Debian, type Ended } from "./debian";
import { firstCommandOfReadme } from "./first-command";

// A new user's first command, on a Debian 12 with Node 20 and nothing else: as root, and as a user who may use sudo.
const repository = path.resolve(__dirname, "../..");
const work = mkdtempSync(path.join(tmpdir(), "cdknix-clean-debian-"));
const command = firstCommandOfReadme();
/** The same in a fraction of the time. */
const fastCommand = `${command} -- --profile dev`;

const roots = { ofRoot: path.join(work, "of-root"), ofUser: path.join(work, "of-user") };
const homes = { ofRoot: "/root", ofUser: "/home/ann" };
let ofRoot: Debian | undefined;
let ofUser: Debian | undefined;

/** Runs a shell command in the clone of root, in a chroot without namespaces. */
function asRoot(command: string): Ended {
  return ofRoot!.run(["bash", "-c", `cd ${homes.ofRoot}/cdknix && ${command}`]);
}

/** Runs a shell command in the clone of the user, as on a machine of its own. */
function asUser(command: string): Ended {
  const own = [`HOME=${homes.ofUser}`, `npm_config_cache=${homes.ofUser}/.npm`, "USER=ann"];
  const shell = ["env", ...own, "bash", "-c", `cd ${homes.ofUser}/cdknix && ${command}`];
  return ofUser!.runAsMachine(["setpriv", "--reuid=ann", "--regid=ann", "--init-groups", ...shell], []);
}

/** The path that the first command prints in its last line. */
function isoOf({ status, stdout }: Ended): string {
  expect(status).toBe(0);
  return stdout.trimEnd().split("\n").at(-1) ?? "";
}

const listsIn = (root: string): string => path.join(root, "var/lib/apt/lists");
const sha256 = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

beforeAll(() => {
  ofRoot = Debian.make(roots.ofRoot, "bookworm");
  ofUser = Debian.make(roots.ofUser, "bookworm", ["mount", "sudo"]);
  for (const user of ["ofRoot", "ofUser"] as const) {
    const clone = path.join(roots[user], homes[user], "cdknix");
    execFileSync("git", ["clone", "--quiet", `file://${repository}`, clone], { stdio: "inherit" });
  }
  const setup = [
    `useradd --home-dir ${homes.ofUser} --shell /bin/bash ann`,
    `chown -R ann: ${homes.ofUser}`,
    "echo 'ann ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/ann",
  ];
  expect(ofUser.run(["bash", "-c", setup.join(" && ")]).status).toBe(0);
});

afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

describe("root on a clean Debian 12 with Node 20", () => {
  it("has no Nix, no git, and no npm packages at first", () => {
    for (const program of ["nix", "git", "qemu-system-x86_64"]) {
      expect(ofRoot!.run(["which", program]).status).toBe(1);
    }
    expect(() => statSync(path.join(roots.ofRoot, homes.ofRoot, "cdknix/node_modules"))).toThrow("ENOENT");
  });

  it("builds the example's ISO with the first command in the README", () => {
    expect(isoOf(asRoot(command))).toMatch(/^\/nix\/store\/.*\/iso\/lilith-24\.05-[0-9a-f]{7}-x86_64\.iso$/);
  });
});

describe("a user with sudo on a clean Debian 12", () => {
  it("builds an identical ISO with that command and a fast profile, in a store of their own", () => {
    const iso = isoOf(asUser(fastCommand));
    expect(asUser(`test -s ${iso} && test "$(stat -c %U ${iso})" = ann && test ! -w /nix/var/nix/db`).status).toBe(0);
    // With the same package lists: Debian may have published an update since root's were fetched. Without one, only the
    // compression is new.
    rmSync(listsIn(roots.ofRoot), { recursive: true });
    execFileSync("cp", ["--archive", listsIn(roots.ofUser), listsIn(roots.ofRoot)]);
    const again = isoOf(asRoot(fastCommand));
    expect(iso).toMatch(/^\/home\/ann\/\.local\/share\/nix\/root\/nix\/store\//);
    expect(path.basename(iso)).toBe(path.basename(again));
    expect(sha256(path.join(roots.ofUser, iso))).toBe(sha256(path.join(roots.ofRoot, again)));
  });

  it("needs the group of the daemon to use it, and the error names it", () => {
    // The state after the installation of Debian's package of the daemon, which systemd would start.
    const state = [
      "groupadd --force --system nix-users",
      "install -d -m 0770 -g nix-users /nix/var/nix/daemon-socket",
      "touch /nix/var/nix/daemon-socket/socket",
    ];
    expect(ofUser!.run(["bash", "-c", state.join(" && ")]).status).toBe(0);
    const fix = `fix:   run sudo usermod -aG nix-users "$USER", and log in again; or use your own store: --store ~/.local/share/nix/root`;
    const synth = asUser("node bin/cdknix.js --nixpkgs embedded 2>&1");
    expect(synth.status).toBe(5);
    expect(synth.stdout).toContain("error[daemon-not-accessible]: cannot create the offline base on this machine");
    expect(synth.stdout).toContain(fix);
    const doctor = asUser("node bin/cdknix.js doctor --nixpkgs embedded 2>&1");
    expect(doctor.status).toBe(5);
    expect(doctor.stdout).toMatch(/^error +store +this user cannot use the Nix daemon$/m);
    expect(doctor.stdout).toContain(fix);
    expect(doctor.stdout).not.toMatch(/no Nix daemon is running|is trusted by Nix/);
  });
});
