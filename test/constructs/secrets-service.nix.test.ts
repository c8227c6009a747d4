import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { secretsAreaConfig, type UsedSecret } from "../../lib/constructs/installer/secrets-area";
import { areaContent } from "../../lib/pipeline/secrets/area-content";
import { runProcess, type ProcessResult } from "../../lib/platform/process/run-process";
import { put, scratch } from "../platform/files/scratch";

// Needs root, like the service, but no Nix.
const bytes = 64 * 1024;
const directory = scratch();
const placed = path.join(directory, "run/cdknix/secrets");
const asked = path.join(directory, "asked");

beforeEach(() => {
  for (const name of ["run", "asked"]) rmSync(path.join(directory, name), { recursive: true, force: true });
});

const area = (values: Readonly<Record<string, string>>): Promise<Buffer> =>
  areaContent(new Map(Object.entries(values).map(([name, value]) => [name, Buffer.from(value)])), bytes, undefined);

/** An area with a header of its own. */
function areaWith(header: string, content: string): Buffer {
  const made = Buffer.alloc(bytes);
  made.write(`${header}\n`);
  made.write(content, 2048);
  return made;
}

const digestOf = (content: string): string => createHash("sha256").update(content).digest("hex");

/**
 * Runs the script of the service as NixOS does, with /iso and /run in a directory, and mounts that this machine does not see;
 * several times, as restarts of the service. The last line on stdout is the number of bytes that users see in the area.
 */
async function start(secrets: readonly UsedSecret[], content: Buffer, times = 1): Promise<ProcessResult> {
  const { systemd } = secretsAreaConfig(secrets, bytes) as unknown as {
    systemd: { services: { "cdknix-secrets": { script: string } } };
  };
  const { script } = systemd.services["cdknix-secrets"];
  mkdirSync(path.join(directory, "iso"), { recursive: true });
  writeFileSync(path.join(directory, "iso/secrets-area"), content);
  put(directory, {
    // Would change this machine.
    "bin/systemctl": "#!/bin/sh\n",
    "bin/chpasswd": "#!/bin/sh\ngrep -q ^root:\n",
    // A person who cancels the question.
    "bin/systemd-ask-password": `#!/bin/sh\necho "$@" >> ${asked}\nexit 1\n`,
  });
  for (const name of readdirSync(path.join(directory, "bin"))) chmodSync(path.join(directory, "bin", name), 0o755);
  const file = path.join(directory, "script");
  writeFileSync(
    file,
    `set -e\n${script.replaceAll("/iso/", `${directory}/iso/`).replaceAll("/run/", `${directory}/run/`)}`,
  );
  const starts = `for ((i = 0; i < ${String(times)}; i++)); do code=0; bash ${file} || code=$?; done`;
  return runProcess({
    argv: ["unshare", "--mount", "bash", "-c", `${starts}; wc -c < iso/secrets-area; exit $code`],
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

const token = secret("token", "root", "services.x.tokenFile");

/** No copy is left. */
const expectNoCopies = (): void => {
  expect(readdirSync(path.join(directory, "run/cdknix"))).toEqual(["secrets"]);
};

describe("the service that places secrets", () => {
  it("goes on if a user does not exist, leaves that secret to root, says so, and fails", async () => {
    const run = await start(
      [
        secret("first", "nobody-here", "services.x.tokenFile"),
        secret("second", "root", "services.y.keyFile"),
        secret("password", "root", "users.users.gone.hashedPasswordFile"),
        secret("root-password", "root", "users.users.root.hashedPasswordFile"),
      ],
      await area({ first: "1", second: "2", password: "$6$a", "root-password": "$6$b" }),
    );
    expect(run).toMatchObject({ exitCode: 1 });
    expect(run.stdout).toBe(
      [
        "the secret first cannot belong to nobody-here:nobody-here and stays readable for root only; it is needed by services.x.tokenFile",
        "the password of the user gone, the secret password, cannot be set",
        "0",
        "",
      ].join("\n"),
    );
    expect(run.stderr).toContain("invalid user");
    const { uid, gid, mode } = statSync(path.join(placed, "first"));
    expect({ uid, gid, mode: mode & 0o777 }).toEqual({ uid: 0, gid: 0, mode: 0o400 });
    expect(statSync(path.join(placed, "second")).mode & 0o777).toBe(0o440);
    expect(readFileSync(path.join(placed, "second"), "utf8")).toBe("2");
    expectNoCopies();
  });

  it("reads the area again at a restart, although it is hidden, and after a start that was killed", async () => {
    mkdirSync(path.join(directory, "run/cdknix/secrets-work/files"), { recursive: true });
    const run = await start([token], await area({ token: "1" }), 2);
    expect(run).toMatchObject({ exitCode: 0, stdout: "0\n", stderr: "" });
    expect(readFileSync(path.join(placed, "token"), "utf8")).toBe("1");
    expectNoCopies();
  });

  it("goes on without the secrets if the question for the passphrase is canceled, and asks again at a restart", async () => {
    const run = await start([token], areaWith(`cdknix-secrets age 5 ${digestOf("whole")}`, "whole"), 2);
    expect(run).toMatchObject({ exitCode: 1 });
    const once =
      "no passphrase: the secrets stay encrypted\nthe secret token is not on this medium, and is needed by services.x.tokenFile\n";
    expect(run.stdout).toBe(`${once}${once}0\n`);
    expect(readFileSync(asked, "utf8").match(/Passphrase of the secrets/g)).toHaveLength(2);
    expectNoCopies();
  });

  it.each([
    ["cut off", areaWith(`cdknix-secrets tar 5 ${digestOf("whole")}`, "whol")],
    ["of an impossible length", areaWith(`cdknix-secrets tar 5x ${digestOf("whole")}`, "whole")],
    ["with a length that the shell would run", areaWith("cdknix-secrets tar a[$(touch${IFS}asked)] 0", "")],
    ["of an unknown kind", areaWith(`cdknix-secrets ../tar 5 ${digestOf("whole")}`, "whole")],
  ])("hides an area %s, and says that it is damaged", async (_, content) => {
    const run = await start([token], content);
    expect(run).toMatchObject({ exitCode: 1 });
    expect(run.stdout).toMatch(/^the secrets on this medium are damaged: write it again\nthe secret token .*\n0\n$/);
    expect(existsSync(asked)).toBe(false);
    expectNoCopies();
  });

  it("hides an area that cannot be unpacked", async () => {
    const run = await start([token], areaWith(`cdknix-secrets tar 5 ${digestOf("whole")}`, "whole"));
    expect(run).toMatchObject({ exitCode: 1 });
    expect(run.stdout).toMatch(/^the secrets on this medium cannot be unpacked\nthe secret token .*\n0\n$/);
    expectNoCopies();
  });
});
