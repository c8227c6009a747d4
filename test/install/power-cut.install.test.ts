import { output } from "../boot/boot-lilith";
import { blankMachine, boot, install, installedHost } from "./stick";

/** Set CDKNIX_SEED to repeat a run, and CDKNIX_POWER_CUTS for fewer instants. */
const seed = Number(process.env.CDKNIX_SEED ?? Date.now() % 2 ** 31);
const cuts = Number(process.env.CDKNIX_POWER_CUTS ?? 10);

/** Random numbers from 0 to 1 that depend only on a seed: a linear congruential generator (Numerical Recipes). */
function* randomNumbers(state: number): Generator<number, never> {
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

describe("a power cut during the installation", () => {
  const random = randomNumbers(seed);
  const shares = Array.from({ length: cuts }, () => random.next().value);
  /** Seconds from the first write to the result. */
  let duration = 0;

  beforeAll(async () => {
    process.stdout.write(`CDKNIX_SEED=${String(seed)}\n`);
    const { run } = await installedHost("web-1");
    const timed = await install(await blankMachine("web-1"), { powerCut: { at: /install-web-1: linking the disks/ } });
    duration = run.seconds - timed.seconds;
  });

  it.each(shares)("after %f of it: a new run installs the machine, which boots", async (share) => {
    const machine = await blankMachine("web-1");
    const after = share * duration;
    const cut = await install(machine, { powerCut: { at: /install-web-1: linking the disks/, after } });
    const steps = [...cut.console.matchAll(/install-web-1: [a-z ,-]+/g)].map(([step]) => step);
    process.stdout.write(
      `power cut ${after.toFixed(1)} s after the first write: ${cut.outcome}, ${steps.at(-1) ?? ""}\n`,
    );
    const again = await install(machine);
    // The installation may have been complete, and its duration varies.
    const expected = again.outcome === "already installed" ? ["power cut", "installed"] : ["power cut"];
    expect(expected).toContain(cut.outcome);
    expect(["installed", "already installed"]).toContain(again.outcome);
    const booted = await boot(machine);
    try {
      expect(await output(booted, "hostname")).toBe("web-1");
      expect(await output(booted, "nix-store --verify --check-contents 2>&1")).not.toContain("error");
      expect(await output(booted, "systemctl is-system-running --wait")).toBe("running");
      process.stdout.write(`${again.outcome} by the next run, booted, and verified\n`);
    } finally {
      await booted.dispose();
    }
  });
});
