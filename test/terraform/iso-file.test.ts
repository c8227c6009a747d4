import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { App, TerraformStack, Testing } from "cdktf";
import { IsoFile } from "cdknix/terraform";

const directory = mkdtempSync(path.join(tmpdir(), "cdknix-terraform-"));
const results = path.join(directory, "isos.json");
const stack = (): TerraformStack => new TerraformStack(new App({ outdir: path.join(directory, "out") }), "images");

beforeEach(() => {
  const iso = { host: "lilith", iso: "/nix/store/x/iso/lilith-24.05-abc1234-x86_64.iso", size: 3, sha256: "ab12" };
  writeFileSync(results, JSON.stringify([iso]));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe("IsoFile", () => {
  it("gives a stack the path and the hash of a built ISO as outputs", () => {
    const scope = stack();
    const iso = new IsoFile(scope, "installer", { host: "lilith", results });
    expect(iso.fileName).toBe("lilith-24.05-abc1234-x86_64.iso");
    const { output } = JSON.parse(Testing.synth(scope)) as { output: Record<string, { value: string }> };
    expect(Object.values(output).map(({ value }) => value)).toEqual([iso.path, "ab12"]);
  });

  it("says which hosts there are when the one that is asked for was not built", () => {
    expect(() => new IsoFile(stack(), "installer", { host: "eve", results })).toThrow(
      `${results} has no ISO of "eve", only of lilith: run npx synth --json > ${results}`,
    );
  });

  it("says what to run when the results are missing or something else", () => {
    writeFileSync(results, "{}");
    expect(() => new IsoFile(stack(), "installer", { host: "lilith", results })).toThrow(
      `${results} is not what synth --json prints: run npx synth --json > ${results}`,
    );
    const missing = path.join(directory, "none.json");
    expect(() => new IsoFile(stack(), "installer", { host: "lilith", results: missing })).toThrow(
      `run npx synth --json > ${missing}`,
    );
  });

  it("belongs to a stack", () => {
    expect(() => new IsoFile(new App(), "installer", { host: "lilith", results })).toThrow(/TerraformStack|stack/i);
  });
});
