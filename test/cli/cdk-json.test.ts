import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import * as path from "node:path";
import Ajv from "ajv";
import { configJsonSchema } from "../../scripts/config-json-schema";
import { project } from "./project";

/** The errors of a configuration by the schema that the package ships. */
function conforms(config: object): readonly (string | undefined)[] {
  const ajv = new Ajv({ allErrors: true });
  ajv.validate(JSON.parse(readFileSync("cdk.schema.json", "utf8")) as object, config);
  return (ajv.errors ?? []).map(({ message }) => message);
}

function withConfig(config: string): string {
  const { code, stdout, stderr } = project({ "cdk.json": config }).run(["--no-build"]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  return stderr;
}

describe("cdk.json", () => {
  it("that is not valid JSON is reported with the position", () => {
    expect(withConfig('{\n  "app": "node main.js",\n}')).toMatchInlineSnapshot(`
     "error[config-unreadable]: cdk.json is not JSON
       why:   Expected double-quoted property name
       fix:   remove the comma before it: JSON has no trailing commas
       at:    cdk.json:3
       docs:  https://cdknix.example/errors/config-unreadable

     cannot read cdk.json
     "
    `);
  });

  it.each([
    [`{\n  "app": 'node main.js',\n  "output": "x"\n}`, 2],
    ['{\n  "context": { "a": tru },\n  "app": "x"\n}\n', 2],
    ['{\n  // mine\n  "app": "x"\n}', 2],
    ['{\n  "app": "x"\n  "output": "y"\n}', 3],
    ['{\n  "app": "x"\n}\nmore\n', 4],
  ])("%j is reported with the line of the mistake", (config, line) => {
    const report = withConfig(config);
    // In words of Node, which differ between its versions, but never with an excerpt or an offset.
    expect(report).toMatch(/\n {2}why: {3}(?:Unexpected|Expected) [^"\d\n]+\n {2}fix/);
    expect(report).toContain(`\n  at:    cdk.json:${String(line)}\n`);
  });

  it("that is truncated is reported with the position", () => {
    expect(withConfig('{ "app": ')).toMatchInlineSnapshot(`
     "error[config-unreadable]: cdk.json is not JSON
       why:   Unexpected end of JSON input
       fix:   write a JSON object, such as { "app": "npx ts-node main.ts" }
       at:    cdk.json:1
       docs:  https://cdknix.example/errors/config-unreadable

     cannot read cdk.json
     "
    `);
  });

  it("explains that the context is too long for an environment variable", () => {
    const context = { text: "x".repeat(140_000) };
    const { run } = project({ "cdk.json": JSON.stringify({ app: "node main.js", context }) });
    expect(run(["--no-build"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "synth: running node main.js
     error[program-not-started]: cannot start the program: node main.js
       why:   the context, which is passed in an environment variable, is too long: Linux allows 128 KiB
       fix:   move large values of \`context\` from cdk.json to a file that the program reads
       docs:  https://cdknix.example/errors/program-not-started
     ",
       "stdout": "",
     }
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
       docs:  https://cdknix.example/errors/config-unreadable
     ",
       "stdout": "",
     }
    `);
  });

  it("with unknown keys is reported with all of them, their lines, and the nearest known keys", () => {
    const config = `{
  "app": "node main.js",
  "nix": { "cores": 4, "ofline": true },
  "profiles": {
    "demo": { "isoSufix": "-demo" }
  },
  "watch": { "includes": "**" },
  "ouput": "x"
}`;
    expect(withConfig(config)).toMatchInlineSnapshot(`
     "error[config-invalid]: cdk.json: unknown key "nix.cores"
       why:   known keys: builders, store, substituters, offline, options
       at:    cdk.json:3
       docs:  https://cdknix.example/errors/config-invalid

     error[config-invalid]: cdk.json: unknown key "nix.ofline"
       why:   known keys: builders, store, substituters, offline, options
       fix:   did you mean "offline"?
       at:    cdk.json:3
       docs:  https://cdknix.example/errors/config-invalid

     error[config-invalid]: cdk.json: unknown key "profiles.demo.isoSufix"
       why:   known keys: extends, isoSuffix, sbom, set, add
       fix:   did you mean "isoSuffix"?
       at:    cdk.json:5
       docs:  https://cdknix.example/errors/config-invalid

     error[config-invalid]: cdk.json: unknown key "watch.includes"
       why:   known keys: include, exclude
       fix:   did you mean "include"?
       at:    cdk.json:7
       docs:  https://cdknix.example/errors/config-invalid

     error[config-invalid]: cdk.json: unknown key "ouput"
       why:   known keys: app, output, context, nixpkgs, nix, profiles, watch
       fix:   did you mean "output"?
       at:    cdk.json:8
       docs:  https://cdknix.example/errors/config-invalid

     cdk.json is invalid: 5 errors
     "
    `);
  });

  it("with keys of AWS CDK works, with a warning about each of them and one about all feature flags", () => {
    const config = `{
  "$schema": "./node_modules/cdknix/cdk.schema.json",
  "app": "node main.js",
  "requireApproval": "never",
  "profile": "production",
  "context": {
    "mine": 1,
    "@aws-cdk/core:enablePartitionLiterals": true,
    "aws-cdk:enableDiffNoFail": true
  }
}`;
    const made = project({ "cdk.json": config });
    expect(made.run(["--no-build", "-q"])).toMatchInlineSnapshot(`
     {
       "code": 0,
       "stderr": "warning[config-no-effect]: cdk.json: "requireApproval" has no effect in cdknix
       why:   AWS CDK reads it, and cdknix has no equivalent
       fix:   remove it
       at:    cdk.json:4
       docs:  https://cdknix.example/errors/config-no-effect

     warning[config-no-effect]: cdk.json: "profile" has no effect in cdknix
       why:   AWS CDK reads it, and cdknix has no equivalent
       fix:   remove it: it names an AWS profile. To build with a profile of cdknix, pass --profile
       at:    cdk.json:5
       docs:  https://cdknix.example/errors/config-no-effect

     warning[config-no-effect]: cdk.json: "@aws-cdk/core:enablePartitionLiterals" and 1 more context key have no effect in cdknix
       why:   AWS CDK reads them, and cdknix has no equivalent
       fix:   remove them
       at:    cdk.json:8
       docs:  https://cdknix.example/errors/config-no-effect

     ",
       "stdout": "",
     }
    `);
    const { code, stderr } = made.run(["--no-build", "-q", "--strict"]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining("nothing was written: 3 warnings with --strict") as string,
    });
  });

  it.each(readdirSync("templates").filter((name) => existsSync(`templates/${name}/cdk.json`)))(
    "of the template %s names the schema and conforms to it",
    (name) => {
      const { $schema, ...config } = JSON.parse(readFileSync(`templates/${name}/cdk.json`, "utf8")) as {
        $schema: string;
      };
      expect($schema).toBe("./node_modules/cdknix/cdk.schema.json");
      expect(conforms(config)).toEqual([]);
    },
  );

  it("has a schema that is derived from the one that reads it, and that accepts and rejects the same", () => {
    expect(readFileSync("cdk.schema.json", "utf8")).toBe(configJsonSchema());
    expect(
      conforms({ app: "x", nix: { builders: ["@a"], options: { cores: 1 } }, profiles: { a: { set: { b: [1] } } } }),
    ).toEqual([]);
    expect(conforms({ app: "x", nix: { core: 1 } })).toEqual([
      expect.stringContaining("additional properties") as string,
    ]);
    expect(conforms({ app: 1 })).toEqual([expect.stringContaining("must be string") as string]);
  });

  it("with a value of the wrong type is reported with the key", () => {
    expect(withConfig('{ "app": ["node", "main.js"] }')).toMatchInlineSnapshot(`
     "error[config-invalid]: cdk.json: invalid value for "app"
       why:   expected a string
       fix:   write "…"
       at:    cdk.json:1
       docs:  https://cdknix.example/errors/config-invalid

     cdk.json is invalid: 1 error
     "
    `);
    expect(withConfig('{ "app": "x", "nix": { "offline": "yes" } }')).toMatchInlineSnapshot(`
     "error[config-invalid]: cdk.json: invalid value for "nix.offline"
       why:   expected true or false
       fix:   write true
       at:    cdk.json:1
       docs:  https://cdknix.example/errors/config-invalid

     cdk.json is invalid: 1 error
     "
    `);
    expect(withConfig("[]")).toMatchInlineSnapshot(`
     "error[config-invalid]: cdk.json: not an object
       why:   expected an object
       fix:   write { "…": … }
       at:    cdk.json:1
       docs:  https://cdknix.example/errors/config-invalid

     cdk.json is invalid: 1 error
     "
    `);
  });

  it("with a value of none of several types is reported with all of them", () => {
    expect(withConfig('{ "app": "x", "nix": { "builders": 3, "options": { "a": {} } }, "context": [] }')).toMatch(
      /expected an object\n[^]*expected a string, or a list\n[^]*expected a string, or a number, or true or false, or a list\n/,
    );
    expect(withConfig('{ "app": "" }')).toContain("the string is empty");
  });

  it("may begin with a byte order mark", () => {
    expect(
      project({ "cdk.json": '\uFEFF{ "app": "node main.js", "nixpkgs": "./nixpkgs" }' }).run(["--no-build"]).code,
    ).toBe(0);
  });

  it("without a program is reported with how to set one", () => {
    expect(withConfig("{}")).toMatchInlineSnapshot(`
     "error[app-missing]: no program to run
       why:   cdk.json has no "app", and --app is not set, or is empty
       fix:   pass --app "npx ts-node main.ts", or write { "app": "npx ts-node main.ts" } to cdk.json
       docs:  https://cdknix.example/errors/app-missing
     "
    `);
    const { directory, run } = project();
    rmSync(path.join(directory, "cdk.json"));
    expect(run([])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[app-missing]: no program to run
       why:   there is no cdk.json here, and --app is not set
       fix:   run cdknix in the directory of your project, create one with \`synth init my-installer\`, or pass --app "npx ts-node main.ts"
       docs:  https://cdknix.example/errors/app-missing
     ",
       "stdout": "",
     }
    `);
  });
});
