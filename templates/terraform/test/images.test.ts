import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { Flake, Host, IsoImage, Nixpkgs, SshAccess } from "cdknix";
import { App, Testing } from "cdktn";
import { Images } from "../lib/images";

const directory = mkdtempSync(path.join(tmpdir(), "images-"));

afterAll(() => {
  rmSync(directory, { recursive: true });
});

interface Stack {
  readonly resource: { readonly terraform_data: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
}

/** The resources of the stack for an image with the given authorized keys. */
function synthesized(...authorizedKeys: readonly string[]): Stack["resource"]["terraform_data"] {
  const app = new App({ outdir: path.join(directory, "out") });
  const flake = new Flake(app, "installer", { nixpkgs: Nixpkgs.release("26.05") });
  const host = new Host(flake, "installer", { system: "x86_64-linux" });
  new IsoImage(host, "image");
  if (authorizedKeys.length > 0) new SshAccess(host, "ssh", { authorizedKeys });
  return (JSON.parse(Testing.synth(new Images(app, "images", { host }))) as Stack).resource.terraform_data;
}

describe("the stack", () => {
  it("rebuilds if and only if the flake changes", () => {
    const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 user@example";
    const before = synthesized();
    expect(synthesized().iso).toEqual(before.iso);
    expect(synthesized(key).iso?.triggers_replace).not.toEqual(before.iso?.triggers_replace);
  });

  it("copies the ISO again if its contents change", () => {
    expect(synthesized().upload).toMatchObject({
      triggers_replace: { sha256: "${terraform_data.iso_result.output.sha256}" },
      provisioner: [{ "local-exec": { environment: { ISO: "${terraform_data.iso_result.output.path}" } } }],
    });
  });
});
