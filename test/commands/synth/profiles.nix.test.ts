import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import * as path from "node:path";
import { digestTreeSync } from "../../../lib/platform/files/digest";
import { findNix } from "../../../lib/platform/nix/tool";
import type { BuiltIso } from "../../../lib/testing";
import { describeImage, letIn, ownLilithImage, type LilithImage } from "../../build/lilith-image";
import { run, synth } from "../../build/run";
import { project } from "../../cli/project";

describe("a host that is not a NixOS configuration", () => {
  it("cannot be built with a profile", () => {
    const made = project();
    const { code, stdout, stderr } = made.run(["a", "--profile", "dev", "-q"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatchInlineSnapshot(`
     "error[profile-not-applied]: cannot apply the profile dev to a
       why:   a profile extends a NixOS configuration, but the image of a is isos.a
       fix:   build it without --profile
       docs:  https://cdknix.example/errors/profile-not-applied
     "
    `);
  });
});

describe("of the example", () => {
  let image: LilithImage;
  let dev: BuiltIso;
  let tree: string;

  beforeAll(async () => {
    image = await ownLilithImage();
    tree = digestTreeSync(path.join(image.project, "cdk.out"));
    dev = await describeImage(image.project, "--profile", "dev", ...letIn(image.key));
  });

  describe("the profile dev", () => {
    it("is built from the same tree, in addition to the build without it", () => {
      expect(digestTreeSync(path.join(image.project, "cdk.out"))).toBe(tree);
      expect(path.basename(dev.iso)).toBe(path.basename(image.built.iso).replace(/\.iso$/, "-dev.iso"));
      expect(realpathSync(path.join(image.project, "result"))).toBe(image.built.storePath);
      expect(realpathSync(path.join(image.project, "result-lilith@dev"))).toBe(dev.storePath);
    });

    it("compresses less, waits one second at the boot menu, and logs to the serial port", () => {
      expect(statSync(dev.iso).size).toBeGreaterThan(image.built.size);
      const written = readFileSync(dev.iso).toString("latin1");
      expect(/set timeout=\S+/.exec(written)?.[0]).toBe("set timeout=1");
      expect(written).toContain(" console=tty0 console=ttyS0,115200n8");
      expect(/set timeout=\S+/.exec(readFileSync(image.built.iso).toString("latin1"))?.[0]).toBe("set timeout=10");
    });

    it("is not rebuilt if nothing changed, and does not cause a rebuild without it", async () => {
      const again = await run([process.execPath, "bin/cdknix.js", "--profile", "dev", ...letIn(image.key)], {
        cwd: image.project,
      });
      expect(again.stdout).toBe(`${dev.iso}\n`);
      expect(again.stderr).toContain("lilith is up to date");
      expect(await describeImage(image.project, ...letIn(image.key))).toEqual(image.built);
    });

    it("can be inspected", async () => {
      const { stdout } = await synth(
        image.project,
        "inspect",
        "lilith",
        "--profile",
        "dev",
        "--no-constructs",
        "--json",
      );
      const { iso, size, sha256 } = dev;
      expect(JSON.parse(stdout)).toMatchObject({
        iso,
        size,
        sha256,
        kernel: { version: expect.any(String) as string },
      });
    });

    it("is a flake that nix build builds with the same result", async () => {
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

    it("builds the same image as a program with the same compression", () => {
      const { checksum, sbom } = release;
      expect(release).toEqual({ ...image.built, checksum, sbom });
    });

    it("has a checksum and a bill of materials next to the ISO", () => {
      const directory = path.join(image.project, "cdk.out.images/lilith@release");
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
});
