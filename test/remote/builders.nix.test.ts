import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { inventory } from "../../examples/fleet/lib";
import type { ProcessResult } from "../../lib/platform/process/run-process";
import { put } from "../platform/files/scratch";
import { fleetProject } from "./fleet-project";
import { hasPath, machineLine, requireSecondHosts, secondHost } from "./second-host";

// Two further hosts with their own Nix stores. This machine itself builds nothing.
const nothingHere = ["--nix-option", "max-jobs", "0"];
requireSecondHosts();
const intel = secondHost(1);
// It has this machine's processor; its Nix assumes that it can run programs for another one, as with an emulator.
const arm = secondHost(2, ["extra-platforms = aarch64-linux"]);

beforeAll(() => {
  intel.start();
  arm.start();
});

interface Result {
  readonly host: string;
  readonly iso: string;
  readonly storePath: string;
}

describe("a fleet of two architectures on two builders", () => {
  it("is built by one run of Nix in parallel, each host on a builder for its system", async () => {
    // The first build of each architecture waits until the other one has started.
    const meet = [
      "case $name in desk-01) other=probe-01 ;; probe-01) other=desk-01 ;; *) other= ;; esac",
      "touch $meeting/$name",
      "for i in $(seq 600); do [ -z $other ] || [ -e $meeting/$other ] && break; sleep 0.1; done",
      "[ -z $other ] || [ -e $meeting/$other ]",
    ].join("\n");
    const { directory, synth } = fleetProject(meet);
    const lines = [machineLine(intel, { jobs: 4 }), machineLine(arm, { scheme: "ssh", systems: "aarch64-linux" })];
    put(directory, { machines: `# the builders\n${lines.join("\n")}\n`, "bin/nix": nixThatNotes() });
    chmodSync(path.join(directory, "bin/nix"), 0o755);
    const before = process.env.PATH;
    process.env.PATH = `${directory}/bin:${before ?? ""}`;
    const run = await synth("--json", "--builders", "@machines", ...nothingHere).finally(
      () => (process.env.PATH = before),
    );
    if (run.exitCode !== 0) throw new Error(run.stderr);
    const results = JSON.parse(run.stdout) as readonly Result[];
    expect(results.map(({ host }) => host)).toEqual(Object.keys(inventory));
    for (const { host, iso, storePath } of results) {
      expect(readFileSync(iso, "utf8")).toBe(`${host}\n`);
      const isArm = inventory[host]?.system === "aarch64-linux";
      expect({ host, intel: hasPath(intel, storePath), arm: hasPath(arm, storePath) }).toEqual({
        host,
        intel: !isArm,
        arm: isArm,
      });
    }
    expect(
      readFileSync(path.join(directory, "calls"), "utf8").match(/^build --json|^build .*--keep-going/gm),
    ).toHaveLength(1);
  });
});

describe("a builder that is turned off during a build", () => {
  // Reports where it runs, and waits for a signal to continue.
  const wait = [
    `: ${String(process.hrtime.bigint())}`,
    "touch $meeting/on-$(hostname)",
    "for i in $(seq 1200); do [ -e $meeting/go ] && break; sleep 0.1; done",
  ].join("\n");

  it.each(["ssh-ng", "ssh"])("loses nothing: another builder takes over (%s)", async (scheme) => {
    const { meeting, synth } = fleetProject(`: ${scheme}; ${wait}`);
    // Nix prefers the faster one.
    const lines = [machineLine(intel, { scheme, speed: 2 }), machineLine(arm, { scheme })];
    const running = synth("desk-01", "--builders", lines.join(" ; "), ...nothingHere);
    await fileIn(meeting, `on-${intel.name}`, running);
    await intel.kill();
    writeFileSync(path.join(meeting, "go"), "");
    const run = await running;
    intel.start();
    expect(run.stderr).toContain(
      `warning: lost the connection to ${scheme}://${intel.login}; retrying its builds elsewhere\n`,
    );
    expect(run).toMatchObject({ exitCode: 0 });
    expect(readFileSync(run.stdout.trimEnd(), "utf8")).toBe("desk-01\n");
    expect(readdirSync(meeting)).toContain(`on-${arm.name}`);
  });

  it("is reported if it was the only one, and the same command succeeds when it is back", async () => {
    const { meeting, synth } = fleetProject(`: only; ${wait}`);
    const args = ["desk-01", "--builders", machineLine(intel), ...nothingHere];
    const running = synth(...args);
    await fileIn(meeting, `on-${intel.name}`, running);
    await intel.kill();
    const lost = await running;
    expect(lost).toMatchObject({ exitCode: 5, stdout: "" });
    const error = lost.stderr.slice(lost.stderr.indexOf("error[")).replaceAll(intel.login, "<builder>");
    expect(error.replaceAll(/[a-z0-9]{32}-/g, "<hash>-")).toMatchInlineSnapshot(`
     "error[builder-lost]: Nix cannot build the ISO of desk-01: lost the connection to ssh-ng://<builder>
       | error: unable to start any build; either increase '--max-jobs' or enable remote builds.
       |        https://nixos.org/manual/nix/stable/advanced-topics/distributed-builds.html
       why:   local builds are disabled (max-jobs = 0), and no builder accepts the remaining builds
       fix:   check the builders with \`synth doctor\` and run this again: finished builds are kept
       docs:  https://cdknix.example/errors/builder-lost"
    `);
    intel.start();
    writeFileSync(path.join(meeting, "go"), "");
    const again = await synth(...args);
    expect(again).toMatchObject({ exitCode: 0 });
    expect(readFileSync(again.stdout.trimEnd(), "utf8")).toBe("desk-01\n");
  });
});

