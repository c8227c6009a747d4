import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import * as path from "node:path";
import { machineAddress } from "../../lib/platform/nix/remote/machine";
import { readMachines } from "../../lib/platform/nix/remote/read-machines";
import { put } from "../platform/files/scratch";
import { fleetProject } from "./fleet-project";
import { hasPath, machineLine, requireSecondHosts, secondHost } from "./second-host";

requireSecondHosts();
const host = secondHost(3);

beforeAll(() => {
  host.start();
});

const nix = (...args: readonly string[]): string =>
  execFileSync("nix", ["--extra-experimental-features", "nix-command", ...args], { encoding: "utf8" }).trim();
/** An image that has not been built before. */
const unique = `: ${String(process.hrtime.bigint())}`;

describe("synth --copy-to", () => {
  it("fills a signed binary cache, from which others fetch the ISO without building", async () => {
    const { directory, synth } = fleetProject(unique);
    const secret = nix("key", "generate-secret", "--key-name", "fleet-1");
    put(directory, { "cache.key": secret });
    const cache = `file://${directory}/cache`;
    const built = await synth("desk-01", "--copy-to", `${cache}?secret-key=${directory}/cache.key`);
    expect(built).toMatchObject({ exitCode: 0 });
    expect(built.stderr).toContain("synth: copying desk-01 to file://");
    const storePath = realpathSync(path.join(directory, "result"));
    const info = readFileSync(
      path.join(directory, "cache", `${path.basename(storePath).slice(0, 32)}.narinfo`),
      "utf8",
    );
    expect(info).toMatch(/^Sig: fleet-1:/m);

    const publicKey = execFileSync(
      "nix",
      ["--extra-experimental-features", "nix-command", "key", "convert-secret-to-public"],
      { input: secret, encoding: "utf8" },
    );
    const elsewhere = ["desk-01", "--store", "./elsewhere", "--substituters", cache, "--nix-option", "max-jobs", "0"];
    const taken = await synth(...elsewhere, "--nix-option", "trusted-public-keys", publicKey);
    if (taken.exitCode !== 0) throw new Error(taken.stderr);
    expect(taken.stdout.trimEnd()).toBe(path.join(directory, "elsewhere", storePath, "iso/desk-01.iso"));
    expect(readFileSync(taken.stdout.trimEnd())).toEqual(readFileSync(built.stdout.trimEnd()));
    execFileSync("chmod", ["-R", "u+w", path.join(directory, "elsewhere")]);
  });

  it.each(["ssh-ng", "ssh"])(
    "copies to the store of another machine, even if the ISO is up to date (%s)",
    async (scheme) => {
      const { directory, synth } = fleetProject(`${unique}; : ${scheme}`);
      const [machine] = readMachines(machineLine(host, { scheme }), { setting: "test", directory });
      const first = await synth("desk-01");
      const storePath = realpathSync(path.join(directory, "result"));
      expect(hasPath(host, storePath)).toBe(false);
      const second = await synth("desk-01", "--copy-to", machineAddress(machine!));
      if (second.exitCode !== 0) throw new Error(second.stderr);
      expect(second.stdout).toBe(first.stdout);
      expect(second.stderr).toContain("desk-01 is up to date");
      expect(readFileSync(path.join(host.nix, storePath.slice("/nix/".length), "iso/desk-01.iso"), "utf8")).toBe(
        "desk-01\n",
      );
    },
  );

  it("reports a failed copy, and keeps the ISO built and linked", async () => {
    const { directory, synth } = fleetProject(unique);
    put(directory, { file: "" });
    const { exitCode, stdout, stderr } = await synth("desk-01", "--copy-to", `file://${directory}/file/cache`);
    expect({ exitCode, stdout }).toEqual({ exitCode: 5, stdout: "" });
    expect(stderr.slice(stderr.indexOf("error[")).replaceAll(directory, "<project>")).toMatchInlineSnapshot(`
     "error[copy-failed]: Nix cannot copy the ISO of desk-01 to file://<project>/file/cache; the build succeeded, and the result is linked
       | error: '<project>/file' is not a directory
       docs:  https://cdknix.example/errors/copy-failed"
    `);
    expect(existsSync(path.join(directory, "result/iso/desk-01.iso"))).toBe(true);
  });
});
