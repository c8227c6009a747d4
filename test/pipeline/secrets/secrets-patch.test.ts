import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { areaContent } from "../../../lib/pipeline/secrets/area-content";
import { readSecretsSync } from "../../../lib/pipeline/secrets/read-secrets";
import { applyPatch, copyPatchedSync } from "../../../lib/platform/files/patch";
import { isFailure } from "../../../lib/platform/failure";
import { look, put, scratch } from "../../platform/files/scratch";

/** The codes and messages of a failure. */
function failureOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (!isFailure(error)) throw error;
    const reasons = (error.issues ?? []).map(({ code, message, reason }) => `${code}: ${message} (${reason ?? ""})`);
    return reasons.length > 0 ? reasons : [`${error.code}: ${error.reason ?? ""}`];
  }
  throw new Error("nothing failed");
}

describe("readSecretsSync", () => {
  it("reads one file per secret, whatever its bytes are", () => {
    const directory = scratch();
    put(directory, { wifi: "a\nb\n" });
    writeFileSync(path.join(directory, "key"), Buffer.from([0, 255, 1]));
    expect([...readSecretsSync(directory, ["wifi", "key"])]).toEqual([
      ["key", Buffer.from([0, 255, 1])],
      ["wifi", Buffer.from("a\nb\n")],
    ]);
  });

  it("reports everything that is missing, unknown, or no file, at once", () => {
    const directory = scratch();
    put(directory, { wfi: "x", empty: "" });
    mkdirSync(path.join(directory, "directory"));
    symlinkSync("loop", path.join(directory, "loop"));
    symlinkSync("nowhere", path.join(directory, "broken"));
    expect(failureOf(() => readSecretsSync(directory, ["wifi", "empty", "directory", "loop", "broken"]))).toEqual([
      "secret-unknown: the image has no secret wfi (it uses wifi, empty, directory, loop, broken)",
      "secret-not-file: the secret broken cannot be read (it does not exist)",
      "secret-not-file: the secret directory cannot be read (it is not a file)",
      "secret-not-file: the secret empty cannot be read (it is empty)",
      "secret-not-file: the secret loop cannot be read (its symbolic links lead in a circle)",
      "secret-missing: the secret wifi is missing (the image uses it)",
    ]);
  });

  it("reports a directory that is none", () => {
    const directory = scratch();
    put(directory, { file: "x" });
    expect(failureOf(() => readSecretsSync(path.join(directory, "no"), []))).toEqual([
      "secrets-unreadable: it does not exist",
    ]);
    expect(failureOf(() => readSecretsSync(path.join(directory, "file"), []))).toEqual([
      "secrets-unreadable: it is not a directory",
    ]);
  });
});

describe("areaContent", () => {
  const secrets = new Map([
    ["key", Buffer.from([0, 255, 1])],
    ["wifi", Buffer.from("hunter\n")],
  ]);

  it("is a line, an archive that tar reads, and zeros", async () => {
    const content = await areaContent(secrets, 65536, undefined);
    expect(content).toHaveLength(65536);
    const [magic, kind, length, digest] = content.toString("latin1", 0, 200).split("\n")[0]!.split(" ");
    expect([magic, kind]).toEqual(["cdknix-secrets", "tar"]);
    const archive = content.subarray(2048, 2048 + Number(length));
    expect(createHash("sha256").update(archive).digest("hex")).toBe(digest);
    expect(content.subarray(2048 + Number(length)).every((byte) => byte === 0)).toBe(true);
    const directory = scratch();
    execFileSync("tar", ["--extract", "--directory", directory], { input: archive });
    expect(readFileSync(path.join(directory, "key"))).toEqual(Buffer.from([0, 255, 1]));
    expect(look(directory).wifi).toBe("hunter\n");
  });

  it("is the same each time", async () => {
    expect(await areaContent(secrets, 65536, undefined)).toEqual(await areaContent(secrets, 65536, undefined));
  });

  it("reports secrets that do not fit, with the size that they need", async () => {
    await expect(areaContent(secrets, 4096, undefined)).rejects.toMatchObject({
      code: "secrets-too-large",
      fix: expect.stringMatching(/^set secretsArea: Size\.kibibytes\(\d+\) or more/) as string,
    });
  });
});

describe("copyPatchedSync", () => {
  it("changes only the bytes of the patch, in a copy that only its owner can read", () => {
    const directory = scratch();
    const [from, to] = [path.join(directory, "from"), path.join(directory, "to")];
    writeFileSync(from, Buffer.alloc(10000, "a"));
    chmodSync(from, 0o444);
    copyPatchedSync(from, to, { position: 4000, bytes: Buffer.from("secret") });
    expect(statSync(to).mode & 0o777).toBe(0o600);
    expect(readFileSync(to, "latin1")).toBe(`${"a".repeat(4000)}secret${"a".repeat(5994)}`);
    expect(readFileSync(from, "latin1")).toBe("a".repeat(10000));
  });
});

describe("applyPatch", () => {
  it.each([1, 3, 7, 64])("has the same effect in blocks of %i bytes", (size) => {
    const patch = { position: 5, bytes: Buffer.from("0123456789") };
    const blocks: Buffer[] = [];
    for (let at = 0; at < 20; at += size) {
      const block = Buffer.alloc(Math.min(size, 20 - at), "a");
      applyPatch(block, at, patch);
      blocks.push(block);
    }
    expect(Buffer.concat(blocks).toString()).toBe("aaaaa0123456789aaaaa");
  });
});
