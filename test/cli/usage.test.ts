import { mkdirSync, readdirSync, rmSync } from "node:fs";
import * as path from "node:path";
import { project } from "./project";

function withConfig(config: string): string {
  const { code, stdout, stderr } = project({ "cdk.json": config }).run(["--no-build"]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  return stderr;
}

describe("cdk.json", () => {
  it("that is not valid JSON is reported with the position", () => {
    expect(withConfig('{\n  "app": "node main.js",\n}')).toMatchInlineSnapshot(`
     "error[config-unreadable]: cannot read cdk.json
       why:   invalid JSON: Expected double-quoted property name (line 3, column 1)
       fix:   write a JSON object, such as { "app": "npx ts-node main.ts" }
     "
    `);
  });

  it("that is truncated is reported with the position", () => {
    expect(withConfig('{ "app": ')).toMatchInlineSnapshot(`
     "error[config-unreadable]: cannot read cdk.json
       why:   invalid JSON: Unexpected end of JSON input (line 1, column 10)
       fix:   write a JSON object, such as { "app": "npx ts-node main.ts" }
     "
    `);
  });

  it("that cannot be read is reported with the reason", () => {
    const { directory, run } = project();
    rmSync(path.join(directory, "cdk.json"));
    mkdirSync(path.join(directory, "cdk.json"));
    expect(run([])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[config-unreadable]: cannot read cdk.json
       why:   EISDIR: illegal operation on a directory, read
       fix:   write a JSON object, such as { "app": "npx ts-node main.ts" }
     ",
       "stdout": "",
     }
    `);
  });

  it("with an unknown key is reported with the known keys", () => {
    expect(withConfig('{ "app": "node main.js", "ouput": "x" }')).toMatchInlineSnapshot(`
     "error[config-invalid]: cdk.json: unknown key "ouput"
       why:   known keys: app, output, context, nixpkgs, nix, profiles, watch
     "
    `);
    expect(withConfig('{ "app": "node main.js", "nix": { "cores": 4 } }')).toMatchInlineSnapshot(`
     "error[config-invalid]: cdk.json: unknown key "nix.cores"
       why:   known keys: builders, store, substituters, offline, options
     "
    `);
  });

  it("with a value of the wrong type is reported with the key", () => {
    expect(withConfig('{ "app": ["node", "main.js"] }')).toMatchInlineSnapshot(`
     "error[config-invalid]: cdk.json: invalid value for "app"
       why:   Invalid input: expected string, received array
     "
    `);
    expect(withConfig('{ "app": "x", "nix": { "offline": "yes" } }')).toMatchInlineSnapshot(`
     "error[config-invalid]: cdk.json: invalid value for "nix.offline"
       why:   Invalid input: expected boolean, received string
     "
    `);
    expect(withConfig("[]")).toMatchInlineSnapshot(`
     "error[config-invalid]: cdk.json: not an object
       why:   Invalid input: expected object, received array
     "
    `);
  });

  it("without a program is reported with how to set one", () => {
    expect(withConfig("{}")).toMatchInlineSnapshot(`
     "error[app-missing]: no program to run
       why:   cdk.json has no "app", and --app is not set
       fix:   pass --app "npx ts-node main.ts", or write { "app": "npx ts-node main.ts" } to cdk.json
     "
    `);
    const { directory, run } = project();
    rmSync(path.join(directory, "cdk.json"));
    expect(run([])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[app-missing]: no program to run
       why:   there is no cdk.json here, and --app is not set
       fix:   pass --app "npx ts-node main.ts", or write { "app": "npx ts-node main.ts" } to cdk.json
     ",
       "stdout": "",
     }
    `);
  });
});

describe("the command line", () => {
  it("rejects unknown options and arguments", () => {
    const { run } = project();
    expect(run(["--bulid"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[flag-unknown]: unknown option --bulid
       why:   usage: cdknix [options] [command] [hosts...]
       fix:   did you mean --no-build?
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
     ",
       "stdout": "",
     }
    `);
    expect(run(["-c", "release"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[context-malformed]: --context release has no value
       why:   the expected form is KEY=VALUE
     ",
       "stdout": "",
     }
    `);
    expect(run(["nobody", "--no-build"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "synth: running node main.js
     error[host-unknown]: no host named "nobody"
       why:   hosts: a, b
       fix:   use one of these names, or omit the names to build all hosts
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
       "stdout": "HOST  CLASS  SYSTEM        RELEASE  ISO
     a     iso    x86_64-linux  24.05    a.iso
     b     iso    x86_64-linux  24.05    b.iso
     ",
     }
    `);
    const json = { host: "b", class: "iso", system: "x86_64-linux", release: "24.05", iso: "b.iso" };
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
    expect(stdout).toContain("Exit codes: 0 success; 1 usage error;");
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
