import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import type { Acceleration } from "../boot-options";
import { findProgram } from "./find-program";
import { processorArguments, untilParentEnds } from "./qemu-arguments";

let tried: Promise<Acceleration> | undefined;

/** Returns `kvm` if machines run with it without crawling, otherwise `tcg`. Cached. */
export async function bestAcceleration(): Promise<Acceleration> {
  tried ??= isKvmUsable() ? testedAcceleration() : Promise.resolve("tcg");
  return tried;
}

function isKvmUsable(): boolean {
  try {
    accessSync("/dev/kvm", constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Seconds in which the firmware must report with KVM: five times what it takes on a processor that KVM serves directly. */
const usableWithin = 0.5;

/**
 * The existence of /dev/kvm is not enough: inside virtual machines and containers it may reject this processor, hang, or be
 * a hundred times slower, because each step that it cannot do itself passes through all hypervisors. The limit does not
 * depend on the speed of emulation: on a busy machine that is no measure.
 */
async function testedAcceleration(): Promise<Acceleration> {
  for (let attempt = 0; attempt < 3; attempt++) {
    // More than one attempt, because another program may have had the processor meanwhile.
    if ((await secondsOfFirmware("kvm", usableWithin)) !== undefined) return "kvm";
  }
  return "tcg";
}

/**
 * Measures how long the firmware of a machine without a medium takes to report on its debug port that there is none
 * (SeaBIOS, src/boot.c and src/hw/serialio.c).
 * @param timeLimit time limit in seconds
 * @returns seconds; undefined on timeout or failure
 */
export async function secondsOfFirmware(acceleration: Acceleration, timeLimit: number): Promise<number | undefined> {
  const qemu = findProgram("qemu-system-x86_64", "qemu");
  const setpriv = findProgram("setpriv", "util-linux");
  const args = [
    ...["-nodefaults", "-no-user-config", ...processorArguments(acceleration), "-m", "64"],
    ...["-display", "none", "-chardev", "stdio,id=debug", "-device", "isa-debugcon,iobase=0x402,chardev=debug"],
  ];
  const start = performance.now();
  const child = spawn(setpriv, [...untilParentEnds, qemu, ...args], { stdio: ["ignore", "pipe", "ignore"] });
  return new Promise((resolve) => {
    const settle = (seconds: number | undefined): void => {
      clearTimeout(timer);
      resolve(seconds);
      child.kill("SIGKILL");
      // Do not wait for a process that the kernel does not release.
      child.stdout.destroy();
      child.unref();
    };
    const timer = setTimeout(() => {
      settle(undefined);
    }, timeLimit * 1000);
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("No bootable device")) settle((performance.now() - start) / 1000);
    });
    child.once("error", () => {
      settle(undefined);
    });
    child.once("exit", () => {
      settle(undefined);
    });
  });
}
