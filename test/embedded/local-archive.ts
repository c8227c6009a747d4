import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { runProcess, type ProcessResult } from "../../lib/platform/process/run-process";
import { run } from "../build/run";

const embedded = path.resolve(__dirname, "../../embedded");

/** How an archive describes and signs itself. */
export interface ArchiveProps {
  /** The key that signs it; none if undefined. */
  readonly key?: SigningKey;
  /** Default: `Debian`. */
  readonly origin?: string;
  /** Such as `Thu, 01 Jan 2026 00:00:00 UTC`. Default: none. */
  readonly validUntil?: string;
  /** Default: `1:1.0~rc1-1`. */
  readonly version?: string;
  /** What the program in the package prints. Default: `hello`. */
  readonly prints?: string;
}

/** A key that only the tests know. */
export class SigningKey {
  static async make(directory: string, name: string): Promise<SigningKey> {
    mkdirSync(directory, { mode: 0o700, recursive: true });
    const key = new SigningKey(directory);
    await key.gpg("--quick-generate-key", name, "ed25519", "sign", "never");
    await key.gpg("--output", key.keyring, "--export");
    return key;
  }

  private constructor(private readonly home: string) {}

  /** The public key. */
  get keyring(): string {
    return path.join(this.home, "public.gpg");
  }

  async gpg(...args: readonly string[]): Promise<ProcessResult> {
    const argv = ["gpg", "--homedir", this.home, "--batch", "--yes", "--passphrase", "", ...args] as const;
    return run([...argv], { cwd: this.home });
  }

  /** Ends the agent that gpg started. */
  async end(): Promise<void> {
    await run(["gpgconf", "--homedir", this.home, "--kill", "all"], { cwd: this.home });
  }
}

/** The package in the archive with a program. */
export const packageName = "hello-deb";

/**
 * A Debian archive in a directory, the configuration of an apt that knows no other, an own Nix store, and an offline base
 * whose list of packages names only the archive's.
 */
export class LocalArchive {
  readonly output: string;
  private readonly pool: string;
  private readonly aptConfig: string;
  private readonly listed: string;

  /** @param directory is created. */
  constructor(private readonly directory: string) {
    this.output = path.join(directory, "debs.json");
    this.pool = path.join(directory, "archive/pool");
    this.aptConfig = path.join(directory, "apt.conf");
    this.listed = path.join(directory, "lists");
    for (const name of ["archive/pool", "lists/partial", "cache/archives/partial", "keys", "none"]) {
      mkdirSync(path.join(directory, name), { recursive: true });
    }
    cpSync(embedded, path.join(directory, "embedded"), { recursive: true });
    writeFileSync(path.join(directory, "embedded/debs/packages"), `hello: ${packageName}\n@drop: nothing\n`);
    this.setSource("");
  }

  /** Writes the packages, the index, and its signature. */
  async publish(props: ArchiveProps): Promise<this> {
    const { version = "1:1.0~rc1-1", prints = "hello" } = props;
    const base = await this.build("base-files", version, "", {});
    const program = { "usr/bin/hello": `#!/bin/sh\necho ${prints}\n` };
    const hello = await this.build(packageName, version, "base-files", program);
    const dists = path.join(this.directory, "archive/dists/stable");
    rmSync(dists, { recursive: true, force: true });
    const list = "main/binary-amd64/Packages";
    mkdirSync(path.dirname(path.join(dists, list)), { recursive: true });
    writeFileSync(path.join(dists, list), [base, hello].join("\n"));
    const release = [
      `Origin: ${props.origin ?? "Debian"}`,
      "Suite: stable",
      "Codename: stable",
      "Date: Thu, 01 Jan 2026 00:00:00 UTC",
      ...(props.validUntil === undefined ? [] : [`Valid-Until: ${props.validUntil}`]),
      "Architectures: amd64",
      "Components: main",
      "SHA256:",
      ` ${digest(path.join(dists, list))} ${String(statSync(path.join(dists, list)).size)} ${list}`,
    ];
    writeFileSync(path.join(dists, "Release"), `${release.join("\n")}\n`);
    await props.key?.gpg("--output", path.join(dists, "InRelease"), "--clear-sign", path.join(dists, "Release"));
    return this;
  }

  /**
   * Sets apt's sources and configuration, and gets the index.
   * @param options of the source, such as `trusted=yes`
   * @param trusted the keys that apt trusts
   * @param configuration further lines of apt.conf
   * @param before archives that come before this one
   * @param after archives that come after it
   */
  async update(
    options: string,
    trusted: readonly SigningKey[],
    configuration = "",
    before: readonly LocalArchive[] = [],
    after: readonly LocalArchive[] = [],
  ): Promise<ProcessResult> {
    rmSync(path.join(this.directory, "keys"), { recursive: true });
    mkdirSync(path.join(this.directory, "keys"));
    trusted.forEach((key, index) => {
      cpSync(key.keyring, path.join(this.directory, `keys/${String(index)}.gpg`));
    });
    this.setSource(options, configuration, before, after);
    return runProcess({ argv: ["apt-get", "-q", "update"], cwd: this.directory, env: this.env });
  }