describe("synth doctor", () => {
  it("contacts each builder, and checks that builders cover the systems of the hosts", async () => {
    const { synth } = fleetProject();
    expect(await synth("--no-build", "-q")).toMatchObject({ exitCode: 0 });
    // This machine has no such program, whether it accepts logins or not.
    const away = machineLine(intel).replace(intel.login, "root@127.0.0.1?remote-program=nothing");
    const stranger = machineLine(arm, { scheme: "ssh" }).replace(/ \S+$/, "");
    const lines = [machineLine(intel, { jobs: 4 }), stranger, away];
    const run = await synth("doctor", "--builders", lines.join(" ; "), ...nothingHere);
    const text = run.stdout.replaceAll(intel.login, "<intel>").replaceAll(arm.login, "<arm>");
    expect(text).toMatch(/^warning {2}builder {7}ssh-ng:\/\/root@127\.0\.0\.1\S* does not respond: /m);
    const withoutAway = text.replace(/^warning.*127\.0\.0\.1.*\n(?: .*\n)*/m, "");
    const shown = withoutAway.slice(withoutAway.search(/^\w+ +builder/m), withoutAway.search(/^\w+ +network/m));
    expect(
      shown
        .replaceAll(/Nix [\d.]+/g, "Nix <version>")
        .replaceAll(intel.key, "<key>")
        .replaceAll(arm.key, "<key>"),
    ).toMatchInlineSnapshot(`
     "ok       builder       ssh-ng://<intel> responds, Nix <version>: x86_64-linux; 4 parallel jobs
     warning  builder       ssh://<arm> does not respond: Host key verification failed
       why:   Nix contacts the builder for each build, and builds elsewhere if it does not respond
       fix:   verify and accept its host key: ssh -i <key> <arm>; or add the key as the eighth field of the builder
     warning  systems       no available builder for aarch64-linux, which hosts of the program need
       why:   a derivation is built only on a machine of its system, or on one that lists the system as supported
       fix:   add a builder, such as --builders 'ssh-ng://root@builder aarch64-linux', or emulate the processor with extra-platforms in nix.conf
     "
    `);
    const json = await synth("doctor", "--json", "--builders", lines[0]!, ...nothingHere);
    expect(JSON.parse(json.stdout)).toContainEqual(expect.objectContaining({ check: "builder", status: "ok" }));
  });
});

/** A `nix` that logs its arguments in the project's file `calls`. */
function nixThatNotes(): string {
  return '#!/bin/sh\nown=$(dirname "$0")\necho "$*" >>"$own/../calls"\nPATH=${PATH#*:}\nexec nix "$@"\n';
}

/** Waits for a file; fails if the process that creates it has ended. */
async function fileIn(directory: string, name: string, running: Promise<ProcessResult>): Promise<void> {
  let ended: ProcessResult | undefined;
  void running.then((result) => (ended = result));
  while (!existsSync(path.join(directory, name))) {
    if (ended !== undefined) throw new Error(`${name} never came:\n${ended.stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
