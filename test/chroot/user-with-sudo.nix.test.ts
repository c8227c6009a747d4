import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { Debian, type Ended } from "./debian";
import { firstCommandOfReadme } from "./first-command";

// A new user's first command, on a Debian 12 where the user is not root, but may use sudo.
const repository = path.resolve(__dirname, "../..");
const work = mkdtempSync(path.join(tmpdir(), "cdknix-user-with-sudo-"));
const root = path.join(work, "root");
const home = "/home/ann";
let debian: Debian | undefined;

/** Runs a shell command in the other Debian as the user, in the clone. */
function asUser(command: string): Ended {
  const own = [`HOME=${home}`, `npm_config_cache=${home}/.npm`, "USER=ann"];
  const shell = ["env", ...own, "bash", "-c", `cd ${home}/cdknix && ${command}`];
  return debian!.runAsMachine(["setpriv", "--reuid=ann", "--regid=ann", "--init-groups", ...shell], []);
}

beforeAll(() => {
  debian = Debian.make(root, "bookworm", ["mount", "sudo"]);
  execFileSync("git", ["clone", "--quiet", `file://${repository}`, path.join(root, home, "cdknix")], {
    stdio: "inherit",
  });
  const setup = [
    `useradd --home-dir ${home} --shell /bin/bash ann`,
    `chown -R ann: ${home}`,
    "echo 'ann ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/ann",
  ];
  expect(debian.run(["bash", "-c", setup.join(" && ")]).status).toBe(0);
});

afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

describe("a user with sudo on a clean Debian 12", () => {
  it("builds the example's ISO with the first command in the README, in a store of their own", () => {
    const result = asUser(firstCommandOfReadme());
    expect(result.status).toBe(0);
    const iso = result.stdout.trimEnd().split("\n").at(-1) ?? "";
    expect(iso).toMatch(
      /^\/home\/ann\/\.local\/share\/nix\/root\/nix\/store\/.*\/iso\/lilith-24\.05-[0-9a-f]{7}-x86_64\.iso$/,
    );
    expect(asUser(`test -s ${iso} && test "$(stat -c %U ${iso})" = ann && test ! -w /nix/var/nix/db`).status).toBe(0);
  });

  it("needs the group of the daemon to use it, and the error names it", () => {
    // The state after the installation of Debian's package of the daemon, which systemd would start.
    const state = [
      "groupadd --force --system nix-users",
      "install -d -m 0770 -g nix-users /nix/var/nix/daemon-socket",
      "touch /nix/var/nix/daemon-socket/socket",
    ];
    expect(debian!.run(["bash", "-c", state.join(" && ")]).status).toBe(0);
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
