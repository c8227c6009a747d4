import { cpSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { run } from "../build/run";
import { freshDirectory } from "../build/run-directory";
import { library, project } from "../cli/project";
import { OfflineBase } from "../embedded/evaluate";
import { codeBlocks, repository } from "./documents";

const text = readFileSync(path.join(repository, "docs/how-to/many-hosts.md"), "utf8");

/** The program of the document, with hosts and a package. */
const program = `
const { App, Flake, FlakePackage, Host, HostClass, IsoImage, NixosModule, Nixpkgs, pkgs } = require(${JSON.stringify(library)});
const app = new App();
const flake = new Flake(app, "images", { nixpkgs: Nixpkgs.release("25.05"), checks: true, hydraJobs: true });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
for (const name of ["desk-1", "desk-2"]) new Host(flake, name, { class: iso, system: "x86_64-linux" });
const web = new Host(flake, "web", { system: "x86_64-linux" });
new NixosModule(web, "disk", { config: {
  fileSystems: { "/": { device: "/dev/vda1", fsType: "ext4" } },
  boot: { loader: { grub: { devices: ["/dev/vda"] } } },
} });
new FlakePackage(flake, "greeting", { expression: pkgs.writeText("greeting", "hello") });
app.synth();
`;

const { directory, run: synth } = project({ "main.js": program });
let base: string;
/** A repository with the generated flake and the flake of the document in its root. */
let root: string;

beforeAll(async () => {
  base = (await OfflineBase.make()).baseFor("25.05");
  expect(synth(["--no-build", "--output", "generated"])).toMatchObject({ code: 0 });
  root = path.join(freshDirectory("many-hosts"), "repository");
  cpSync(path.join(directory, "generated/images"), path.join(root, "generated/images"), { recursive: true });
  writeFileSync(path.join(root, "flake.nix"), codeBlocks(text, "nix")[0] ?? "");
});

async function nixFlake(flake: string, ...command: readonly string[]): Promise<string> {
  const { stdout } = await run(
    [
      "nix",
      ...["--extra-experimental-features", "nix-command flakes", "flake", ...command, `path:${flake}`],
      ...["--override-input", "nixpkgs", `path:${base}`, "--no-write-lock-file", "--option", "substitute", "false"],
      ...["--option", "sandbox", "false", "--option", "build-users-group", ""],
    ],
    { cwd: directory },
  );
  return stdout;
}

describe.each([
  ["the generated flake", () => path.join(root, "generated/images")],
  ["the flake in the root of the repository", () => root],
])("%s", (_, flake) => {
  it("passes `nix flake check`", async () => {
    await nixFlake(flake(), "check", "--no-build");
  });

  it("lists every image, machine, and package in `nix flake show`", async () => {
    const shown = JSON.parse(await nixFlake(flake(), "show", "--json")) as Record<string, Record<string, object>>;
    const namesIn = (output: string): readonly string[] => Object.keys(shown[output]?.["x86_64-linux"] ?? {}).sort();
    expect(namesIn("packages")).toEqual(["desk-1", "desk-2", "greeting"]);
    expect(namesIn("checks")).toEqual(["desk-1", "desk-2", "greeting", "web"]);
    expect(namesIn("hydraJobs")).toEqual(["desk-1", "desk-2", "greeting", "web"]);
    expect(Object.keys(shown.nixosConfigurations ?? {})).toEqual(["desk-1", "desk-2", "web"]);
  });
});

describe("the matrix of the document", () => {
  it("has a job for each host", () => {
    expect(text).toContain("jq --compact-output 'map({ host, system })' hosts.json");
    const listed = JSON.parse(synth(["list", "--ci", "--json"]).stdout) as Record<"host" | "system", string>[];
    expect(listed.map(({ host, system }) => [host, system])).toEqual(
      ["desk-1", "desk-2", "web"].map((host) => [host, "x86_64-linux"]),
    );
  });
});
