import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { findNix } from "../../lib/platform/nix/tool";
import type { BuiltIso } from "../../lib/testing";
import { run } from "../build/run";
import { fleetProject } from "./fleet-project";
import { hasPath, machineLine, requireSecondHosts, secondHost } from "./second-host";

requireSecondHosts();
const builder = secondHost(4);

beforeAll(() => {
  builder.start();
});

describe("an ISO of the offline base", () => {
  it("is built on another machine, byte for byte identical to a local build", async () => {
    const { directory, synth } = fleetProject();
    // An image that has not been built before, with fast compression.
    const key = `ssh-ed25519 ${publicKey()} ${String(process.hrtime.bigint())}`;
    const context = ["--context", "compression=1", "--context", `authorizedKey=${key}`];
    const nothingHere = ["--builders", machineLine(builder), "--nix-option", "max-jobs", "0"];
    const built = await synth("desk-01", "--json", "--nixpkgs", "embedded", ...context, ...nothingHere);
    if (built.exitCode !== 0) throw new Error(built.stderr);
    const [image] = JSON.parse(built.stdout) as readonly BuiltIso[];
    expect(hasPath(builder, image!.storePath)).toBe(true);

    // Rebuilds everything that was copied, and fails if a bit differs.
    const closure = await run(["nix-store", "--query", "--requisites", image!.drvPath], { cwd: directory });
    const parts = closure.stdout.split("\n").filter((file) => /\.squashfs\.drv$|\.iso\.drv$/.test(file));
    expect(parts).toHaveLength(2);
    const { config } = await findNix({ options: { sandbox: "false" } });
    await run(["nix-store", "--realise", "--check", ...parts], { cwd: directory, env: { NIX_CONFIG: config } });
    expect(createHash("sha256").update(readFileSync(image!.iso)).digest("hex")).toBe(image!.sha256);
  });
});

/** Has no private key: no login is possible. */
function publicKey(): string {
  const name = Buffer.from("ssh-ed25519");
  const length = (bytes: number): Buffer => Buffer.from([0, 0, 0, bytes]);
  return Buffer.concat([length(name.length), name, length(32), Buffer.alloc(32, 1)]).toString("base64");
}
