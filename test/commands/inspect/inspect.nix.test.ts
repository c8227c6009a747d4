import { execFileSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import type { Inspection } from "../../../lib/pipeline/image/inspection";
import { letIn, ownLilithImage, type LilithImage } from "../../build/lilith-image";
import { edit } from "../../build/project-copy";
import { run, synth } from "../../build/run";
import { freshDirectory } from "../../build/run-directory";

let image: LilithImage;
let inspection: Inspection;
let directory: string;

beforeAll(async () => {
  image = await ownLilithImage();
  directory = freshDirectory("inspect");
  const files = ["--html", path.join(directory, "image.html"), "--sbom", path.join(directory, "sbom.json")];
  // The image was built on the offline base, even if other settings apply now.
  const other = ["--nixpkgs", "github:NixOS/nixpkgs/nixos-24.05"];
  const { stdout } = await synth(image.project, "inspect", "lilith", "--json", ...other, ...files);
  inspection = JSON.parse(stdout) as Inspection;
});

const sum = (sizes: readonly { readonly size: number }[]): number => sizes.reduce((all, { size }) => all + size, 0);

describe("synth inspect", () => {
  it("describes the ISO that was built", () => {
    const { iso, size, sha256 } = image.built;
    expect(inspection).toMatchObject({ host: "lilith", iso, size, sha256, isOfflineBase: true });
    expect(inspection.kernel?.version).toMatch(/^\d+\.\d+/);
  });

  it("lists the same files on the ISO as libarchive", () => {
    const listed = execFileSync("bsdtar", ["-tvf", image.built.iso], { encoding: "utf8" });
    const seen = [...listed.matchAll(/^-\S+ +\d+ +\S+ +\S+ +(\d+) +\S+ +\S+ +\S+ +(.+)$/gm)].map(
      ([, size = "", name = ""]) => `/${name} ${size}`,
    );
    expect(seen.length).toBeGreaterThan(20);
    expect(inspection.contents.map((file) => `${file.path} ${String(file.size)}`).sort()).toEqual(seen.sort());
  });

  it("reads the volume ID and the boot menu, whose files exist", () => {
    const volume = execFileSync("blkid", ["-o", "value", "-s", "LABEL", image.built.iso], { encoding: "utf8" });
    expect(inspection.volumeId).toBe(volume.trimEnd());
    const files = inspection.contents.map((file) => file.path);
    expect(inspection.bootEntries).not.toEqual([]);
    for (const { title, kernel, initrd, parameters } of inspection.bootEntries) {
      expect(title).not.toBe("");
      if (kernel === null) continue;
      expect(files).toEqual(expect.arrayContaining([kernel, initrd]));
      expect(parameters).toContain("init=/nix/store/");
    }
  });

  it("counts every store path once, by path and by package", () => {
    const { closure, packages } = inspection;
    expect(sum(closure.paths)).toBe(closure.size);
    expect(sum(packages)).toBe(closure.size);
    expect(new Set(closure.paths.map((each) => each.path)).size).toBe(closure.paths.length);
    expect(packages.map(({ size }) => size)).toEqual(packages.map(({ size }) => size).sort((a, b) => b - a));
  });

  it("measures what each construct adds", () => {
    const constructs = new Map(inspection.constructs?.map((each) => [each.construct.replace(/^.*\//, ""), each]));
    expect(constructs.size).toBeGreaterThanOrEqual(9);
    const tools = constructs.get("programs");
    expect(tools?.saves).toBeGreaterThan(1_000_000);
    expect(tools?.source).toMatch(/^examples\/lilith\/main\.ts:\d+$/);
    expect(tools?.packages.map(({ name }) => name)).toContain("git (deb)");
    expect(constructs.get("image")).toMatchObject({ saves: null, unknown: expect.stringContaining("without it") });
  });

  it("writes a complete bill of materials that matches the CycloneDX schema", async () => {
    const text = readFileSync(path.join(directory, "sbom.json"), "utf8");
    expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text)).toBeNull();
    const { components } = JSON.parse(text) as { components: readonly { "bom-ref": string }[] };
    const paths = inspection.closure.paths.map((each) => each.path);
    expect(components.map((component) => component["bom-ref"]).sort()).toEqual([...paths].sort());
  });

  it("names the licenses of Debian packages, by their SPDX identifiers", () => {
    const licenses = new Map(inspection.packages.map((each) => [each.name, each.licenses]));
    expect(licenses.get("git (deb)")).toEqual(expect.arrayContaining(["GPL-2.0-only", "LGPL-2.1-or-later"]));
    expect(licenses.get("zlib1g (deb)")).toContain("Zlib");
    // Its directory of documents is a link to that of another package.
    expect(licenses.get("libgcc-s1 (deb)")).toEqual(licenses.get("gcc-12-base (deb)"));
    const debian = inspection.packages.filter(({ name }) => name.endsWith(" (deb)"));
    const known = debian.filter((each) => each.licenses !== null);
    expect(known.length / debian.length).toBeGreaterThan(0.75);
  });

  it("writes a page that a browser renders completely and without errors", () => {
    const page = path.join(directory, "image.html");
    const blank = path.join(directory, "blank.html");
    writeFileSync(blank, "<!doctype html><title>nothing</title>");
    const shown = browse(page, path.join(directory, "image.png"));
    browse(blank, path.join(directory, "blank.png"));
    expect(shown.complaints).toEqual([]);
    const blocks = shown.dom.match(/<g class="block/g)?.length ?? 0;
    expect(blocks).toBeGreaterThan(100);
    expect(shown.dom).toContain("lilith-24.05-");
    const [drawn, nothing] = ["image.png", "blank.png"].map((name) => statSync(path.join(directory, name)).size);
    expect(drawn).toBeGreaterThan(5 * (nothing ?? 0));
  });

  it("rejects a tree that has changed since the build", async () => {
    const key = letIn(image.key);
    const undo = edit(image.project, "examples/lilith/main.ts", 'EDITOR: "vim"', 'EDITOR: "nano"');
    await synth(image.project, "--no-build", ...key);
    const outdated = synth(image.project, "inspect", "lilith");
    await expect(outdated).rejects.toThrow("error[build-outdated]");
    undo();
    await synth(image.project, ...key);
    const { stdout } = await synth(image.project, "inspect", "lilith", "--no-constructs");
    expect(stdout).toContain("Packages (largest");
  });
});

describe("the checksum next to the ISO", () => {
  it("passes sha256sum", async () => {
    const cwd = path.join(image.project, "cdk.out.images/lilith");
    const name = path.basename(image.built.iso);
    const { stdout } = await run(["sha256sum", "-c", `${name}.sha256`], { cwd });
    expect(stdout).toBe(`${name}: OK\n`);
  });
});

/** Renders a page in a headless browser. */
function browse(page: string, picture: string): { readonly dom: string; readonly complaints: readonly string[] } {
  const shared = ["--headless", "--no-sandbox", "--disable-gpu", `--user-data-dir=${path.join(directory, "browser")}`];
  const address = pathToFileURL(page).href;
  execFileSync("chromium", [...shared, `--screenshot=${picture}`, "--window-size=1240,1400", address], {
    stdio: "pipe",
  });
  const log = path.join(directory, "browser.log");
  const dom = execFileSync(
    "sh",
    ["-c", '"$@" 2>"$0"', log, "chromium", ...shared, "--enable-logging=stderr", "--dump-dom", address],
    { encoding: "utf8", maxBuffer: 1 << 28 },
  );
  const complaints = readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => line.includes("CONSOLE"));
  return { dom, complaints };
}
