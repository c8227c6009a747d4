import { mkdirSync, symlinkSync } from "node:fs";
import * as path from "node:path";
import { project, runIn } from "../../cli/project";

describe("synth vm", () => {
  it("refuses a host that the program does not have", () => {
    expect(project().run(["vm", "c", "-q"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('there is no host "c"') as string,
    });
  });

  it("builds first, lacks QEMU with exit code 5, and does not boot the ISO of an earlier tree silently", () => {
    const { directory, run } = project();
    expect(run(["-q", "a"]).code).toBe(0);
    const programs = path.join(directory, "programs");
    mkdirSync(programs);
    for (const name of ["git", "nix", "node", "setpriv", "ssh-keygen"]) {
      const found = runIn(directory, ["sh", "-c", `command -v ${name}`]).stdout.trim();
      symlinkSync(found, path.join(programs, name));
    }
    const env = { PATH: programs };
    expect(run(["vm", "a", "--no-color"], env)).toMatchInlineSnapshot(`
     {
       "code": 5,
       "stderr": "synth: running node main.js
     synth: cdk.out: nothing changed
     synth: nothing changed since a was built
     error[vm-program-missing]: qemu-system-x86_64 is needed to boot an image and is not installed
       fix:   apt-get install qemu-system-x86
     ",
       "stdout": "",
     }
    `);
    expect(run(["--no-build", "-q"], { ...env, TEXT: "other" }).code).toBe(0);
    expect(run(["vm", "a", "--no-build", "-q"], env)).toMatchInlineSnapshot(`
     {
       "code": 5,
       "stderr": "warning[iso-outdated]: a: the ISO that was built last is of an earlier tree, or was built with other settings
       why:   with --no-build what changed since is not in it
       fix:   leave out --no-build

     error[vm-program-missing]: qemu-system-x86_64 is needed to boot an image and is not installed
       fix:   apt-get install qemu-system-x86
     ",
       "stdout": "",
     }
    `);
    expect(run(["vm", "a", "--no-build", "-q", "--strict"], env)).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "warning[iso-outdated]: a: the ISO that was built last is of an earlier tree, or was built with other settings
       why:   with --no-build what changed since is not in it
       fix:   leave out --no-build

     nothing is booted: 1 warning, which --strict forbids
     ",
       "stdout": "",
     }
    `);
  });
});
