import { readdirSync } from "node:fs";
import { project } from "./project";

describe("the command line", () => {
  it("rejects unknown options and arguments", () => {
    const { run } = project();
    expect(run(["--bulid"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[flag-unknown]: unknown option --bulid
       why:   usage: cdknix [options] [command] [hosts...]
       fix:   did you mean --no-build?
       docs:  https://cdknix.example/errors/flag-unknown
     ",
       "stdout": "",
     }
    `);
    expect(run(["--nix-option", "cores"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[flag-value-invalid]: invalid value for --nix-option: "cores"
       why:   expected a name and a value; usage: cdknix [options] [command] [hosts...]
       fix:   run \`cdknix --help\`
       docs:  https://cdknix.example/errors/flag-value-invalid
     ",
       "stdout": "",
     }
    `);
    expect(run(["-c", "release"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[context-malformed]: --context release has no value
       why:   the expected form is KEY=VALUE
       fix:   write \`--context release=VALUE\`
       docs:  https://cdknix.example/errors/context-malformed
     ",
       "stdout": "",
     }
    `);
    expect(run(["-c", "=24.05"]).stderr).toMatch(
      /--context =24\.05 has no key\n(.*\n)*  fix: {3}write `--context KEY=24\.05`\n/,
    );
    expect(run(["nobody", "--no-build"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "synth: running node main.js
     error[host-unknown]: no host named "nobody"
       why:   hosts: a, b
       fix:   use one of these names, or omit the names to build all hosts
       docs:  https://cdknix.example/errors/host-unknown
     ",
       "stdout": "",
     }
    `);
  });

  it("passes the context to the program, with options overriding cdk.json", () => {
    const { run } = project({
      "cdk.json": '{ "app": "node show.js", "context": { "release": "24.05", "list": [1] } }',
      "show.js": "console.log(process.env.CDKNIX_CONTEXT_JSON); require('./main.js')",
    });
    const { code, stderr } = run(["--no-build", "-c", "release=25.05", "-c", "a=b=c"]);
    expect(code).toBe(0);
    expect(stderr).toContain('{"release":"25.05","list":[1],"a":"b=c"}\n');
  });

  it("lists the hosts as a table and as JSON, and writes nothing", () => {
    const { directory, run } = project();
    expect(run(["list", "-q"])).toMatchInlineSnapshot(`
     {
       "code": 0,
       "stderr": "",
       "stdout": "HOST  KIND   CLASS  SYSTEM        RELEASE  ISO
     a     image  iso    x86_64-linux  24.05    a.iso
     b     image  iso    x86_64-linux  24.05    b.iso
     ",
     }
    `);
    const json = { host: "b", kind: "image", class: "iso", system: "x86_64-linux", release: "24.05", iso: "b.iso" };
    expect(JSON.parse(run(["list", "--json", "-q"]).stdout)).toEqual([{ ...json, host: "a", iso: "a.iso" }, json]);
    expect(readdirSync(directory)).toEqual(["cdk.json", "main.js", "nixpkgs"]);
  });

  it("prints nothing with --quiet", () => {
    expect(project().run(["--no-build", "-q"])).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("prints its version, and help with the exit codes", () => {
    const { run } = project();
    expect(run(["--version"])).toEqual({ code: 0, stdout: "0.1.0\n", stderr: "" });
    const { code, stdout } = run(["--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("Usage: cdknix [options] [command] [hosts...]");
    expect(stdout).toContain("\nExit codes:\n  0  success\n  1  usage error\n");
  });

  it("runs under both names, with and without the command synth", () => {
    const { run } = project();
    for (const args of [["--no-build"], ["synth", "--no-build"], ["--no-build", "synth", "a"], ["a", "--no-build"]]) {
      expect(run(["-q", ...args])).toEqual({ code: 0, stdout: "", stderr: "" });
    }
  });
});

describe("colors", () => {
  it("are used only on terminals, never in pipes, even in continuous integration", () => {
    const { stderr } = project().run(["--no-build"], { CI: "true", FORCE_COLOR: "1" });
    expect(stderr).toMatch(/^synth: running node main\.js$/m);
  });
});
