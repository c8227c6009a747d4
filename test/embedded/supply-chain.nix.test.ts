import { appendFileSync, cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { project } from "../cli/project";
import { freshDirectory } from "../build/run-directory";
import { LocalArchive, packageName, SigningKey, type ArchiveProps } from "./local-archive";

// Real parts: an archive that these tests sign, apt, and Nix with a store of its own.
const work = freshDirectory("supply-chain");
let debian: SigningKey;
let stranger: SigningKey;
let keyring: Readonly<Record<string, string>>;
let count = 0;

beforeAll(async () => {
  debian = await SigningKey.make(path.join(work, "debian"), "Debian");
  stranger = await SigningKey.make(path.join(work, "stranger"), "Somebody");
  keyring = { CDKNIX_DEBIAN_KEYRING: debian.keyring };
});

afterAll(async () => {
  await debian.end();
  await stranger.end();
});

function archive(props: ArchiveProps): Promise<LocalArchive> {
  count += 1;
  return new LocalArchive(path.join(work, `archive-${String(count)}`)).publish(props);
}

/** Runs the resolver, which has to refuse and to leave its output alone. Returns its error with short paths. */
async function refusal(of: LocalArchive, exitCode: number, env = keyring): Promise<string> {
  const before = "the packages of an earlier run";
  writeFileSync(of.output, before);
  const run = await of.resolve(env);
  expect(run).toMatchObject({ exitCode });
  expect(readFileSync(of.output, "utf8")).toBe(before);
  expect(existsSync(of.places.store) ? readdirSync(of.places.store) : []).not.toContain(
    expect.stringMatching(/\.deb$/),
  );
  return run.stderr
    .slice(run.stderr.indexOf("error:"))
    .replaceAll(path.dirname(of.output), "/archive")
    .replaceAll(work, "/keys")
    .replaceAll(/_[\w.-]+_archive_dists/g, "archive_dists")
    .replaceAll(/[0-9A-F]{16,40}/g, "KEY")
    .trim();
}

describe("the packages of the offline base", () => {
  it("come from an archive that Debian signed", async () => {
    const signed = await archive({ key: debian });
    expect(await signed.update("", [debian])).toMatchObject({ exitCode: 0 });
    expect(await signed.resolve(keyring)).toMatchObject({ exitCode: 0 });
    expect(readFileSync(signed.output, "utf8")).toContain(`"${packageName}"`);
    expect(await signed.nixBuild("pkgs.hello.forBuild")).toMatchObject({ exitCode: 0 });
  });

  it("are refused if one byte of a package is different", async () => {
    const changed = await archive({ key: debian });
    await changed.update("", [debian]);
    changed.corrupt(changed.places.pool);
    expect(await refusal(changed, 4)).toMatchInlineSnapshot(`
      "error: offline base: the package hello-deb_1.0%7erc1-1_amd64.deb was changed
      file:/archive/archive/pool/hello-deb_1.0%7erc1-1_amd64.deb does not have the SHA-256 that the signed index lists
      fix: use another mirror, or wait until this one is complete, and run as root: apt-get update"
    `);
  });

  it("are refused if a package in apt's cache is different, and not taken from there", async () => {
    const cached = await archive({ key: debian });
    await cached.update("", [debian]);
    for (const name of readdirSync(cached.places.pool)) {
      cpSync(path.join(cached.places.pool, name), path.join(cached.places.cache, name.replace("_1.0", "_1%3a1.0")));
    }
    cached.corrupt(cached.places.cache);
    expect(await cached.resolve(keyring)).toMatchObject({ exitCode: 0 });
    expect(await cached.nixBuild("pkgs.hello.forBuild")).toMatchObject({ exitCode: 0 });
  });

  it("are refused if one byte of a package in the Nix store is different", async () => {
    const stored = await archive({ key: debian });
    await stored.update("", [debian]);
    expect(await stored.resolve(keyring)).toMatchObject({ exitCode: 0 });
    stored.corrupt(stored.places.store);
    for (const what of ["pkgs.hello.forBuild", "pkgs.hello"]) {
      const build = await stored.nixBuild(what);
      expect(build.exitCode).not.toBe(0);
      expect(build.stderr).toContain(
        `error: offline base: the Debian package ${packageName}_1-1.0_rc1-1.deb was changed`,
      );
      expect(build.stderr).toContain(
        "to download it again, run: nix-store --delete $(nix-store --query --referrers-closure",
      );
    }
  });
});

describe("an archive", () => {
  it("is refused if it is not signed, even if apt's configuration accepts it", async () => {
    const unsigned = await archive({});
    // apt itself refuses it, and so has no lists.
    expect((await unsigned.update("", [debian])).exitCode).not.toBe(0);
    expect(await refusal(unsigned, 5)).toMatchInlineSnapshot(
      `"error: offline base: apt has no Debian package lists; run as root: apt-get update"`,
    );
    const lax = [
      'APT::Get::AllowUnauthenticated "true";',
      'Acquire::AllowInsecureRepositories "true";',
      'Acquire::AllowWeakRepositories "true";',
      'Acquire::AllowDowngradeToInsecureRepositories "true";',
    ].join("\n");
    const messages: string[] = [];
    for (const [options, configuration] of [
      ["trusted=yes", ""],
      ["allow-insecure=yes", ""],
      ["", lax],
      ["trusted=yes allow-insecure=yes allow-weak=yes", lax],
    ] as const) {
      expect(await unsigned.update(options, [debian], configuration)).toMatchObject({ exitCode: 0 });
      messages.push(await refusal(unsigned, 4));
    }
    expect(new Set(messages).size).toBe(1);
    expect(messages[0]).toMatchInlineSnapshot(`
      "error: offline base: no archive in apt's lists is signed by Debian
      rejected the archive file:/archive/archive/ stable: its index is not signed
      fix: if the archive is a mirror that signs with its own key, set CDKNIX_DEBIAN_KEYRING to the file of that key; otherwise remove it from apt's sources, and run as root: apt-get update"
    `);
  });

  it("is refused if its key is not Debian's, although apt trusts it", async () => {
    const foreign = await archive({ key: stranger });
    expect((await foreign.update("", [debian])).exitCode).not.toBe(0);
    const messages: string[] = [];
    for (const [options, trusted] of [
      ["", [stranger]],
      ["trusted=yes", []],
    ] as const) {
      expect(await foreign.update(options, trusted)).toMatchObject({ exitCode: 0 });
      messages.push(await refusal(foreign, 4));
    }
    expect(new Set(messages).size).toBe(1);
    expect(messages[0]).toMatchInlineSnapshot(`
      "error: offline base: no archive in apt's lists is signed by Debian
      rejected the archive file:/archive/archive/ stable: it is signed with the key KEY, which is not in /keys/debian/public.gpg
      fix: if the archive is a mirror that signs with its own key, set CDKNIX_DEBIAN_KEYRING to the file of that key; otherwise remove it from apt's sources, and run as root: apt-get update"
    `);
    // And so is an archive of these tests, unless the keyring is named.
    const own = await archive({ key: debian });
    await own.update("", [debian]);
    expect(await refusal(own, 4, { CDKNIX_DEBIAN_KEYRING: "" })).toContain("is not in /usr/share/keyrings/");
  });

  it("of somebody else changes nothing, even with the same versions or name", async () => {
    const own = await archive({ key: debian });
    await own.update("", [debian]);
    expect(await own.resolve(keyring)).toMatchObject({ exitCode: 0 });
    const resolved = readFileSync(own.output, "utf8");
    const others: readonly ArchiveProps[] = [
      { origin: "Somebody", prints: "other" },
      { origin: "Somebody", version: "2:2.0" },
      // apt prefers this version, because its archive claims to be Debian's.
      { version: "2:2.0" },
      { prints: "other" },
    ];
    for (const props of others) {
      const other = await archive({ key: stranger, ...props });
      for (const isFirst of [true, false]) {
        own.forget();
        await own.update("trusted=yes", [debian, stranger], "", isFirst ? [other] : [], isFirst ? [] : [other]);
        expect(await own.resolve(keyring)).toMatchObject({ exitCode: 0 });
        expect(readFileSync(own.output, "utf8")).toBe(resolved);
      }
    }
  });

  it("is refused if its signed index was changed", async () => {
    const changed = await archive({ key: debian });
    await changed.update("", [debian]);
    const index = path.join(changed.places.lists, named(changed.places.lists, "InRelease"));
    writeFileSync(index, readFileSync(index, "utf8").replace("Suite: stable", "Suite: staple"));
    expect(await refusal(changed, 4)).toMatchInlineSnapshot(`
      "error: offline base: no archive in apt's lists is signed by Debian
      rejected the archive file:/archive/archive/ stable: it was changed after it was signed
      fix: run as root: apt-get update"
    `);
    const longer = await archive({ key: debian });
    await longer.update("", [debian]);
    appendFileSync(path.join(longer.places.lists, named(longer.places.lists, "InRelease")), "Suite: other\n");
    // apt does not even read it.
    expect(await refusal(longer, 1)).toContain("apt cannot read its lists; run as root: apt-get update");
  });

  it("is refused if its list of packages was changed", async () => {
    const changed = await archive({ key: debian });
    await changed.update("", [debian]);
    const list = path.join(changed.places.lists, named(changed.places.lists, "Packages"));
    writeFileSync(list, readFileSync(list, "utf8").replace(/SHA256: ./g, "SHA256: 0"));
    expect(await refusal(changed, 4)).toMatchInlineSnapshot(`
      "error: offline base: no archive in apt's lists is signed by Debian
      rejected the archive file:/archive/archive/ stable: /archive/lists/archive_dists_stable_main_binary-amd64_Packages does not have the SHA-256 in the signed index
      fix: run as root: rm /archive/lists/archive_dists_stable_main_binary-amd64_Packages && apt-get update"
    `);
  });

  it("is refused if its index expired, unless apt's sources say that it never changes", async () => {
    const expired = await archive({ key: debian, validUntil: "Thu, 08 Jan 2026 00:00:00 UTC" });
    expect((await expired.update("", [debian])).exitCode).not.toBe(0);
    await expired.update("check-valid-until=no", [debian]);
    expect(await expired.resolve(keyring)).toMatchObject({ exitCode: 0 });
    await expired.update("", [debian], 'Acquire::Check-Valid-Until "false";');
    expect(await expired.resolve(keyring)).toMatchObject({ exitCode: 0 });
    // Lists of a machine that fetched them in time.
    expired.setSource("");
    expect(await refusal(expired, 4)).toMatchInlineSnapshot(`
      "error: offline base: no archive in apt's lists is signed by Debian
      rejected the archive file:/archive/archive/ stable: its index expired on Thu, 08 Jan 2026 00:00:00 UTC
      fix: run as root: apt-get update; if the archive never changes, like a dated snapshot, set check-valid-until=no for it in apt's sources"
    `);
  });
});

describe("synth", () => {
  it("reports a package that cannot be verified, builds nothing, and exits with 5", async () => {
    const unsigned = await archive({});
    await unsigned.update("trusted=yes", []);
    const { directory, run } = project();
    const { code, stdout, stderr } = run(["--nixpkgs", "embedded"], { APT_CONFIG: unsigned.env.APT_CONFIG! });
    expect({ code, stdout }).toEqual({ code: 5, stdout: "" });
    expect(stderr.replaceAll(path.dirname(unsigned.output), "")).toMatchInlineSnapshot(`
      "synth: running node main.js
      synth: preparing the offline base for NixOS 24.05
      error[offline-base-unverified]: cannot verify the Debian packages of the offline base
        | no archive in apt's lists is signed by Debian
        | rejected the archive file:/archive/ stable: its index is not signed
        why:   images contain only packages that Debian signed, even if apt's configuration allows others
        fix:   if the archive is a mirror that signs with its own key, set CDKNIX_DEBIAN_KEYRING to the file of that key; otherwise remove it from apt's sources, and run as root: apt-get update
        docs:  https://cdknix.example/errors/offline-base-unverified
      "
    `);
    expect(readdirSync(directory).filter((name) => name.startsWith("cdk.out"))).toMatchInlineSnapshot(`
      [
        "cdk.out.lock",
        "cdk.out.offline-base",
      ]
    `);
  });
});

function named(directory: string, end: string): string {
  const found = readdirSync(directory).find((name) => name.endsWith(end));
  if (found === undefined) throw new Error(`nothing in ${directory} ends with ${end}`);
  return found;
}
