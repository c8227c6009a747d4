import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { put, scratch } from "../platform/files/scratch";

/** Another host with its own network, processes, Nix store, and sshd. */
export interface SecondHost {
  /** Its host name. */
  readonly name: string;
  /** Its login, such as `root@10.213.1.2`. */
  readonly login: string;
  /** Path of its `/nix` on this machine. */
  readonly nix: string;
  /** Private key that it accepts. */
  readonly key: string;
  /** Its public host key, encoded for Nix. */
  readonly hostKey: string;
  /** Starts it, keeping an existing store, and waits until it answers. */
  readonly start: () => void;
  /** Turns it off abruptly. */
  readonly kill: () => Promise<void>;
}

/** Programs that such a host requires, and their Debian packages. */
const needed = { ip: "iproute2", dropbear: "dropbear-bin", dropbearkey: "dropbear-bin", ssh: "openssh-client" };

/**
 * Throws with a list of everything that this machine lacks for second hosts, which the tests require.
 * @throws Error
 */
export function requireSecondHosts(): void {
  const missing = Object.entries(needed).filter(
    ([program]) => spawnSync("sh", ["-c", `command -v ${program}`]).status !== 0,
  );
  const problems = missing.map(
    ([program, debianPackage]) => `there is no ${program}: apt-get install ${debianPackage}`,
  );
  if (missing.length === 0) {
    const probe = `cdknix-probe-${String(process.pid)}`;
    const attempt = spawnSync(
      "sh",
      ["-ec", `ip netns add ${probe}; ip netns exec ${probe} unshare --mount --pid --fork --uts true`],
      { encoding: "utf8" },
    );
    spawnSync("ip", ["netns", "delete", probe]);
    if (attempt.status !== 0) problems.push(`this machine may not make network namespaces: ${attempt.stderr.trim()}`);
  }
  if (problems.length > 0)
    throw new Error(["BUILDING ON OTHER MACHINES CANNOT BE TESTED HERE", ...problems].join("\n"));
}

const hosts = new Set<SecondHost>();

afterAll(async () => {
  for (const host of hosts) await host.kill();
});

/**
 * Creates another host.
 * @param number unique number in the test file: 1 and up
 * @param settings additional lines of its nix.conf
 */
export function secondHost(number: number, settings: readonly string[] = []): SecondHost {
  const name = `cdknix-${String(process.pid % 100_000)}-${String(number)}`;
  // Private addresses derived from the process, so that concurrent test runs do not collide.
  const subnet = `10.213.${String((process.pid * 4 + number) % 250)}`;
  const directory = scratch();
  const key = path.join(directory, "key");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
  const made = execFileSync("dropbearkey", ["-t", "ed25519", "-f", path.join(directory, "host-key")], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const publicKey = made.split("\n").find((line) => line.startsWith("ssh-")) ?? "";
  mkdirSync(path.join(directory, "nix"));
  // It has no build users, and exposes its own programs to builders.
  const own = ["sandbox = false", "build-users-group =", "substituters =", ...settings];
  put(directory, {
    "root/.config/nix/nix.conf": `${own.join("\n")}\n`,
    "root/.ssh/authorized_keys": readFileSync(`${key}.pub`, "utf8"),
  });
  execFileSync("chmod", ["-R", "go=", path.join(directory, "root")]);
  let running: ChildProcess | undefined;
  const host: SecondHost = {
    name,
    login: `root@${subnet}.2`,
    nix: path.join(directory, "nix"),
    key,
    hostKey: Buffer.from(publicKey).toString("base64"),
    start: () => {
      running = spawn(path.join(__dirname, "second-host.sh"), [name, directory, subnet], {
        stdio: ["ignore", "ignore", "inherit"],
      });
      waitFor(`${subnet}.2`, key);
    },
    kill: async () => {
      if (running === undefined) return;
      const ended = new Promise((resolve) => running?.once("exit", resolve));
      running.kill("SIGKILL");
      await ended;
      running = undefined;
      spawnSync("ip", ["netns", "delete", name]);
    },
  };
  hosts.add(host);
  return host;
}

/** Waits until login is possible. */
function waitFor(address: string, key: string): void {
  const options = [
    "BatchMode=yes",
    "ConnectTimeout=1",
    "StrictHostKeyChecking=no",
    "UserKnownHostsFile=/dev/null",
    "LogLevel=ERROR",
  ];
  const argv = [...options.flatMap((option) => ["-o", option]), "-i", key, `root@${address}`, "true"];
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (spawnSync("ssh", argv).status === 0) return;
    spawnSync("sleep", ["0.2"]);
  }
  throw new Error(`the host at ${address} never let anybody in`);
}

/** Formats a host as a builder for nix.conf. */
export function machineLine(
  { login, key, hostKey }: SecondHost,
  {
    scheme = "ssh-ng",
    systems = "x86_64-linux",
    jobs = 2,
    speed = 1,
  }: { readonly scheme?: string; readonly systems?: string; readonly jobs?: number; readonly speed?: number } = {},
): string {
  return `${scheme}://${login} ${systems} ${key} ${String(jobs)} ${String(speed)} - - ${hostKey}`;
}

/** Whether a host's store has a path. */
export function hasPath(host: SecondHost, storePath: string): boolean {
  return existsSync(path.join(host.nix, storePath.slice("/nix/".length)));
}
