import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { copyProject, edit } from "./project-copy";
import { synth } from "./run";
import { freshDirectory } from "./run-directory";

const program = "examples/lilith/main.ts";
let project: string;
let before: Readonly<Record<string, string>>;

beforeAll(async () => {
  project = await copyProject(path.join(freshDirectory("one-prop"), "project"), path.resolve("."));
  // A changed program makes the work tree dirty, which changes the image's name; so it is dirty from the start.
  writeFileSync(path.join(project, "untracked"), "");
  before = await tree();
});

describe("changing one prop of the example changes one module file", () => {
  it.each([
    ["the compression", "Compression.zstd(19)", "Compression.zstd(3)", "modules/iso/image.nix"],
    ["copying to memory", "copyToRam: true", "copyToRam: false", "modules/iso/boot.nix"],
    ["the registry", "globalRegistry: false", "globalRegistry: true", "modules/iso/nix.nix"],
    ["the tools", '"nixos-enter", "nixos-generate-config"', '"nixos-generate-config"', "modules/iso/programs.nix"],
    ["the login of root", "authorizedKeys: [", 'rootLogin: "no", authorizedKeys: [', "modules/iso/networking.nix"],
    ["manual pages", '(iso, "space")', '(iso, "space", { manPages: true })', "modules/iso/space.nix"],
    ["the key map", 'keyMap: "us"', 'keyMap: "uk"', "modules/iso/console.nix"],
    ["the open files", '(iso, "fixes")', '(iso, "fixes", { openFiles: 4096 })', "modules/iso/fixes.nix"],
    ["unfree packages", "unfree: true", "unfree: false", "modules/iso/nixpkgs.nix"],
    ["a host's own module", 'EDITOR: "vim"', 'EDITOR: "nano"', "systems/lilith/extra.nix"],
  ])("%s", async (_, from, to, file) => {
    const restore = edit(project, program, from, to);
    try {
      expect(changes(before, await tree())).toEqual([`dotfiles/${file}`]);
    } finally {
      restore();
    }
  });
});

/** Everything that the program writes. */
async function tree(): Promise<Readonly<Record<string, string>>> {
  await synth(project, "--no-build");
  const output = path.join(project, "cdk.out");
  const names = readdirSync(output, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(path.join(output, name)).isFile(),
  );
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(output, name), "utf8")]));
}

function changes(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): readonly string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].filter((name) => a[name] !== b[name]).sort();
}
