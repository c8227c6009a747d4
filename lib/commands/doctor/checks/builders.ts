import { isFailure } from "../../../platform/failure";
import { machineAddress, type Machine } from "../../../platform/nix/remote/machine";
import { pingStore } from "../../../platform/nix/remote/ping-store";
import { readMachines } from "../../../platform/nix/remote/read-machines";
import type { NixTool } from "../../../platform/nix/tool";
import { skippedWithoutNix, type Check, type Examined, type Finding } from "../finding";
import { examineSystems } from "./systems";

/** Longer than the connection timeout of ssh. */
const limitSeconds = 20;

/** Checks that each remote builder responds, and that those that do cover the systems of the hosts. */
export const checkBuilders: Check = async (examined) => {
  const { nix } = examined;
  if (isFailure(nix)) return skippedWithoutNix("builder");
  try {
    const machines = configuredBuilders(examined);
    // In parallel, because builders that do not respond take long.
    const asked = await Promise.all(machines.map((machine) => askMachine(nix, machine)));
    const responding = machines.filter((_, index) => asked[index]?.status === "ok");
    const local: Finding = { check: "builder", status: "ok", message: "no remote builders configured" };
    return [...(asked.length === 0 ? [local] : asked), examineSystems(examined, responding)];
  } catch (error) {
    if (!isFailure(error)) throw error;
    const { message, reason, fix } = error;
    return { check: "builder", status: "error", message, reason, fix };
  }
};

/** The builders from the settings or, by default, from nix.conf. A missing machines file counts as empty. */
function configuredBuilders({ settings, config }: Examined): readonly Machine[] {
  const source = { setting: "builders in nix.conf", directory: "/etc/nix", mayLackFile: true };
  return settings.builders ?? readMachines(config.get("builders") ?? "", source);
}

async function askMachine(nix: NixTool, machine: Machine): Promise<Finding> {
  const answer = await pingStore(nix, machineAddress(machine), limitSeconds);
  if (!answer.answers) {
    return {
      check: "builder",
      status: "warning",
      message: `${machine.store} does not respond: ${answer.reason}`,
      reason: "Nix contacts the builder for each build, and builds elsewhere if it does not respond",
      fix: fixOf(machine, answer.reason),
    };
  }
  const about = `${machine.store} responds${answer.version === undefined ? "" : `, Nix ${answer.version}`}: ${machineText(machine)}`;
  if (!answer.isDistrusting) return { check: "builder", status: "ok", message: about };
  return {
    check: "builder",
    status: "warning",
    message: `${machine.store} does not trust the user that logs in`,
    reason: "a builder accepts builds only from trusted users",
    fix: "add that user to trusted-users in /etc/nix/nix.conf on the builder, and restart nix-daemon there",
  };
}

function machineText({ systems, jobs, features, mandatoryFeatures }: Machine): string {
  return [
    systems?.join(", ") ?? "this machine's system",
    `${String(jobs)} ${jobs === 1 ? "job" : "parallel jobs"}`,
    ...(features.length === 0 ? [] : [`with ${features.join(", ")}`]),
    ...(mandatoryFeatures.length === 0 ? [] : [`only builds that require ${mandatoryFeatures.join(", ")}`]),
  ].join("; ");
}

function fixOf(machine: Machine, reason: string): string {
  const [, host = "it"] = /^[\w+-]+:\/\/([^/?]+)/.exec(machine.store) ?? [];
  const login = `ssh ${machine.sshKey === undefined ? "" : `-i ${machine.sshKey} `}${host}`;
  if (reason.includes("Host key verification failed")) {
    return `verify and accept its host key: ${login}; or add the key as the eighth field of the builder`;
  }
  if (reason.includes("Permission denied"))
    return `authorize this user's key: ssh-copy-id ${host}; then test: ${login} nix --version`;
  return `start it, or remove it from the builders; test: ${login} nix --version`;
}
