import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { run } from "../build/run";
import { freshDirectory } from "../build/run-directory";
import { OfflineBase } from "../embedded/evaluate";
import { put, scratch } from "../platform/files/scratch";
import { diskoInput, homeManagerInput } from "./hand-written-inputs";

const examples = path.resolve(__dirname, "../../examples");

/** The generated flakes of the examples, by directory. */
const flakes = readdirSync(examples, { recursive: true, encoding: "utf8" })
  .filter((file) => file.includes("/expected/") && path.basename(file) === "flake.nix")
  .map((file) => path.dirname(file))
  .sort();

let base: OfflineBase;
const others = scratch();

beforeAll(async () => {
  base = await OfflineBase.make();
  put(others, { "disko/flake.nix": diskoInput, "home-manager/flake.nix": homeManagerInput });
});

/** Copies a flake, for the system of the offline base's packages. */
function copyFlake(flake: string): string {
  const copy = path.join(freshDirectory("checked"), "flake");
  cpSync(path.join(examples, flake), copy, { recursive: true });
  for (const name of readdirSync(copy, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".nix")) continue;
    const file = path.join(copy, name);
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("aarch64-linux", "x86_64-linux"));
  }
  return copy;
}

/** Runs a command of `nix flake` on a flake, with the offline base instead of its inputs. */
async function nixFlake(flake: string, ...command: readonly string[]): Promise<string> {
  const text = readFileSync(path.join(flake, "flake.nix"), "utf8");
  const release = /NixOS\/nixpkgs\/nixos-([\w.]+)"/.exec(text)?.[1] ?? "";
  const nixpkgs = base.baseFor(release);
  const usesHomeManager = text.includes("nix-community/home-manager");
  const inputs = usesHomeManager
    ? { nixpkgs, disko: path.join(others, "disko"), "home-manager": path.join(others, "home-manager") }
    : { nixpkgs, ...(text.includes("nix-community/disko") ? { disko: path.join(nixpkgs, "disko") } : {}) };
  const { stdout } = await run(
    [
      "nix",
      ...["--extra-experimental-features", "nix-command flakes", "flake", ...command, `path:${flake}`],
      ...Object.entries(inputs).flatMap(([name, directory]) => ["--override-input", name, `path:${directory}`]),
      ...["--no-write-lock-file", "--option", "substitute", "false"],
      ...["--option", "sandbox", "false", "--option", "build-users-group", ""],
    ],
    { cwd: flake },
  );
  return stdout;
}

describe("the generated flakes of the examples", () => {
  it("are found", () => {
    expect(new Set(flakes.map((flake) => flake.split("/")[0]))).toEqual(
      new Set(["custom-construct", "fleet", "hand-written", "lilith", "offline-install", "terraform"]),
    );
  });

  it.each(flakes)("pass `nix flake check`: %s", async (flake) => {
    await nixFlake(copyFlake(flake), "check", "--no-build");
  });

  it("list their hosts, modules, and packages in `nix flake show`", async () => {
    const shown = JSON.parse(await nixFlake(copyFlake("lilith/expected/dotfiles"), "show", "--json")) as unknown;
    expect(shown).toEqual({
      nixosConfigurations: { lilith: { type: "nixos-configuration" } },
      nixosModules: { iso: { type: "nixos-module" } },
      packages: {
        "x86_64-linux": {
          lilith: derivation(/^lilith-24\.05-abc1234-x86_64\.iso$/),
          "install-host": derivation(/^install-host$/),
        },
      },
    });
  });
});

function derivation(name: RegExp): unknown {
  return expect.objectContaining({ type: "derivation", name: expect.stringMatching(name) as string });
}
