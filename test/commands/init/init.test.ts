import { mkdirSync, readdirSync } from "node:fs";
import * as path from "node:path";
import { checkSpecifier } from "../../../lib/commands/init/check-specifier";
import { nodeTooOld } from "../../../lib/commands/init/errors";
import { projectTemplates } from "../../../lib/commands/init/project-template";
import { formatIssue } from "../../../lib/model";
import { canStripTypes } from "../../../lib/platform/type-stripping";
import { bin, runIn, type Run } from "../../cli/project";
import { look, put, scratch } from "../../platform/files/scratch";
import { withMounts } from "../flash/with-mounts";

function init(directory: string, ...args: readonly string[]): Run {
  return runIn(directory, [process.execPath, bin, "init", ...args]);
}

/** The files of a project except those of git. */
function filesOf(directory: string): Record<string, string> {
  return Object.fromEntries(Object.entries(look(directory)).filter(([name]) => !name.startsWith(".git/")));
}

describe("synth init", () => {
  it("creates a project in a new directory and prints the next steps", () => {
    const directory = scratch();
    const { code, stdout, stderr } = init(directory, "machines/My Installer");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "<project>/machines/My Installer\n" });
    expect(stderr).toMatchInlineSnapshot(`
           "synth: wrote .gitignore, README.md, cdk.json, jest.config.js, jest.slow.config.js, lib/installer.ts, main.ts, package.json, test/installer.slow.test.ts, test/installer.test.ts, tsconfig.json
           synth: created a git repository with a first commit
           next:
             cd 'machines/My Installer'
             npm install
             git add --all && git commit --message "Lock npm packages"
             npx synth --no-build
           "
        `);
    const made = path.join(directory, "machines/My Installer");
    const files = filesOf(made);
    expect(stderr).toContain(Object.keys(files).sort().join(", "));
    expect(JSON.parse(files["package.json"]!)).toMatchObject({
      name: "my-installer",
      // This cdknix is a checkout.
      dependencies: { cdknix: `file:${path.relative(made, process.cwd())}` },
    });
  });

  it("prints the directory and files as JSON with --json", () => {
    const directory = scratch();
    const { code, stdout } = init(directory, "--json", "installer");
    const { files } = JSON.parse(stdout) as { files: readonly string[] };
    expect({ code, result: JSON.parse(stdout) as unknown }).toEqual({
      code: 0,
      result: { directory: "<project>/installer", files },
    });
    expect(files).toEqual(Object.keys(filesOf(path.join(directory, "installer"))).sort());
  });

  it("lists the templates", () => {
    expect(init(scratch(), "--list")).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "",
        "stdout": "iso               an installer image, with tests that check, build, and boot it
      custom-construct  a construct to publish as an npm package, with a program that uses it
      offline-install   servers, and an image that installs them without a network
      terraform         an installer image that Terraform or OpenTofu builds and deploys
      ",
      }
    `);
    expect(JSON.parse(init(scratch(), "--list", "--json").stdout)).toEqual(
      projectTemplates.map((name) => ({ name, description: expect.stringMatching(/./) as string })),
    );
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

  it.each([
    ["file:pack/cdknix.tgz", "file:../pack/cdknix.tgz"],
    ["pack/cdknix.tgz", "file:../pack/cdknix.tgz"],
    ["../cdknix", "file:../../cdknix"],
    ["^0.9.0", "^0.9.0"],
    ["github:example/cdknix#main", "github:example/cdknix#main"],
    ["https://example.org/cdknix.tgz", "https://example.org/cdknix.tgz"],
  ])("depends on the cdknix of --cdknix %s, relative to the project", (given, written) => {
    const outer = scratch();
    const directory = path.join(outer, "here");
    put(outer, { "here/pack/cdknix.tgz": "", "cdknix/package.json": "{}" });
    expect(init(directory, "notice", "--template", "custom-construct", "--cdknix", given).code).toBe(0);
    const { devDependencies, peerDependencies } = JSON.parse(look(directory)["notice/package.json"]!) as Record<
      "devDependencies" | "peerDependencies",
      Record<string, string>
    >;
    expect(devDependencies.cdknix).toBe(written);
    expect(peerDependencies.cdknix).toMatch(/^\^\d/);
  });

  it.each([
    ["cdktn", []],
    ["cdktf", ["--terraform", "cdktf"]],
    ["cdktn", ["--terraform", "cdktn", "--template", "terraform"]],
  ])("uses %s for Terraform stacks with %j", (name, args) => {
    const directory = scratch();
    expect(init(directory, ...(args.length === 0 ? ["--template", "terraform"] : args)).code).toBe(0);
    const files = filesOf(directory);
    for (const file of ["main.ts", "lib/images.ts", "test/images.test.ts"]) {
      expect([...files[file]!.matchAll(/from "(cdkt.)"/g)].map(([, from]) => from)).toEqual([name]);
    }
    const { dependencies } = JSON.parse(files["package.json"]!) as { dependencies: Record<string, string> };
    expect(Object.keys(dependencies)).toEqual(["cdknix", name, "constructs"]);
  });

  it("rejects a specifier of cdknix that npm cannot install, and writes nothing", () => {
    const directory = scratch();
    put(directory, { "cdknix.tgz": "", "empty/notes.txt": "", "checkout/package.json": "{}" });
    const before = look(directory);
    const reasonOf = (specifier: string): string | undefined => {
      const { code, stderr } = init(directory, "new", "--no-git", "--cdknix", specifier);
      return code === 0 ? undefined : /^error\[specifier-invalid\]: .*\n  why: {3}(.*)$/m.exec(stderr)?.[1];
    };
    expect(init(directory, "new", "--cdknix", "not a spec!!")).toMatchInlineSnapshot(`
      {
        "code": 1,
        "stderr": "error[specifier-invalid]: --cdknix: "not a spec!!" is not a package that npm can install
        why:   it is neither a version, a tag, an address, nor a file
        fix:   pass a version such as ^0.1.0, a tarball or directory such as file:../cdknix-0.1.0.tgz, or omit --cdknix
        docs:  https://cdknix.example/errors/specifier-invalid
      ",
        "stdout": "",
      }
    `);
    expect(reasonOf("")).toBe("it is empty");
    expect(reasonOf("file:nowhere.tgz")).toBe("<project>/nowhere.tgz does not exist");
    expect(reasonOf("./empty")).toBe("<project>/empty has no package.json");
    expect(reasonOf("https://example.org/cdknix 0.1.0.tgz")).toBe("an address contains no spaces");
    expect(reasonOf("1.2.3.4")).toBe("it is neither a version, a tag, an address, nor a file");
    expect(look(directory)).toEqual(before);
    expect(reasonOf("file:cdknix.tgz")).toBeUndefined();
  });

  it.each([
    "^0.1.0",
    "0.1",
    "latest",
    "next-1",
    ">= 0.1 <0.3 || 1.x",
    "1.0.0 - 2.0.0",
    "*",
    "0.1.0-beta.1+build",
    "npm:cdknix@0.1.0",
    "github:owner/cdknix#main",
    "git+https://example.org/cdknix.git",
    "https://example.org/cdknix-0.1.0.tgz",
    "owner/cdknix",
  ])("accepts %s as a specifier of cdknix", (specifier) => {
    expect(() => {
      checkSpecifier(specifier);
    }).not.toThrow();
  });

  it("rejects --terraform with another template", () => {
    expect(init(scratch(), "--template", "iso", "--terraform", "cdktf")).toMatchInlineSnapshot(`
      {
        "code": 1,
        "stderr": "error[terraform-without-stacks]: --terraform has no effect on the template iso
        why:   only the template terraform has stacks
        fix:   remove --terraform, or pass --template terraform
        docs:  https://cdknix.example/errors/terraform-without-stacks
      ",
        "stdout": "",
      }
    `);
  });

  it("warns if this Node.js cannot run a project with the runner node", () => {
    const { code, stderr } = init(scratch(), "--runner", "node", "installer");
    const { node } = process.versions;
    expect(code).toBe(0);
    expect(stderr.includes("warning[node-too-old]")).toBe(!canStripTypes(node));
    expect(formatIssue({ ...nodeTooOld("20.18.0"), constructPath: "" })).toMatchInlineSnapshot(`
      "warning[node-too-old]: Node.js 20.18.0 cannot run this project
        why:   Node.js runs TypeScript files from version 22.18
        fix:   install a newer Node.js, or create the project with --runner tsx
        docs:  https://cdknix.example/errors/node-too-old"
    `);
    expect(["20.20.2", "22.17.1", "22.18.0", "22.6.0", "24.0.0", "26.1.0"].filter(canStripTypes)).toEqual([
      "22.18.0",
      "24.0.0",
      "26.1.0",
    ]);
  });

  it("rejects a directory that is not empty", () => {
    const directory = scratch();
    put(directory, { "photos/cat.jpg": "cat", "photos/dog.jpg": "dog" });
    expect(init(directory, "photos")).toMatchInlineSnapshot(`
           {
             "code": 1,
             "stderr": "error[directory-not-empty]: <project>/photos is not empty
             why:   a new project must not mix with existing files: cat.jpg, dog.jpg
             fix:   choose a new directory: synth init photos-2
             docs:  https://cdknix.example/errors/directory-not-empty
           ",
             "stdout": "",
           }
        `);
    expect(init(directory, ".").stderr).toContain("choose a new directory: synth init my-installer\n");
    put(directory, { "photos-2": "", "my-installer/x": "" });
    expect(init(directory, "photos").stderr).toContain("choose a new directory: synth init photos-3\n");
    expect(init(directory, ".").stderr).toContain("choose a new directory: synth init my-installer-2\n");
    const before = look(directory);
    expect(init(directory, "photos/cat.jpg")).toMatchInlineSnapshot(`
           {
             "code": 1,
             "stderr": "error[not-a-directory]: <project>/photos/cat.jpg exists and is not a directory
             fix:   choose a new directory: synth init photos/cat.jpg-2
             docs:  https://cdknix.example/errors/not-a-directory
           ",
             "stdout": "",
           }
        `);
    expect(init(directory, "photos/cat.jpg/below")).toMatchInlineSnapshot(`
           {
             "code": 1,
             "stderr": "error[not-a-directory]: cannot create <project>/photos/cat.jpg/below: one of its parents is not a directory
             fix:   choose a new directory: synth init below
             docs:  https://cdknix.example/errors/not-a-directory
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
             why:   allowed choices are iso, custom-construct, offline-install, terraform; usage: cdknix init [options] [directory]
             fix:   run \`cdknix init --help\`
             docs:  https://cdknix.example/errors/flag-value-invalid
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
             docs:  https://cdknix.example/errors/disk-full
           ",
             "stdout": "exit code 5
           ",
           }
        `);
    expect(readdirSync(path.join(directory, "disk"))).toEqual([]);
  });
});
