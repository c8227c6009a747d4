import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { machineFileUnreadable, machineMalformed } from "./errors";
import type { Machine } from "./machine";
import { checkStoreAddress } from "./store-address";

/** Where a list of builders comes from. */
export interface MachinesSource {
  /** Name of the option or key for errors: `--builders`. */
  readonly setting: string;
  /** Base directory of relative paths. */
  readonly directory: string;
  /** Whether a missing file means "no builders", as in Nix. Default: false: it is an error. */
  readonly mayLackFile?: boolean;
}

/**
 * Parses builders in the syntax of Nix's setting `builders`: separated by `;` or newlines, `#` starts a comment, `@FILE`
 * includes a file. Nix itself reports mistakes only when it builds, and ignores missing files.
 * @throws a failure of kind `usage` that names the invalid field and builder
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

const form = "ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for omitted fields";

function readMachine(line: string, { setting }: MachinesSource): Machine {
  const words = line.split(/\s+/);
  const [address = "", ...others] = words;
  const wrong = (message: string, fix: string): never => {
    throw machineMalformed(setting, `builder ${address}: ${message}`, `the format is: ${form}`, fix);
  };
  if (words.length > 8) {
    wrong(
      `${String(words.length)} fields, but at most 8 are allowed`,
      "separate builders by ;, write lists with commas and no spaces, and encode the host key: base64 -w0 ssh_host_ed25519_key.pub",
    );
  }
  const [systems, sshKey, jobs, speed, features, mandatory, hostKey] = others.map((word) =>
    word === "-" ? undefined : word,
  );
  // Nix treats a bare name as the name of an ssh host.
  const store = /:\/\/|\/|^(?:auto|daemon|local)(?:\?|$)/.test(address) ? address : `ssh://${address}`;
  checkStoreAddress(setting, store, "builder");
  for (const system of systems?.split(",") ?? []) {
    if (!/^[a-z0-9_]+-[a-z0-9]+$/.test(system)) {
      wrong(`field 2: ${JSON.stringify(system)} is not a system`, "write systems such as x86_64-linux,aarch64-linux");
    }
  }
  if (sshKey !== undefined && !/^(?:\/|~\/)/.test(sshKey)) {
    wrong(`field 3: the private key ${sshKey} is not an absolute path`, "write the absolute path of the key, or -");
  }
  if (jobs !== undefined && !/^[1-9]\d*$/.test(jobs)) {
    wrong(`field 4: the number of parallel builds is ${jobs}`, "write a positive integer");
  }
  if (speed !== undefined && !(Number(speed) > 0)) {
    wrong(`field 5: the speed factor is ${speed}`, "write a positive number, such as 1");
  }
  for (const [word, list] of [
    ["6", features],
    ["7", mandatory],
  ] as const) {
    const bad = list?.split(",").find((feature) => !/^[\w.+-]+$/.test(feature));
    if (bad !== undefined) {
      wrong(`field ${word}: ${JSON.stringify(bad)} is not a build feature`, "write features such as big-parallel,kvm");
    }
  }
  if (hostKey !== undefined && !isHostKey(hostKey)) {
    wrong(
      "field 8: not a public host key in base64",
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

/** Whether a string is the base64 of a file ssh_host_…_key.pub. */
function isHostKey(word: string): boolean {
  return /^(?:ssh-|ecdsa-|sk-)\S+ \S+/.test(Buffer.from(word, "base64").toString("utf8"));
}
