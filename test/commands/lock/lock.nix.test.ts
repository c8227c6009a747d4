import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { library, noCache, project, type Project } from "../../cli/project";
import { put } from "../../platform/files/scratch";

const emptyFlake = "{ outputs = _: { }; }\n";

/** A project whose inputs are directories, which can be locked without network access. */
function lockable(program = inputsProgram(["nixpkgs", "tools"])): Project {
  const made = project({
    "cdk.json": '{ "app": "node main.js" }',
    "main.js": program,
    "nixpkgs/flake.nix": emptyFlake,
    "tools/flake.nix": `{ inputs.nixpkgs.url = "path:<project>/nixpkgs"; outputs = _: { }; }\n`,
  });
  const file = path.join(made.directory, "tools/flake.nix");
  writeFileSync(file, readFileSync(file, "utf8").replace("<project>", made.directory));
  return made;
}

function inputsProgram([nixpkgs, ...others]: readonly string[]): string {
  const inputs = others.map((name) => `${name}: { url: "path:" + __dirname + "/${name}" }`).join(", ");
  return `
const { App, Flake, Nixpkgs } = require(${JSON.stringify(library)});
const app = new App();
new Flake(app, "dot", {
  nixpkgs: Nixpkgs.ref("path:" + __dirname + "/${nixpkgs ?? ""}", { release: "24.05" }),
  inputs: { ${inputs} },
});
app.synth();
`;
}

function lockOf(made: Project): { nodes: Record<string, { locked?: { narHash: string } }> } {
  return JSON.parse(readFileSync(path.join(made.directory, "flake.lock"), "utf8")) as ReturnType<typeof lockOf>;
}

/** Removes the modification times of directories, which change with each run. */
const masked = (text: string): string =>
  text.replaceAll(/sha256-[\w+/]{8}/g, "<hash>").replaceAll(/\d{4}-\d\d-\d\d/g, "<day>");

