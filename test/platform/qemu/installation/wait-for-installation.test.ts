import {
  endInstallation,
  resultIn,
  waitForInstallation,
} from "../../../../lib/platform/qemu/installation/wait-for-installation";
import type { VirtualMachine } from "../../../../lib/platform/qemu/virtual-machine";

/** A console that a test writes to, on a machine that it turns off. */
class Guest {
  private said = "";
  private readonly listeners: ((output: Buffer) => void)[] = [];
  private turnOff: () => void = () => undefined;
  private readonly isOff = new Promise<void>((resolve) => {
    this.turnOff = resolve;
  });
  wasShutDown = false;

  print(text: string): void {
    this.said += text;
    for (const listener of this.listeners) listener(Buffer.from(text));
  }

  off(): Promise<void> {
    return this.isOff;
  }

  end(): void {
    this.turnOff();
  }

  shutdown(): Promise<void> {
    this.wasShutDown = true;
    this.turnOff();
    return Promise.resolve();
  }

  readonly console = {
    text: () => this.said.replaceAll("\r", ""),
    onOutput: (listener: (output: Buffer) => void) => {
      listener(Buffer.from(this.said));
      this.listeners.push(listener);
    },
  } as VirtualMachine["console"];
}

const job =
  "\r\u001b[K[ \u001b[0;31m*\u001b[0;1;31m*\u001b[0m\u001b[0;31m*  \u001b[0m] Job x.service/start running (9s / no limit)\r\n";

describe("the result in the output of a console", () => {
  it("is the last one, also between colors, and only in complete lines", () => {
    expect(resultIn("install-web-1: installed\ninstall-web-1: mounting\ninstall-web-1: failed: mount\n")).toEqual({
      host: "web-1",
      outcome: "failed",
      details: "mount",
    });
    expect(resultIn("\u001b[1minstall-web-1: installed\u001b[0m\n")?.outcome).toBe("installed");
    expect(resultIn("install-web-1: installed")).toBeUndefined();
  });
});

describe("waiting for an installation", () => {
  it("returns the result, even if the machine is off", async () => {
    const guest = new Guest();
    const waiting = waitForInstallation(guest);
    guest.print("install-web-1: wiping the disks\r\ninstall-web-1: installed: restarting\r\n");
    guest.end();
    expect(await waiting).toEqual({ host: "web-1", outcome: "installed", details: "restarting" });
    await endInstallation(guest);
    expect(guest.wasShutDown).toBe(false);
  });

  it("reports a machine that ends without a result", async () => {
    const guest = new Guest();
    guest.print("install-web-1: wiping the disks\r\n");
    guest.end();
    await expect(waitForInstallation(guest)).rejects.toMatchObject({ code: "installation-ended" });
  });

  it("reports a time without output, which the animation of systemd does not interrupt", async () => {
    const guest = new Guest();
    const waiting = waitForInstallation(guest, 1);
    guest.print("install-web-1: wiping the disks\r\n");
    const last = performance.now();
    const printing = setInterval(() => {
      guest.print(job);
    }, 50);
    try {
      await expect(waiting).rejects.toMatchObject({ code: "installation-silent" });
    } finally {
      clearInterval(printing);
    }
    expect(performance.now() - last).toBeGreaterThanOrEqual(1000);
  });
});
