import { mkdirSync, symlinkSync } from "node:fs";
import * as path from "node:path";
import { project, runIn } from "../../cli/project";

describe("synth vm", () => {
  it("rejects a host that the program does not have", () => {
    expect(project().run(["vm", "c", "-q"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no host named "c"') as string,
    });
  });

  it("builds first, exits with code 5 without QEMU, and warns about an ISO that is out of date", () => {
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
     synth: cdk.out: unchanged
     synth: a is up to date
     error[vm-program-missing]: qemu-system-x86_64 is not installed, but is required to boot an image
       fix:   apt-get install qemu-system-x86
       docs:  https://cdknix.example/errors/vm-program-missing
     ",
       "stdout": "",
     }
    `);
    expect(run(["--no-build", "-q"], { ...env, TEXT: "other" }).code).toBe(0);
    expect(run(["vm", "a", "--no-build", "-q"], env)).toMatchInlineSnapshot(`
     {
       "code": 5,
       "stderr": "warning[iso-outdated]: a: the latest ISO is out of date
       why:   the flake or the build settings have changed since it was built
       fix:   omit --no-build to rebuild it
       docs:  https://cdknix.example/errors/iso-outdated

     error[vm-program-missing]: qemu-system-x86_64 is not installed, but is required to boot an image
       fix:   apt-get install qemu-system-x86
       docs:  https://cdknix.example/errors/vm-program-missing
     ",
       "stdout": "",
     }
    `);
    expect(run(["vm", "a", "--no-build", "-q", "--strict"], env)).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "warning[iso-outdated]: a: the latest ISO is out of date
       why:   the flake or the build settings have changed since it was built
       fix:   omit --no-build to rebuild it
       docs:  https://cdknix.example/errors/iso-outdated

     not booted: 1 warning, and --strict is set
     ",
       "stdout": "",
     }
    `);
  });
});
