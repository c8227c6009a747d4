import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import type { Acceleration } from "./boot-options";
import { findProgram } from "./find-program";

/** Seconds that a machine is given to show life. With KVM it takes a fraction of one. */
const patience = 10;

let tried: Promise<boolean> | undefined;

/** KVM where it works, and else emulation. */
export async function bestAcceleration(): Promise<Acceleration> {
  tried ??= isKvmUsable() ? starts("kvm") : Promise.resolve(false);
  return (await tried) ? "kvm" : "tcg";
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
 * Whether a machine runs with an acceleration. That there is a /dev/kvm says little: within other virtual machines and in containers it
 * may refuse, or a machine may stand still, so the firmware is to greet on its debug port (SeaBIOS, src/hw/serialio.c).
 */
export async function starts(acceleration: Acceleration): Promise<boolean> {
  const qemu = findProgram("qemu-system-x86_64", "qemu-system-x86");
  const args = [
    ...["-nodefaults", "-no-user-config", "-machine", `q35,accel=${acceleration}`, "-m", "64"],
    ...["-display", "none", "-chardev", "stdio,id=debug", "-device", "isa-debugcon,iobase=0x402,chardev=debug"],
  ];
  const child = spawn(qemu, args, { stdio: ["ignore", "pipe", "ignore"] });
  return new Promise((resolve) => {
    const settle = (works: boolean): void => {
      clearTimeout(timer);
      resolve(works);
      child.kill("SIGKILL");
      // One that the kernel does not let go of is not waited for.
      child.stdout.destroy();
      child.unref();
    };
    const timer = setTimeout(() => {
      settle(false);
    }, patience * 1000);
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("SeaBIOS")) settle(true);
    });
    child.once("error", () => {
      settle(false);
    });
    child.once("exit", () => {
      settle(false);
    });
  });
}