  /** Removes what was resolved, and the Nix store. */
  forget(): void {
    for (const name of ["debs.json", "store", "nix"]) {
      rmSync(path.join(this.directory, name), { recursive: true, force: true });
    }
  }

  /** Runs the resolver of the offline base. */
  async resolve(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<ProcessResult> {
    const script = path.join(this.directory, "embedded/debs/resolve.sh");
    return runProcess({
      argv: ["sh", script, this.output, ...args],
      cwd: this.directory,
      env: { ...this.env, ...env },
    });
  }

  /** Builds an expression over `pkgs`, the packages of the offline base. */
  async nixBuild(expression: string): Promise<ProcessResult> {
    cpSync(this.output, path.join(this.directory, "embedded/debs.json"));
    const program = `let pkgs = import ${this.directory}/embedded { }; in ${expression}`;
    return runProcess({
      argv: ["nix-build", "--no-out-link", "--expr", program],
      cwd: this.directory,
      env: this.env,
    });
  }

  /** Changes one byte of the package with the program, where it is: the archive, or a directory below the store. */
  corrupt(directory: string): string {
    const file = [...walk(directory)].find((name) => name.includes(packageName) && name.endsWith(".deb"));
    if (file === undefined) throw new Error(`no ${packageName} in ${directory}`);
    flip(file);
    return file;
  }

  /** Where things are. */
  get places(): { readonly pool: string; readonly store: string; readonly cache: string; readonly lists: string } {
    const below = (name: string): string => path.join(this.directory, name);
    return { pool: this.pool, store: below("store"), cache: below("cache/archives"), lists: this.listed };
  }

  /** For apt and Nix. */
  get env(): Record<string, string> {
    const below = (name: string): string => path.join(this.directory, name);
    return {
      APT_CONFIG: this.aptConfig,
      NIX_REMOTE: "",
      NIX_STORE_DIR: below("store"),
      NIX_STATE_DIR: below("nix/state"),
      NIX_LOG_DIR: below("nix/log"),
      NIX_CONF_DIR: below("none"),
      NIX_CONFIG: "sandbox = false\nbuild-users-group =\nsubstituters =",
    };
  }

  /**
   * Writes apt's sources and configuration without getting the index.
   * @param before archives that come before this one
   * @param after archives that come after it
   */
  setSource(
    options: string,
    configuration = "",
    before: readonly LocalArchive[] = [],
    after: readonly LocalArchive[] = [],
  ): void {
    const below = (name: string): string => path.join(this.directory, name);
    const bracket = options === "" ? "" : `[${options}] `;
    const sources = [...before, this, ...after].map(
      ({ directory }) => `deb ${bracket}file:${directory}/archive stable main\n`,
    );
    writeFileSync(below("sources.list"), sources.join(""));
    const lines = [
      `Dir::Etc::sourcelist "${below("sources.list")}";`,
      `Dir::Etc::sourceparts "${below("none")}";`,
      `Dir::Etc::parts "${below("none")}";`,
      `Dir::Etc::main "/dev/null";`,
      `Dir::Etc::trusted "/dev/null";`,
      `Dir::Etc::trustedparts "${below("keys")}";`,
      `Dir::Etc::netrcparts "${below("none")}";`,
      `Dir::State::lists "${this.listed}";`,
      `Dir::State::status "/dev/null";`,
      `Dir::Cache "${below("cache")}";`,
      `APT::Architecture "amd64";`,
      `APT::Architectures { "amd64"; };`,
      `APT::Sandbox::User "root";`,
      configuration,
    ];
    writeFileSync(this.aptConfig, `${lines.join("\n")}\n`);
  }

  /** Builds a package; returns its entry in the list. */
  private async build(
    name: string,
    version: string,
    depends: string,
    files: Readonly<Record<string, string>>,
  ): Promise<string> {
    const tree = path.join(this.directory, "packages", name);
    const control = [
      `Package: ${name}`,
      `Version: ${version}`,
      "Architecture: amd64",
      "Maintainer: Tests <tests@example.org>",
      ...(depends === "" ? [] : [`Depends: ${depends}`]),
      "Description: a package of the tests",
    ];
    mkdirSync(path.join(tree, "DEBIAN"), { recursive: true });
    writeFileSync(path.join(tree, "DEBIAN/control"), `${control.join("\n")}\n`);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
      writeFileSync(path.join(tree, file), text, { mode: 0o755 });
    }
    const deb = path.join(this.pool, `${name}_${version.replace(/^.*:/, "")}_amd64.deb`);
    rmSync(deb, { force: true });
    await run(["dpkg-deb", "--root-owner-group", "--build", tree, deb], { cwd: this.directory });
    const location = [`Filename: pool/${path.basename(deb)}`, `Size: ${String(statSync(deb).size)}`];
    return [...control, ...location, `SHA256: ${digest(deb)}`, ""].join("\n");
  }
}

/** Changes one byte in the middle of a file, whose size stays. */
function flip(file: string): void {
  const bytes = readFileSync(file);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = bytes[middle]! ^ 1;
  rmSync(file);
  writeFileSync(file, bytes);
}

function digest(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

function* walk(directory: string): Generator<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const name = path.join(directory, entry.name);
    if (entry.isDirectory()) yield* walk(name);
    else yield name;
  }
}
