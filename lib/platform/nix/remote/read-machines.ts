import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { machineFileUnreadable, machineMalformed } from "./errors";
import type { Machine } from "./machine";
import { checkStoreAddress } from "./store-address";

/** Where machines are told. */
export interface MachinesSource {
  /** The option or key, named in errors: `--builders`. */
  readonly setting: string;
  /** Directory that a file with a relative path is in. */
  readonly directory: string;
  /** A file that is named and does not exist holds no machines, as Nix has it. Default: false: it is an error. */
  readonly mayLackFile?: boolean;
}

/**
 * Reads machines as Nix's setting `builders` has them: separated by `;` or lines, `#` begins a comment, and `@FILE` stands
 * for what the file holds. Nix itself stops at a mistake only when it builds, and passes over files that are not there.
 * @throws a failure of kind `usage` that says which part of which machine is wrong
 */
export function readMachines(text: string, source: MachinesSource): readonly Machine[] {
  const lines = text.split(/[\n;]/).map((line) => line.replace(/#.*$/, "").trim());
  return lines.flatMap((line) => {
    if (line === "") return [];
    return line.startsWith("@") ? readMachineFile(line.slice(1).trim(), source) : [readMachine(line, source)];
  });
}

function readMachineFile(name: string, source: MachinesSource): readonly Machine[] {
  const file = path.resolve(source.directory, name);
  if (source.mayLackFile === true && !existsSync(file)) return [];
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw machineFileUnreadable(source.setting, file, (error as Error).message);
  }
  return readMachines(text, { ...source, setting: `${source.setting} (${file})`, directory: path.dirname(file) });
}

const form = "ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for what is left out";

function readMachine(line: string, { setting }: MachinesSource): Machine {
  const words = line.split(/\s+/);
  const [address = "", ...others] = words;
  const wrong = (message: string, fix: string): never => {
    throw machineMalformed(setting, `of the machine ${address}, ${message}`, `a machine is told as ${form}`, fix);
  };
  if (words.length > 8) {
    wrong(
      `there are ${String(words.length)} words where at most 8 may be`,
      "separate machines by ;, give lists with commas and no blanks, and the host key in base64: base64 -w0 ssh_host_ed25519_key.pub",
    );
  }
  const [systems, sshKey, jobs, speed, features, mandatory, hostKey] = others.map((word) =>
    word === "-" ? undefined : word,
  );
  // Nix takes a bare name for that of a machine that speaks ssh.
  const store = /:\/\/|\/|^(?:auto|daemon|local)(?:\?|$)/.test(address) ? address : `ssh://${address}`;
  checkStoreAddress(setting, store, "builder");
  for (const system of systems?.split(",") ?? []) {
    if (!/^[a-z0-9_]+-[a-z0-9]+$/.test(system)) {
      wrong(
        `the second word names ${JSON.stringify(system)}, which is no system`,
        "write systems such as x86_64-linux,aarch64-linux",
      );
    }
  }
  if (sshKey !== undefined && !/^(?:\/|~\/)/.test(sshKey)) {
    wrong(
      `the third word, ${sshKey}, is not an absolute path of a private key`,
      "write the whole path of the key, or -",
    );
  }
  if (jobs !== undefined && !/^[1-9]\d*$/.test(jobs)) {
    wrong(`the fourth word, how many builds at once, is ${jobs}`, "write a whole number from 1 on");
  }
  if (speed !== undefined && !(Number(speed) > 0)) {
    wrong(`the fifth word, its speed among the machines, is ${speed}`, "write a number above 0, such as 1");
  }
  for (const [word, list] of [
    ["sixth", features],
    ["seventh", mandatory],
  ] as const) {
    const bad = list?.split(",").find((feature) => !/^[\w.+-]+$/.test(feature));
    if (bad !== undefined) {
      wrong(
        `the ${word} word names ${JSON.stringify(bad)}, which is no feature`,
        "write features such as big-parallel,kvm",
      );
    }
  }
  if (hostKey !== undefined && !isHostKey(hostKey)) {
    wrong(
      "the eighth word is not a public host key in base64",
      "print it on that machine: base64 -w0 /etc/ssh/ssh_host_ed25519_key.pub",
    );
  }
  return {
    store,
    systems: systems?.split(","),
    sshKey,
    jobs: Number(jobs ?? 1),
    features: features?.split(",") ?? [],
    mandatoryFeatures: mandatory?.split(",") ?? [],
    hostKey,
    line: [store, ...others].join(" "),
  };
}

/** The text of a file ssh_host_…_key.pub, in base64. */
function isHostKey(word: string): boolean {
  return /^(?:ssh-|ecdsa-|sk-)\S+ \S+/.test(Buffer.from(word, "base64").toString("utf8"));
}
