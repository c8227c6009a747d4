import { createHash } from "node:crypto";
import { createReadStream, readFileSync, realpathSync, statSync } from "node:fs";
import * as path from "node:path";
import { pipeline } from "node:stream/promises";
import { findNix } from "../../lib/platform/nix/tool";
import { describeImage, letIn, lilithImage, ownLilithImage, type LilithImage } from "./lilith-image";
import { copyProject } from "./project-copy";
import { run } from "./run";
import { freshDirectory } from "./run-directory";

let image: LilithImage;

beforeAll(async () => {
  image = await lilithImage();
});

describe("building the example", () => {
  it("prints only the absolute path of the ISO on stdout", () => {
    expect(image.stdout).toMatch(/^\/nix\/store\/[^\n]*\/iso\/lilith-24\.05-[0-9a-f]{7}-x86_64\.iso\n$/);
    expect(statSync(image.stdout.trimEnd()).size).toBe(image.built.size);
  });

  it("names the ISO by host, release, revision of the work tree, and processor", async () => {
    const head = await run(["git", "rev-parse", "HEAD"], { cwd: image.project });
    expect(path.basename(image.built.iso)).toBe(`lilith-24.05-${head.stdout.slice(0, 7)}-x86_64.iso`);
  });

  it("leaves a link to the result in the project, and the work tree clean", async () => {
    expect(realpathSync(path.join(image.project, "result"))).toBe(image.built.storePath);
    const status = await run(["git", "status", "--porcelain"], { cwd: image.project });
    expect(status.stdout).toBe("");
  });

  it("includes the hash of the file in --json", async () => {
    expect(image.built.sha256).toBe(await sha256(image.built.iso));
  });

  it("produces the same bytes in another directory", async () => {
    const elsewhere = await copyProject(path.join(freshDirectory("some where else"), "copy"), image.project);
    const checksum = path.join(elsewhere, path.relative(image.project, image.built.checksum));
    expect(await describeImage(elsewhere, ...letIn(image.key))).toEqual({ ...image.built, checksum });
  });

  // With the fast compression of the profile. The clean Debian 12 in test/chroot compares images with the program's own.
  it("produces the same bytes if every part of the image is rebuilt", async () => {
    const { project } = await ownLilithImage();
    const dev = await describeImage(project, "--profile", "dev", ...letIn(image.key));
    const parts = await derivations(dev.drvPath);
    expect(parts.map((part) => path.basename(part).slice(33))).toEqual(
      expect.arrayContaining([expect.stringContaining(".iso"), expect.stringContaining("squashfs")]),
    );
    // Rebuilds everything in the store, and fails if a bit differs.
    const { config } = await findNix({ options: { sandbox: "false" } });
    await run(["nix-store", "--realise", "--check", ...parts], { cwd: image.project, env: { NIX_CONFIG: config } });
    expect(await sha256(dev.iso)).toBe(dev.sha256);
  });
});

/** Everything that Nix builds for the image, except downloads with a known hash. */
async function derivations(top: string): Promise<readonly [string, ...string[]]> {
  const closure = await run(["nix-store", "--query", "--requisites", top], { cwd: image.project });
  const built = closure.stdout.split("\n").filter((file) => file.endsWith(".drv") && !hasKnownHash(file));
  return [top, ...built.filter((file) => file !== top)];
}

/** A derivation begins with its outputs: name, path, and hash algorithm and hash if they are known. */
function hasKnownHash(derivation: string): boolean {
  return !/^Derive\(\[(?:\("[^"]*","[^"]*","",""\),?)+\]/.test(readFileSync(derivation, "utf8"));
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
