import { isFailure } from "../../../platform/failure";
import { machineAddress, type Machine } from "../../../platform/nix/remote/machine";
import { pingStore } from "../../../platform/nix/remote/ping-store";
import { readMachines } from "../../../platform/nix/remote/read-machines";
import type { NixTool } from "../../../platform/nix/tool";
import type { Check, Examined, Finding } from "../finding";
import { examineSystems } from "./systems";

/** Longer than it takes ssh to give up a machine that does not answer. */
const limitSeconds = 20;

/** Whether each machine to build on answers, and whether those that do are all that the hosts need. */
export const checkBuilders: Check = async (examined) => {
  const { nix } = examined;
  if (isFailure(nix)) return { check: "builder", status: "warning", message: "not looked at: there is no Nix" };
  try {
    const machines = configuredBuilders(examined);
    // All at once: those that do not answer take long.
    const asked = await Promise.all(machines.map((machine) => askMachine(nix, machine)));
    const answering = machines.filter((_, index) => asked[index]?.status === "ok");
    const nobody: Finding = { check: "builder", status: "ok", message: "everything is built here" };
    return [...(asked.length === 0 ? [nobody] : asked), examineSystems(examined, answering)];
  } catch (error) {
    if (!isFailure(error)) throw error;
    const { message, reason, fix } = error;
    return { check: "builder", status: "error", message, reason, fix };
  }
};

/** The machines that were asked for, or else those that nix.conf names; a file of them that is not there has none. */
function configuredBuilders({ settings, config }: Examined): readonly Machine[] {
  const source = { setting: "builders of nix.conf", directory: "/etc/nix", mayLackFile: true };
  return settings.builders ?? readMachines(config.get("builders") ?? "", source);
}

async function askMachine(nix: NixTool, machine: Machine): Promise<Finding> {
  const answer = await pingStore(nix, machineAddress(machine), limitSeconds);
  if (!answer.answers) {
    return {
      check: "builder",
      status: "warning",
      message: `${machine.store} does not answer: ${answer.reason}`,
      reason: "Nix asks it for each build, and builds elsewhere when nobody answers",
      fix: fixOf(machine, answer.reason),
    };
  }
  const about = `${machine.store} answers${answer.version === undefined ? "" : `, Nix ${answer.version}`}: ${wordsOf(machine)}`;
  if (!answer.isDistrusting) return { check: "builder", status: "ok", message: about };
  return {
    check: "builder",
    status: "warning",
    message: `${machine.store} does not trust the user that logs in there`,
    reason: "it takes what is to be built from trusted users alone",
    fix: "add that user to trusted-users in its /etc/nix/nix.conf, and restart its nix-daemon",
  };
}

function wordsOf({ systems, jobs, features, mandatoryFeatures }: Machine): string {
  return [
    systems?.join(", ") ?? "this machine's system",
    `${String(jobs)} ${jobs === 1 ? "build" : "builds"} at once`,
    ...(features.length === 0 ? [] : [`with ${features.join(", ")}`]),
    ...(mandatoryFeatures.length === 0 ? [] : [`only what asks for ${mandatoryFeatures.join(", ")}`]),
  ].join("; ");
}

function fixOf(machine: Machine, reason: string): string {
  const [, host = "it"] = /^[\w+-]+:\/\/([^/?]+)/.exec(machine.store) ?? [];
  const login = `ssh ${machine.sshKey === undefined ? "" : `-i ${machine.sshKey} `}${host}`;
  if (reason.includes("Host key verification failed")) {
    return `see that the machine is the right one and keep its key: ${login}; or name the key as the eighth word of the machine`;
  }
  if (reason.includes("Permission denied"))
    return `let this user's key in: ssh-copy-id ${host}; try it: ${login} nix --version`;
  return `turn it on, or leave it out of the builders; try it: ${login} nix --version`;
}
