import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { nixFix } from "../../../lib/platform/nix/nix-fix";
import { bin, project, runIn } from "../../cli/project";
import { withMounts } from "../flash/with-mounts";

describe("a full disk", () => {
  it("is reported, and the previous output does not change", () => {
    const { directory } = project();
    mkdirSync(path.join(directory, "disk"));
    const tree =
      "find disk -type f -newermt 2000-01-01 | sort | xargs sha256sum; find disk | sort; stat -c '%Y %n' disk/cdk.out/*";
    const script = [
      "mount -t tmpfs -o size=400k none disk",
      "synth --no-build -q -o disk/cdk.out",
      `(${tree}) > before`,
      "TIMES=1000000 synth --no-build -q -o disk/cdk.out || echo exit code $?",
      `(${tree}) > after`,
      "grep -v lock before > b; grep -v lock after > a; cmp a b && echo untouched",
    ].join("; ");
    expect(withMounts(directory, script)).toMatchInlineSnapshot(`
     {
       "code": 0,
       "stderr": "error[disk-full]: cannot run the program: no space left on the device
       fix:   free some space (see df -h, df -i)
       at:    main.js:11
       docs:  https://cdknix.example/errors/disk-full

     nothing was written
     ",
       "stdout": "exit code 5
     untouched
     ",
     }
    `);
  });

  it("is reported in the same way if the program cannot write its tree", () => {
    const { directory } = project();
    mkdirSync(path.join(directory, "disk"));
    const program = [
      `const { App, Flake, HostClass, Nixpkgs, NixosModule } = require(${JSON.stringify(path.resolve("dist/lib"))});`,
      `const app = new App();`,
      `const iso = new HostClass(new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") }), "iso");`,
      `new NixosModule(iso, "large", { config: { environment: { variables: { X: "x".repeat(1e6) } } } });`,
      `app.synth();`,
    ].join("\n");
    writeFileSync(path.join(directory, "large.js"), program);
    const script = [
      "mount -t tmpfs -o size=400k none disk",
      "synth --no-build -q -o disk/cdk.out -a 'node large.js' || echo exit code $?",
      "ls disk",
    ].join("; ");
    expect(withMounts(directory, script)).toMatchInlineSnapshot(`
     {
       "code": 0,
       "stderr": "error[disk-full]: cannot write <project>/disk/cdk.out: no space left on the device
       fix:   free some space (see df -h, df -i)
       at:    large.js:5
       docs:  https://cdknix.example/errors/disk-full

     nothing was written
     ",
       "stdout": "exit code 5
     cdk.out.lock
     ",
     }
    `);
  });
});

describe("an output directory", () => {
  it("on a read-only file system is reported and not changed", () => {
    const { directory, run, output } = project();
    expect(run(["--no-build"]).code).toBe(0);
    const before = output();
    const script =
      'mount --bind . .; mount -o remount,ro,bind .; cd .; cd "$PWD"; TEXT=new synth --no-build -q || echo exit code $?';
    expect(withMounts(directory, script)).toMatchInlineSnapshot(`
     {
       "code": 0,
       "stderr": "error[read-only]: cannot lock <project>/cdk.out: the file system is read-only
       fix:   choose another directory with --output
       docs:  https://cdknix.example/errors/read-only
     ",
       "stdout": "exit code 5
     ",
     }
    `);
    expect(output()).toEqual(before);
  });

  it("that is a read-only mount is reported and not changed", () => {
    const { directory, run, output } = project();
    expect(run(["--no-build"]).code).toBe(0);
    const before = output();
    const script =
      "mount --bind cdk.out cdk.out; mount -o remount,ro,bind cdk.out; TEXT=new synth --no-build -q || echo exit code $?";
    expect(withMounts(directory, script)).toMatchInlineSnapshot(`
     {
       "code": 0,
       "stderr": "error[directory-busy]: cannot write <project>/cdk.out: it is in use, perhaps as a mount point
       fix:   unmount it, or choose another directory with --output
       docs:  https://cdknix.example/errors/directory-busy
     ",
       "stdout": "exit code 5
     ",
     }
    `);
    expect(output()).toEqual(before);
  });

  it("below a file is reported", () => {
    const { run } = project();
    expect(run(["--no-build", "--quiet", "--output", "main.js/below"])).toMatchInlineSnapshot(`
     {
       "code": 5,
       "stderr": "error[not-a-directory]: cannot lock <project>/main.js/below: a file exists where a directory is needed
       fix:   move the file away
       docs:  https://cdknix.example/errors/not-a-directory
     ",
       "stdout": "",
     }
    `);
  });

  it("with other content is not replaced", () => {
    const { run } = project({ "photos/cat.jpg": "cat" });
    expect(run(["--no-build", "-o", "photos"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[output-not-ours]: cannot replace <project>/photos: it is not empty and has no manifest.json from cdknix
       why:   cdknix replaces the whole output directory, so it must contain only files that cdknix wrote
       fix:   choose another directory with --output, or remove this one if you do not need its contents
       docs:  https://cdknix.example/errors/output-not-ours
     ",
       "stdout": "",
     }
    `);
  });

  it.each(["/", ".", "..", "~"])(
    "is never suggested for removal if it contains the project or the home: %s",
    (output) => {
      const { directory, run } = project({ "home/notes.txt": "" });
      const home = path.join(directory, "home");
      const { code, stderr } = run(["--no-build", "-o", output === "~" ? home : output], { HOME: home });
      expect(code).toBe(1);
      expect(stderr).toMatch(/^error\[output-not-ours\]: cannot replace /);
      expect(stderr).toContain("fix:   choose a directory of its own with --output, such as cdk.out\n");
      expect(stderr).not.toContain("remove");
    },
  );
});

describe("a machine without Nix", () => {
  it("gets the command that installs it, before anything runs; --no-build works without it", () => {
    const { directory, run } = project();
    const programs = path.join(directory, "programs");
    mkdirSync(programs);
    for (const [name, file] of Object.entries({ node: process.execPath, sh: "/bin/sh" })) {
      symlinkSync(file, path.join(programs, name));
    }
    const { code, stdout, stderr } = run([], { PATH: programs });
    expect({ code, stdout }).toEqual({ code: 5, stdout: "" });
    expect(stderr).toMatch(/^error\[nix-missing\]: Nix is not installed: `nix` is not on the PATH$/m);
    expect(stderr).toContain(`\n  fix:   ${nixFix("none")}\n`);
    expect(run(["--no-build", "-q"], { PATH: programs })).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});

describe("a closed pipe on stdout", () => {
  it("ends the run without an error", () => {
    const { directory } = project();
    const command = `${JSON.stringify(process.execPath)} ${JSON.stringify(bin)} list -q; echo $? >&2`;
    expect(runIn(directory, ["sh", "-c", `{ ${command}; } | true`])).toEqual({ code: 0, stdout: "", stderr: "0\n" });
  });
});
