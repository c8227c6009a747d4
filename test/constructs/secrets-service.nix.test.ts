import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { secretsAreaConfig, type UsedSecret } from "../../lib/constructs/installer/secrets-area";
import { areaContent } from "../../lib/pipeline/secrets/area-content";
import { runProcess, type ProcessResult } from "../../lib/platform/process/run-process";
import { put, scratch } from "../platform/files/scratch";

// Needs root, like the service, but no Nix.
const bytes = 64 * 1024;
const directory = scratch();
const placed = path.join(directory, "run/cdknix/secrets");

/** Runs the script of the service as NixOS does, with /iso and /run in a directory. */
async function start(secrets: readonly UsedSecret[], values: Readonly<Record<string, string>>): Promise<ProcessResult> {
  const { systemd } = secretsAreaConfig(secrets, bytes) as unknown as {
    systemd: { services: { "cdknix-secrets": { script: string } } };
  };
  const { script } = systemd.services["cdknix-secrets"];
  const content = new Map(Object.entries(values).map(([name, value]) => [name, Buffer.from(value)]));
  mkdirSync(path.join(directory, "iso"), { recursive: true });
  writeFileSync(path.join(directory, "iso/secrets-area"), await areaContent(content, bytes, undefined));
  // Would change this machine.
  put(directory, {
    "bin/mount": "#!/bin/sh\n",
    "bin/systemctl": "#!/bin/sh\n",
    "bin/chpasswd": "#!/bin/sh\ngrep -q ^root:\n",
  });
  for (const name of readdirSync(path.join(directory, "bin"))) chmodSync(path.join(directory, "bin", name), 0o755);
  const file = path.join(directory, "script");
  writeFileSync(
    file,
    `set -e\n${script.replaceAll("/iso/", `${directory}/iso/`).replaceAll("/run/", `${directory}/run/`)}`,
  );
  return runProcess({
    argv: ["bash", file],
    cwd: directory,
    env: { PATH: `${directory}/bin:${process.env.PATH!}` },
  });
}

const secret = (name: string, owner: string, option: string): UsedSecret => ({
  name,
  owner,
  group: owner,
  mode: "0440",
  options: [option],
});

describe("the service that places secrets", () => {
  it("goes on if a user does not exist, leaves that secret to root, says so, and fails", async () => {
    const run = await start(
      [
        secret("first", "nobody-here", "services.x.tokenFile"),
        secret("second", "root", "services.y.keyFile"),
        secret("password", "root", "users.users.gone.hashedPasswordFile"),
        secret("root-password", "root", "users.users.root.hashedPasswordFile"),
      ],
      { first: "1", second: "2", password: "$6$a", "root-password": "$6$b" },
    );
    expect(run).toMatchObject({ exitCode: 1 });
    expect(run.stdout).toBe(
      [
        "the secret first cannot belong to nobody-here:nobody-here and stays readable for root only; it is needed by services.x.tokenFile",
        "the password of the user gone, the secret password, cannot be set",
        "",
      ].join("\n"),
    );
    expect(run.stderr).toContain("invalid user");
    const { uid, gid, mode } = statSync(path.join(placed, "first"));
    expect({ uid, gid, mode: mode & 0o777 }).toEqual({ uid: 0, gid: 0, mode: 0o400 });
    expect(statSync(path.join(placed, "second")).mode & 0o777).toBe(0o440);
    expect(readFileSync(path.join(placed, "second"), "utf8")).toBe("2");
    // No copy is left.
    expect(readdirSync(path.join(directory, "run/cdknix"))).toEqual(["secrets"]);
  });
});
