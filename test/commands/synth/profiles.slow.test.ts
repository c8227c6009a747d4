import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import * as path from "node:path";
import { digestTreeSync } from "../../../lib/platform/files/digest";
import { findNix } from "../../../lib/platform/nix/tool";
import type { BuiltIso } from "../../../lib/testing";
import { describeImage, letIn, lilithImage, type LilithImage } from "../../build/lilith-image";
import { run, synth } from "../../build/run";

let image: LilithImage;
let dev: BuiltIso;
let tree: string;

beforeAll(async () => {
  image = await lilithImage();
  tree = digestTreeSync(path.join(image.project, "cdk.out"));
  dev = await describeImage(image.project, "--profile", "dev", ...letIn(image.key));
});

describe("the profile dev", () => {
  it("is built from the same tree, beside what is built without it", () => {
    expect(digestTreeSync(path.join(image.project, "cdk.out"))).toBe(tree);
    expect(path.basename(dev.iso)).toBe(path.basename(image.built.iso).replace(/\.iso$/, "-dev.iso"));
    expect(realpathSync(path.join(image.project, "result"))).toBe(image.built.storePath);
    expect(realpathSync(path.join(image.project, "result-lilith-dev"))).toBe(dev.storePath);
  });

  it("compresses less, waits one second at the boot menu, and talks to the serial port", () => {
    expect(statSync(dev.iso).size).toBeGreaterThan(image.built.size);
    const written = readFileSync(dev.iso).toString("latin1");
    expect(/set timeout=\S+/.exec(written)?.[0]).toBe("set timeout=1");
    expect(written).toContain(" console=tty0 console=ttyS0,115200n8");
    expect(/set timeout=\S+/.exec(readFileSync(image.built.iso).toString("latin1"))?.[0]).toBe("set timeout=10");
  });

  it("is not built again when nothing changed, nor does it make the other one be built again", async () => {
    const again = await run([process.execPath, "bin/cdknix.js", "--profile", "dev", ...letIn(image.key)], {
      cwd: image.project,
    });
    expect(again.stdout).toBe(`${dev.iso}\n`);
    expect(again.stderr).toContain("lilith is up to date");
    expect(await describeImage(image.project, ...letIn(image.key))).toEqual(image.built);
  });

  it("is what is looked into, when it is asked for", async () => {
    const { stdout } = await synth(image.project, "inspect", "lilith", "--profile", "dev", "--no-constructs", "--json");
    const { iso, size, sha256 } = dev;
    expect(JSON.parse(stdout)).toMatchObject({ iso, size, sha256, kernel: { version: expect.any(String) as string } });
  });

  it("is a flake that Nix builds by hand to the same", async () => {
    const { config } = await findNix();
    const flake = "path:cdk.out.profiles/dev/dotfiles#lilith";
    const { stdout } = await run(["nix", "path-info", "--derivation", flake], {
      cwd: image.project,
      env: { NIX_CONFIG: config },
    });
    expect(stdout.trim()).toBe(dev.drvPath);
  });
});

describe("the profile release", () => {
  let release: BuiltIso;

  beforeAll(async () => {
    release = await describeImage(image.project, "--profile", "release", ...letIn(image.key));
  });

  it("is, of a program that compresses as it does, the same image", () => {
    const { checksum, sbom } = release;
    expect(release).toEqual({ ...image.built, checksum, sbom });
  });

  it("has a checksum and a bill of materials next to the ISO", () => {
    const directory = path.join(image.project, "cdk.out.images/lilith-release");
    const name = path.basename(release.iso);
    expect(readdirSync(directory).sort()).toEqual([name, `${name}.cdx.json`, `${name}.sha256`]);
    expect(realpathSync(path.join(directory, name))).toBe(release.iso);
    expect(readFileSync(release.checksum, "utf8")).toBe(`${release.sha256}  ${name}\n`);
    expect(JSON.parse(readFileSync(release.sbom ?? "", "utf8"))).toMatchObject({
      bomFormat: "CycloneDX",
      metadata: { component: { name: "lilith", hashes: [{ alg: "SHA-256", content: release.sha256 }] } },
    });
    expect(image.built.sbom).toBeNull();
  });
});
