import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { App, Testing } from "cdktf";
import { Images } from "../lib/images";

const directory = mkdtempSync(path.join(tmpdir(), "images-"));
const results = path.join(directory, "isos.json");

afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe("the stack", () => {
  it("copies the ISO anew when its content changes", () => {
    const iso = { host: "installer", iso: "/nix/store/x/iso/installer.iso", size: 3, sha256: "ab12" };
    writeFileSync(results, JSON.stringify([iso]));
    const app = new App({ outdir: path.join(directory, "out") });
    const { resource } = JSON.parse(Testing.synth(new Images(app, "images", { results }))) as {
      resource: { terraform_data: { upload: unknown } };
    };
    expect(resource.terraform_data.upload).toMatchObject({
      triggers_replace: { sha256: "ab12" },
      provisioner: [{ "local-exec": { environment: { ISO: iso.iso, NAME: "installer.iso" } } }],
    });
  });

  it("says what to run when the ISO is not built yet", () => {
    const app = new App({ outdir: path.join(directory, "out") });
    expect(() => new Images(app, "images", { results: path.join(directory, "none.json") })).toThrow("npx synth --json");
  });
});
