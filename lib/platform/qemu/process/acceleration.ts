import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import type { Acceleration } from "../boot-options";
import { findProgram } from "./find-program";
import { processorArguments, untilParentEnds } from "./qemu-arguments";

let tried: Promise<Acceleration> | undefined;

/** KVM where machines run with it, and not much slower than emulated ones; else emulation. It is tried once. */
export async function bestAcceleration(): Promise<Acceleration> {
  tried ??= isKvmUsable() ? fasterAcceleration() : Promise.resolve("tcg");
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

/**
 * That there is a /dev/kvm says little: within other virtual machines and in containers it may refuse this processor, stand
 * still, or be a hundred times slower, where each step that it cannot do by itself goes through all of them.
 */
async function fasterAcceleration(): Promise<Acceleration> {
  const emulated = await secondsOfFirmware("tcg", 10);
  // Both take a tenth of a second, most of it waiting for devices: KVM is not to be faster at that, but not far behind.
  const limit = Math.min(10, Math.max(1, 10 * (emulated ?? 1)));
  return (await secondsOfFirmware("kvm", limit)) === undefined ? "tcg" : "kvm";
}

/**
 * How long the firmware of a machine without any medium takes until it has found that there is none, which it tells on its
 * debug port (SeaBIOS, src/boot.c and src/hw/serialio.c).
 * @param patience seconds after which it is given up
 * @returns seconds; undefined when it did not come so far
 */
export async function secondsOfFirmware(acceleration: Acceleration, patience: number): Promise<number | undefined> {
  const qemu = findProgram("qemu-system-x86_64", "qemu-system-x86");
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
      // One that the kernel does not let go of is not waited for.
      child.stdout.destroy();
      child.unref();
    };
    const timer = setTimeout(() => {
      settle(undefined);
    }, patience * 1000);
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
