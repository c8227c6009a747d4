import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { bin, runIn, type Run } from "../../cli/project";
import { look, put, scratch } from "../../platform/files/scratch";
import { withMounts } from "../flash/with-mounts";

function init(directory: string, ...args: readonly string[]): Run {
  return runIn(directory, [process.execPath, bin, "init", ...args]);
}

describe("synth init", () => {
  it("creates a project in a new directory and prints the next steps", () => {
    const directory = scratch();
    const { code, stdout, stderr } = init(directory, "machines/My Installer");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "<project>/machines/My Installer\n" });
    expect(stderr).toMatchInlineSnapshot(`
     "synth: wrote .gitignore, README.md, cdk.json, jest.config.js, jest.slow.config.js, lib/installer.ts, main.ts, package.json, test/installer.slow.test.ts, test/installer.test.ts, tsconfig.json
     next:
       cd 'machines/My Installer'
       npm install
       npx synth --no-build
     "
    `);
    const files = look(path.join(directory, "machines/My Installer"));
    expect(stderr).toContain(Object.keys(files).sort().join(", "));
    const { name, dependencies } = JSON.parse(files["package.json"]!) as {
      name: string;
      dependencies: Record<string, string>;
    };
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect({ name, cdknix: dependencies.cdknix }).toEqual({ name: "my-installer", cdknix: `^${version}` });
  });

  it("creates a project in the current directory if it contains only a git repository", () => {
    const directory = scratch();
    put(directory, { ".git/HEAD": "ref: refs/heads/main\n" });
    expect(init(directory, "--template", "terraform").code).toBe(0);
    const files = look(directory);
    expect(files[".git/HEAD"]).toBe("ref: refs/heads/main\n");
    // Its own files replace those of the ISO template, which replace the common ones.
    expect(files[".gitignore"]).toContain("*.tfstate*");
    expect(Object.keys(files)).toEqual(expect.arrayContaining(["lib/installer.ts", "lib/images.ts", "tsconfig.json"]));
  });

  it("depends on the given version of cdknix, with absolute file paths", () => {
    const directory = scratch();
    expect(init(directory, "notice", "--template", "custom-construct", "--cdknix", "file:pack/cdknix.tgz").code).toBe(
      0,
    );
    const { devDependencies, peerDependencies } = JSON.parse(look(directory)["notice/package.json"]!) as Record<
      "devDependencies" | "peerDependencies",
      Record<string, string>
    >;
    expect(devDependencies.cdknix).toBe(`file:${directory}/pack/cdknix.tgz`);
    expect(peerDependencies.cdknix).toMatch(/^\^\d/);
  });

  it("rejects a directory that is not empty", () => {
    const directory = scratch();
    put(directory, { "photos/cat.jpg": "cat", "photos/dog.jpg": "dog" });
    const before = look(directory);
    expect(init(directory, "photos")).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[directory-not-empty]: <project>/photos is not empty
       why:   a new project must not mix with existing files: cat.jpg, dog.jpg
       fix:   choose a new directory: synth init my-installer
     ",
       "stdout": "",
     }
    `);
    expect(init(directory, "photos/cat.jpg")).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[not-a-directory]: <project>/photos/cat.jpg exists and is not a directory
       fix:   choose a new directory: synth init my-installer
     ",
       "stdout": "",
     }
    `);
    expect(init(directory, "photos/cat.jpg/below")).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[not-a-directory]: cannot create <project>/photos/cat.jpg/below: one of its parents is not a directory
       fix:   choose a new directory: synth init my-installer
     ",
       "stdout": "",
     }
    `);
    expect(look(directory)).toEqual(before);
  });

  it("rejects an unknown template", () => {
    expect(init(scratch(), "--template", "vm")).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[flag-value-invalid]: invalid value for --template: "vm"
       why:   allowed choices are iso, custom-construct, terraform; usage: cdknix init [options] [directory]
       fix:   run \`cdknix init --help\`
     ",
       "stdout": "",
     }
    `);
  });

  it("leaves no files behind if the disk is full", () => {
    const directory = scratch();
    mkdirSync(path.join(directory, "disk"));
    // 4 kB per file and directory: enough to start, too little to finish.
    const script = "mount -t tmpfs -o size=24k none disk; synth init -q disk/a/b || echo exit code $?; ls -A disk";
    expect(withMounts(directory, script)).toMatchInlineSnapshot(`
     {
       "code": 0,
       "stderr": "error[disk-full]: cannot write <project>/disk/a/b: no space left on the device
       fix:   free some space (see df -h, df -i)
     ",
       "stdout": "exit code 5
     ",
     }
    `);
    expect(readdirSync(path.join(directory, "disk"))).toEqual([]);
  });
});
