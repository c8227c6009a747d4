import { nixpkgsWith, noCache, project, type Project } from "../../cli/project";

/** A fake nixpkgs: a system with the given packages. */
const nixpkgs = nixpkgsWith(`
  lib.system = packages:
    let made = toString (map ({ name, size }: package name size) packages);
    in rec {
      toplevel = make "system" "echo \${made} > $out";
      isoImage = make "a.iso" "mkdir -p $out/iso; cat \${toplevel} \${made} > $out/iso/a.iso";
    };
`);

/** Writes a tree with one host. The environment variable `PACKAGES` lists its packages. */
const program = `
const fs = require("node:fs");
const out = process.env.CDKNIX_OUTDIR;
const hosts = { a: { class: null, system: "x86_64-linux", release: "24.05", installable: "a.build.isoImage", isoName: "a.iso" } };
fs.mkdirSync(out + "/dot", { recursive: true });
fs.writeFileSync(out + "/dot/packages.json", process.env.PACKAGES);
fs.writeFileSync(out + "/dot/flake.nix", "{\\n  inputs.nixpkgs.url = \\"github:NixOS/nixpkgs/nixos-24.05\\";\\n  outputs = { self, nixpkgs }: {\\n    a.build = nixpkgs.lib.system (builtins.fromJSON (builtins.readFile ./packages.json));\\n  };\\n}\\n");
const files = { "packages.json": { construct: "dot/packages", source: "main.js:4" } };
fs.writeFileSync(out + "/manifest.json", JSON.stringify(
  { version: 1, flakes: { dot: { directory: "dot", release: "24.05", lockFile: "flake.lock", hosts, files } } }));
`;

const packages = (sizes: Readonly<Record<string, number>>): { readonly PACKAGES: string } => ({
  PACKAGES: JSON.stringify(Object.entries(sizes).map(([name, size]) => ({ name, size }))),
});

const before = packages({ "git-2.44.0": 1000, "perl-5.38": 200_000, "vim-9.1": 5000 });
const after = packages({ "git-2.45.1": 3000, "nano-8.0": 100, "vim-9.1": 5000 });

function made(): Project {
  return project({ "main.js": program, "nixpkgs/flake.nix": nixpkgs });
}

describe("synth diff --built", () => {
  it("shows added, removed, and upgraded packages and size changes, and changes nothing", () => {
    const { run, output } = made();
    run(["-q", ...noCache], before);
    const tree = output();
    const { code, stdout } = run(["diff", "--built", "-q", ...noCache], after);
    expect(code).toBe(0);
    expect(stdout.slice(stdout.indexOf("build of a"))).toMatchInlineSnapshot(`
     "build of a
       ISO       0.2 MB -> 0.0 MB (-0.2 MB)
       packages  0.2 MB -> 0.0 MB (-0.2 MB)
         git 2.44.0 -> 2.45.1  +2.0 kB
       + nano 8.0  +216 B
       - perl 5.38  -0.2 MB
         system  -8 B
     "
    `);
    const { built } = JSON.parse(run(["diff", "--built", "--json", "-q", ...noCache], after).stdout) as {
      built: readonly { packages: readonly unknown[] }[];
    };
    expect(built[0]?.packages).toContainEqual({ name: "git", before: ["2.44.0"], after: ["2.45.1"], bytes: 2000 });
    expect(output()).toEqual(tree);
    expect(run(["-q", ...noCache], before)).toMatchObject({ code: 0, stderr: "" });
  });

  it("reports that there is no earlier build, or no difference", () => {
    const { run } = made();
    expect(run(["diff", "--built", "--eval-jobs", "1", "-q", ...noCache], before).stdout).toContain(
      "(no earlier build to compare with)",
    );
    run(["-q", ...noCache], before);
    const same = run(["diff", "--built", "--fail", "-q", ...noCache], before);
    expect(same.stdout).toMatchInlineSnapshot(`
     "build of a
       ISO       0.2 MB, unchanged
       packages  0.2 MB, unchanged
     "
    `);
  });
});
