import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import * as path from "node:path";
import { secretsProject, wifiKey, type SecretsProject } from "../../build/secrets-image";
import { bin, runIn, type Run } from "../../cli/project";
import { scratch } from "../../platform/files/scratch";

let made: SecretsProject;
const synth = (args: readonly string[], input?: string): Run =>
  runIn(made.directory, [process.execPath, bin, ...args], {}, input);

beforeAll(async () => {
  made = await secretsProject();
});

/** What is unique about each secret. */
function needles(): readonly Buffer[] {
  const key = readFileSync(path.join(made.secrets, "host-key"), "utf8").split("\n")[2] ?? "";
  const password = readFileSync(path.join(made.secrets, "password"), "utf8");
  return [wifiKey, key, password].map((text) => Buffer.from(text));
}

/** The needles that a file contains. */
function foundIn(file: string): readonly string[] {
  const content = readFileSync(file);
  return needles()
    .filter((needle) => content.includes(needle))
    .map((needle) => needle.toString("latin1", 0, 4));
}

describe("synth seal and flash --secrets", () => {
  it("put the secrets into the area of a private copy, and nowhere else", () => {
    const directory = scratch();
    const [sealed, flashed] = [path.join(directory, "private.iso"), path.join(directory, "stick.img")];
    const { iso, sha256 } = made.images.plain;
    const { code, stdout, stderr } = synth(["seal", "plain", "--secrets", made.secrets, "--output", sealed, "--json"]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(JSON.parse(stdout)).toEqual({
      host: "plain",
      iso: sealed,
      size: statSync(iso).size,
      sha256: createHash("sha256").update(readFileSync(sealed)).digest("hex"),
      encrypted: false,
    });
    writeFileSync(flashed, Buffer.alloc(statSync(iso).size), { mode: 0o644 });
    expect(synth(["flash", "plain", flashed, "--kind", "file", "--yes", "--secrets", made.secrets])).toMatchObject({
      code: 0,
    });
    expect(readFileSync(flashed).equals(readFileSync(sealed))).toBe(true);
    for (const file of [sealed, flashed]) {
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(foundIn(file)).toHaveLength(3);
    }
    const [before, after] = [readFileSync(iso), readFileSync(sealed)];
    const area = after.indexOf("cdknix-secrets tar ");
    expect(area % 2048).toBe(0);
    const end = area + 256 * 1024;
    expect(before.subarray(area, end).every((byte) => byte === 0)).toBe(true);
    expect(after.subarray(0, area).equals(before.subarray(0, area))).toBe(true);
    expect(after.subarray(end).equals(before.subarray(end))).toBe(true);
    // The ISO is still the one that everyone can have.
    expect(createHash("sha256").update(before).digest("hex")).toBe(sha256);
  });

  it("leave no secret in the store, the output, the lock file, or a log", () => {
    for (const { iso } of Object.values(made.images)) expect([iso, foundIn(iso)]).toEqual([iso, []]);
    const outputs = readdirSync(made.directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\/(?:secrets|keys)$/.test(entry.parentPath))
      .map((entry) => path.join(entry.parentPath, entry.name));
    expect(outputs.some((file) => file.endsWith("/cdk.out/images/systems/plain/secrets-area.nix"))).toBe(true);
    for (const file of outputs) expect([file, foundIn(file)]).toEqual([file, []]);
  });

  it("encrypt with a passphrase, so that the medium alone does not suffice", () => {
    const sealed = path.join(scratch(), "private.iso");
    const { code, stderr } = synth(
      ["seal", "plain", "--secrets", made.secrets, "--output", sealed, "--passphrase"],
      "one line\n",
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toContain("contains the secrets, encrypted with the passphrase");
    expect(foundIn(sealed)).toEqual([]);
    expect(readFileSync(sealed).includes("age-encryption.org/v1\n-> scrypt ")).toBe(true);
  });

  it("write nothing if the directory does not contain exactly the secrets of the image", () => {
    const directory = scratch();
    const secrets = path.join(directory, "secrets");
    mkdirSync(secrets);
    copyFileSync(path.join(made.secrets, "wifi"), path.join(secrets, "wifi"));
    copyFileSync(path.join(made.secrets, "password"), path.join(secrets, "pasword"));
    for (const command of [
      ["seal", "plain", "--output", path.join(directory, "private.iso")],
      ["flash", "plain", path.join(directory, "private.iso"), "--kind", "file", "--yes"],
    ]) {
      const { code, stderr } = synth([...command, "--secrets", secrets]);
      expect(code).toBe(1);
      expect(stderr).toContain("error[secret-unknown]: the image has no secret pasword");
      expect(stderr).toContain("error[secret-missing]: the secret host-key is missing");
      expect(stderr).toContain("error[secret-missing]: the secret password is missing");
      expect(existsSync(path.join(directory, "private.iso"))).toBe(false);
    }
  });

  it("refuse places that others read, and files that exist", () => {
    const place = (file: string): Run => synth(["seal", "plain", "--secrets", made.secrets, "--output", file]);
    expect(place("cdk.out/private.iso").stderr).toContain("error[sealed-place]: nothing was written");
    expect(place("cdk.out.images/plain/private.iso").stderr).toContain("the next run replaces what is there");
    expect(place("/nix/store/private.iso").stderr).toContain("everyone on this machine can read the Nix store");
    const file = path.join(scratch(), "private.iso");
    writeFileSync(file, "mine");
    expect(place(file).stderr).toContain("error[sealed-exists]");
    expect(readFileSync(file, "utf8")).toBe("mine");
  });

  it("say what is missing on the command line", () => {
    expect(synth(["seal", "plain", "--output", "x.iso"]).stderr).toContain("error[flag-missing]: --secrets is missing");
    expect(synth(["seal", "plain", "--secrets", "x"]).stderr).toContain("error[flag-missing]: --output is missing");
    expect(synth(["vm", "plain", "--passphrase"]).stderr).toContain("error[passphrase-without-secrets]");
    const empty = synth(["seal", "plain", "--secrets", "secrets", "--output", "x.iso", "--passphrase"], "\n");
    expect(empty.stderr).toContain("error[passphrase-empty]");
    expect(existsSync(path.join(made.directory, "x.iso"))).toBe(false);
  });

  it("warn if the image needs secrets and gets none", () => {
    const file = path.join(scratch(), "stick.img");
    const { code, stderr } = synth(["flash", "plain", file, "--kind", "file", "--yes"]);
    expect(code).toBe(0);
    expect(stderr).toContain(
      "warning[secrets-not-written]: the system of plain will miss its secrets: host-key, password, wifi",
    );
    rmSync(file);
  });
});
