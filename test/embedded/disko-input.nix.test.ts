import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { addToStore, sourceName } from "../../lib/platform/nix/flakes";
import { findNix, type NixTool } from "../../lib/platform/nix/tool";
import { lockWithReplacements, nixpkgsReplacement } from "../../lib/project/lock-file/flake-lock";
import { freshDirectory } from "../build/run-directory";
import { run } from "../build/run";

const embedded = path.resolve(__dirname, "../../embedded");
const work = freshDirectory("disko-input");
let tool: NixTool;
let nixpkgs: string;
let disko: string;

beforeAll(async () => {
  tool = await findNix();
  const empty = path.join(work, "nixpkgs");
  mkdirSync(empty);
  writeFileSync(path.join(empty, "flake.nix"), "{ outputs = { self }: { }; }\n");
  nixpkgs = `path:${await addToStore(tool, empty, sourceName)}`;
  disko = `path:${await addToStore(tool, path.join(embedded, "disko"), sourceName)}`;
});

interface Lock {
  readonly nodes: Readonly<
    Record<string, { readonly original?: unknown; readonly locked?: { readonly path?: string } }>
  >;
}

/** Locks a flake with these inputs, with both replacements. */
async function locked(name: string, inputs: string): Promise<{ readonly directory: string; readonly lock: Lock }> {
  const directory = path.join(work, name);
  mkdirSync(directory);
  writeFileSync(
    path.join(directory, "flake.nix"),
    `{ inputs = ${inputs}; outputs = { self, nixpkgs, ... }@inputs: { names = builtins.attrNames inputs.disko.nixosModules; }; }\n`,
  );
  const replacements = [
    nixpkgsReplacement(nixpkgs),
    { replaces: ({ url }: { readonly url: string | undefined }) => url?.includes("/disko") === true, reference: disko },
  ];
  await lockWithReplacements(tool, { directory, projectLock: path.join(directory, "none") }, replacements);
  return { directory, lock: JSON.parse(readFileSync(path.join(directory, "flake.lock"), "utf8")) as Lock };
}

// Nix 2.8 and newer versions accept the lock files: the newer ones run this file in a chroot.
describe("the stand-in for disko", () => {
  it.each([
    [
      "follows",
      '{ nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05"; disko = { url = "github:nix-community/disko/v1.13.0"; inputs.nixpkgs.follows = "nixpkgs"; }; }',
    ],
    [
      "own-nixpkgs",
      '{ nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05"; disko.url = "github:nix-community/disko/v1.13.0"; }',
    ],
  ])("replaces the input, and the flake is evaluated without a network: %s", async (name, inputs) => {
    const { directory, lock } = await locked(name, inputs);
    expect(lock.nodes.disko).toMatchObject({
      original: { owner: "nix-community", ref: "v1.13.0", repo: "disko", type: "github" },
      locked: { path: disko.slice("path:".length) },
    });
    const evaluated = await run(
      [
        "nix",
        "--extra-experimental-features",
        "nix-command flakes",
        "eval",
        "--json",
        "--no-update-lock-file",
        `path:${directory}#names`,
      ],
      { cwd: directory },
    );
    expect(evaluated).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(evaluated.stdout)).toEqual(["default", "disko"]);
  });

  it("leaves flakes without disko alone", async () => {
    const { lock } = await locked("without", '{ nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05"; }');
    expect(Object.keys(lock.nodes).sort()).toEqual(["nixpkgs", "root"]);
  });
});
