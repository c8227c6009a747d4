import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { librarySource, sourceScriptEnvironment, sourceScriptOptions } from "../../build/source-script";
import type { Finding } from "../../commands/doctor/findings";
import { put, scratch } from "../files/scratch";

const isRoot = process.getuid?.() === 0;
/** A group that every Linux system has, and whose members are not this user. */
const group = "daemon";

/** What cdknix says on a machine with a socket of the Nix daemon, to a user whom Nix does not let write its store. */
interface Said {
  readonly failure: string;
  readonly offlineBase: string;
  readonly findings: Readonly<Record<string, Finding>>;
}

/** Runs the real Nix as a user who may not enter the directory of the socket; its group may, if there is one. */
function asUser(state: string): Said {
  // Loaded as root, because the user nobody cannot read a checkout below /root.
  const script = `
    const { findNix } = require(${librarySource("platform/nix/tool")});
    const { runNix } = require(${librarySource("platform/nix/run-nix")});
    const { offlineBaseUnavailable } = require(${librarySource("platform/debian/errors")});
    const { formatFailure } = require(${librarySource("platform/failure")});
    const { examineMachine } = require(${librarySource("commands/doctor/examine-machine")});
    if (process.getuid() === 0) process.setgroups([]), process.setgid(65534), process.setuid(65534);
    (async () => {
      const command = { args: ["store", "ping"], cwd: "/", failure: ["evaluation", "x", "Nix cannot lock"] };
      const failure = await runNix(await findNix(), command).catch((error) => error);
      const stderr = "offline base: resolving\\nerror: offline base: Nix cannot read the packages: " + failure.output;
      const output = process.env.HOME + "/cdk.out";
      const findings = await examineMachine({
        output, projectDirectory: process.env.HOME, onOfflineBase: true, nixpkgs: "embedded", settings: {},
      });
      console.log(JSON.stringify({
        failure: formatFailure(failure),
        offlineBase: formatFailure(offlineBaseUnavailable({ argv: ["sh"], cwd: "/", seconds: 1, exitCode: 1, stderr })),
        findings: Object.fromEntries(findings.map((finding) => [finding.check, finding])),
      }));
    })();`;
  const env = {
    ...process.env,
    ...sourceScriptEnvironment,
    HOME: path.join(state, "home"),
    NIX_STATE_DIR: state,
    NIX_DAEMON_SOCKET_PATH: undefined,
  };
  return JSON.parse(
    execFileSync(process.execPath, [...sourceScriptOptions, "-e", script], { encoding: "utf8", cwd: "/", env }),
  ) as Said;
}

/** A directory of Nix's state with the socket of a daemon. This user can write only the home in it. */
function nixState(): string {
  const state = path.join(scratch(), "nix");
  mkdirSync(path.join(state, "home"), { recursive: true });
  put(state, { "daemon-socket/socket": "", "db/db.sqlite": "" });
  chmodSync(path.join(state, "home"), 0o777);
  chmodSync(path.join(state, "daemon-socket/socket"), 0o666);
  chmodSync(path.dirname(state), 0o755);
  if (!isRoot) for (const name of ["db", "."]) chmodSync(path.join(state, name), 0o555);
  return state;
}

describe("a Nix daemon that only members of a group may use, as on Debian", () => {
  const directory = (): string => {
    const state = nixState();
    const gid = /^daemon:[^:]*:(\d+):/m.exec(readFileSync("/etc/group", "utf8"))?.[1];
    chmodSync(path.join(state, "daemon-socket"), isRoot ? 0o770 : 0o000);
    if (isRoot) chownSync(path.join(state, "daemon-socket"), 0, Number(gid));
    return state;
  };
  const access = isRoot
    ? `run sudo usermod -aG ${group} "$USER", and log in again; or use your own store: --store ~/.local/share/nix/root`
    : "run this as root, or use your own store: --store ~/.local/share/nix/root";

  it("is an error of its own with the group to join, also on the offline base", () => {
    const { failure, offlineBase } = asUser(directory());
    expect(failure).toMatch(/^error\[daemon-not-accessible\]: Nix cannot lock\n/);
    expect(failure).toContain(`\n  fix:   ${access}\n`);
    expect(offlineBase).toMatch(/^error\[daemon-not-accessible\]: cannot create the offline base on this machine\n/);
    expect(offlineBase).toContain(`\n  fix:   ${access}\n`);
  });

  it("is reported by synth doctor, which does not claim that no daemon runs or that it trusts the user", () => {
    const { nix, store, trust } = asUser(directory()).findings;
    expect(nix?.message).toMatch(/^Nix [\d.]+, with a daemon that this user cannot use$/);
    expect(store).toMatchObject({ status: "error", message: "this user cannot use the Nix daemon", fix: access });
    expect(trust).toMatchObject({ status: "warning", message: "skipped: this user has no Nix daemon to ask" });
  });
});

describe("a socket that a Nix daemon left behind", () => {
  it("is not taken for a daemon", () => {
    const state = nixState();
    const { nix, store } = asUser(state).findings;
    expect(nix?.message).toMatch(/^Nix [\d.]+, with a daemon that does not run$/);
    expect(store).toMatchObject({
      status: "error",
      message: `the Nix daemon does not answer on ${state}/daemon-socket/socket`,
      fix: expect.stringContaining("use your own store: --store ~/.local/share/nix/root") as string,
    });
  });
});