describe("synth lock", () => {
  it("writes the project's lock file, reports the locked inputs, and does not change the output", () => {
    const made = lockable();
    const run = made.run(["lock"]);
    expect({ ...run, stderr: masked(run.stderr) }).toMatchInlineSnapshot(`
     {
       "code": 0,
       "stderr": "synth: running node main.js
     synth: locking the inputs
     nixpkgs: path:<project>/nixpkgs at <hash> (<day>)
     tools: path:<project>/tools at <hash> (<day>)
     tools/nixpkgs: path:<project>/nixpkgs at <hash> (<day>)
     ",
       "stdout": "<project>/flake.lock
     ",
     }
    `);
    expect(existsSync(path.join(made.directory, "cdk.out"))).toBe(false);
    expect(Object.keys(lockOf(made).nodes).sort()).toEqual(["nixpkgs", "nixpkgs_2", "root", "tools"]);
  });

  it("keeps locked inputs, and updates only the named ones", () => {
    const made = lockable();
    made.run(["lock"]);
    const before = lockOf(made);
    put(made.directory, { "nixpkgs/news": "1", "tools/news": "1" });
    expect(made.run(["lock"]).stderr).toMatch(/^the lock file is up to date$/m);
    expect(lockOf(made)).toEqual(before);
    const updated = made.run(["lock", "--update", "nixpkgs"]);
    expect(masked(updated.stderr)).toMatchInlineSnapshot(`
     "synth: running node main.js
     synth: locking the inputs
     nixpkgs: <hash> (<day>) -> <hash> (<day>) of path:<project>/nixpkgs
     "
    `);
    expect(lockOf(made).nodes.tools).toEqual(before.nodes.tools);
    const all = made.run(["lock", "--update", "--json"]);
    expect(masked(all.stdout)).toMatchInlineSnapshot(`
     "[
       {
         "lockFile": "<project>/flake.lock",
         "inputs": {
           "nixpkgs": "<hash> (<day>)",
           "tools": "<hash> (<day>)",
           "tools/nixpkgs": "<hash> (<day>)"
         },
         "changes": [
           "tools: <hash> (<day>) -> <hash> (<day>) of path:<project>/tools",
           "tools/nixpkgs: <hash> (<day>) -> <hash> (<day>) of path:<project>/nixpkgs"
         ]
       }
     ]
     "
    `);
  });

  it("updates an input of an input", () => {
    const made = lockable();
    made.run(["lock"]);
    put(made.directory, { "nixpkgs/news": "1" });
    expect(masked(made.run(["lock", "--update", "tools/nixpkgs"]).stderr)).toMatchInlineSnapshot(`
     "synth: running node main.js
     synth: locking the inputs
     tools/nixpkgs: <hash> (<day>) -> <hash> (<day>) of path:<project>/nixpkgs
     "
    `);
  });

  it("rejects an unknown input, lists the known ones, and changes nothing", () => {
    const made = lockable();
    made.run(["lock"]);
    const before = lockOf(made);
    put(made.directory, { "nixpkgs/news": "1" });
    expect(made.run(["lock", "--update", "nixpkg", "nixpkgs"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "synth: running node main.js
     synth: locking the inputs
     error[input-unknown]: no input named "nixpkg"
       why:   the inputs are nixpkgs, tools, tools/nixpkgs
       fix:   name one of these inputs, or omit the names to update all
       docs:  https://cdknix.example/errors/input-unknown
     ",
       "stdout": "",
     }
    `);
    expect(lockOf(made)).toEqual(before);
  });

  it("reports that the offline base needs no lock file", () => {
    const made = lockable();
    expect(made.run(["lock", "--nixpkgs", "embedded"])).toMatchInlineSnapshot(`
     {
       "code": 0,
       "stderr": "nothing to lock: the nixpkgs setting replaces the flake's nixpkgs with the offline base, which needs no lock file
     to lock the nixpkgs of the flake, remove "nixpkgs" from cdk.json
     ",
       "stdout": "",
     }
    `);
    expect(existsSync(path.join(made.directory, "flake.lock"))).toBe(false);
  });
});

describe("a lock file that does not match the inputs", () => {
  it("is updated, and the changes are reported", () => {
    const made = lockable();
    made.run(["lock"]);
    put(made.directory, { "main.js": inputsProgram(["tools"]) });
    expect(masked(made.run(["lock"]).stderr)).toMatchInlineSnapshot(`
     "synth: running node main.js
     synth: locking the inputs
     nixpkgs: path:<project>/tools at <hash> (<day>) (previously locked to path:<project>/nixpkgs)
     nixpkgs/nixpkgs: path:<project>/nixpkgs at <hash> (<day>)
     tools: no longer an input of the flake
     tools/nixpkgs: no longer an input of the flake
     "
    `);
  });

  it("is rejected with --ci, and not changed", () => {
    const made = lockable();
    made.run(["lock"]);
    const before = lockOf(made);
    put(made.directory, { "main.js": inputsProgram(["nixpkgs"]) });
    expect(made.run(["lock", "--ci"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "synth: running node main.js
     synth: locking the inputs
     error[lock-outdated]: flake.lock is out of date
       | tools: no longer an input of the flake
       | tools/nixpkgs: no longer an input of the flake
       why:   with --ci or CI=true, the lock file is not updated, so that the build matches the commit
       fix:   run \`synth lock\` and commit the lock file, or pass --no-ci
       docs:  https://cdknix.example/errors/lock-outdated
     ",
       "stdout": "",
     }
    `);
    expect(lockOf(made)).toEqual(before);
  });

  it("is also kept by a build with CI=true, but updated by `synth lock` and with --no-ci", () => {
    const ci = { CI: "true" };
    const withHost = (program: string): string =>
      program
        .replace("{ App,", "{ Host, IsoImage, App,")
        .replace("new Flake(", "const flake = new Flake(")
        .replace(
          "app.synth",
          'new IsoImage(new Host(flake, "lilith", { system: "x86_64-linux" }), "image");\napp.synth',
        );
    const made = lockable(withHost(inputsProgram(["nixpkgs", "tools"])));
    const build = ["--dry-run", ...noCache];
    expect(made.run(build, ci).stderr).toContain("error[lock-outdated]: flake.lock is out of date");
    expect(made.run(["lock"], ci)).toMatchObject({ code: 0 });
    const before = lockOf(made);
    put(made.directory, { "main.js": withHost(inputsProgram(["nixpkgs"])) });
    expect(made.run(build, ci).stderr).toContain("error[lock-outdated]: flake.lock is out of date");
    expect(lockOf(made)).toEqual(before);
    expect(made.run([...build, "--no-ci"], ci).stderr).not.toContain("lock-outdated");
  });

  it("is rejected if it is not valid JSON, before Nix runs, with and without a build", () => {
    const made = lockable();
    put(made.directory, { "flake.lock": '<<<<<<< HEAD\n{ "nodes": {} }\n=======\n' });
    expect(made.run(["lock"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "synth: running node main.js
     synth: locking the inputs
     error[lock-unreadable]: <project>/flake.lock is not a valid lock file
       why:   it contains git conflict markers
       fix:   choose one version with git checkout --ours or --theirs, then run \`synth lock\`
       docs:  https://cdknix.example/errors/lock-unreadable
     ",
       "stdout": "",
     }
    `);
    put(made.directory, { "flake.lock": "{}" });
    expect(made.run(["--no-build"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "synth: running node main.js
     error[lock-unreadable]: <project>/flake.lock is not a valid lock file
       why:   it is not in the format that Nix writes
       fix:   restore it from git, or remove it and run \`synth lock\`
       docs:  https://cdknix.example/errors/lock-unreadable
     ",
       "stdout": "",
     }
    `);
    expect(existsSync(path.join(made.directory, "cdk.out"))).toBe(false);
  });

  it("is not created if an input cannot be fetched, and the Nix error names the input", () => {
    const made = lockable();
    rmSync(path.join(made.directory, "tools"), { recursive: true });
    const { code, stderr } = made.run(["lock"]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error\[flake-not-locked\]: Nix cannot lock the inputs of the flake$/m);
    // The rest of the message differs between Nix versions.
    expect(stderr).toMatch(/<project>\/tools.*(?:No such file or directory|does not exist)/);
    expect(existsSync(path.join(made.directory, "flake.lock"))).toBe(false);
  });
});
