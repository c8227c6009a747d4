import { existsSync } from "node:fs";
import * as path from "node:path";
import { firstWordFailure } from "../../lib/cli/arguments/check-first-word";
import { foreignWord, foreignWords } from "../../lib/cli/arguments/foreign-words";
import { tryFindCommand } from "../../lib/cli/arguments/unknown-command";
import { makeCommandLine } from "../../lib/cli/command-line";
import { foreignFlags } from "../../lib/cli/foreign-flags";
import { projectFilesSync, projectTemplates, type ProjectTemplate } from "../../lib/commands/init/project-template";
import { runners, type Runner } from "../../lib/commands/init/runner";
import { project, type Project, type Run } from "./project";

const root = makeCommandLine("synth");

/** Leaves a file when it runs. */
const marking = 'require("node:fs").writeFileSync("ran", ""); require("./hosts.js");';
const withHosts = (...names: readonly string[]): string =>
  `process.env.HOSTS = ${JSON.stringify(names.join(" "))}; require("./main.js");`;

function marked(hosts: string): Project {
  return project({ "cdk.json": '{ "app": "node marking.js" }', "marking.js": marking, "hosts.js": hosts });
}

function hasRun({ directory }: Project): boolean {
  return existsSync(path.join(directory, "ran"));
}

/** Runs a command line that must fail before the program runs. */
function rejected(...args: readonly string[]): string {
  const made = marked(withHosts("desk", "lilith"));
  const { code, stdout, stderr } = made.run(args);
  expect({ code, stdout, hasRun: hasRun(made) }).toEqual({ code: 1, stdout: "", hasRun: false });
  return stderr;
}

describe("known words", () => {
  it("are aliases of commands", () => {
    const { run } = project();
    expect(run(["version"])).toEqual({ code: 0, stdout: "0.1.0\n", stderr: "" });
    expect(run(["help"]).stdout).toBe(run(["--help"]).stdout);
    expect(run(["help", "flash"]).stdout).toBe(run(["flash", "--help"]).stdout);
    expect(run(["help", "ls"]).stdout).toBe(run(["list", "--help"]).stdout);
    expect(run(["ls", "-q"]).stdout).toBe(run(["list", "-q"]).stdout);
    expect(run(["build", "a", "--no-build", "-q"])).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(run(["build", "c", "--no-build", "-q"]).stderr).toContain('no host named "c"');
  });
});

describe("a misspelled command", () => {
  it("is suggested before the program runs", () => {
    expect(rejected("lsit")).toMatchInlineSnapshot(`
           "error[command-unknown]: no command named "lsit"
             fix:   did you mean \`synth list\`? To build a host named "lsit", run \`synth synth lsit\`
             docs:  https://cdknix.example/errors/command-unknown
           "
        `);
    expect(rejected("dif")).toContain("did you mean `synth diff`?");
    expect(rejected("doctr", "--quiet")).toContain("did you mean `synth doctor`?");
    expect(rejected("help", "lsit")).toMatchInlineSnapshot(`
      "error[command-unknown]: no command named "lsit"
        fix:   did you mean \`synth help list\`?
        docs:  https://cdknix.example/errors/command-unknown
      "
    `);
    expect(rejected("help", "deploy")).toMatchInlineSnapshot(`
      "error[command-unknown]: no command named "deploy"
        why:   cdknix builds images, and does not deploy them
        fix:   write the ISO to a USB drive with \`synth flash HOST DEVICE\`, boot it with \`synth vm HOST\`, or upload it with Terraform
        docs:  https://cdknix.example/errors/command-unknown
      "
    `);
    expect(rejected("help", "entirely-different")).toMatchInlineSnapshot(`
           "error[command-unknown]: no command named "entirely-different"
             fix:   list the commands with \`synth help\`
             docs:  https://cdknix.example/errors/command-unknown
           "
        `);
  });

  it("is a host if the last run had it, even if no file mentions it", () => {
    const made = marked('process.env.HOSTS = ["li", "lsit".slice(1)].join("") + " a"; require("./main.js");');
    expect(made.run(["--no-build", "-q"])).toMatchObject({ code: 0 });
    const built = made.run(["lisit", "--no-build", "-q"]);
    expect(built).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("is a host if a file of the program mentions it and the program has it", () => {
    const made = marked(withHosts("x").replace('"x"', '["lsit"].join()'));
    expect(made.run(["lsit", "--no-build", "-q"])).toEqual({ code: 0, stdout: "", stderr: "" });
    const listed = project({
      "cdk.json": '{ "app": "node hosts.js" }',
      "hosts.yaml": "- deploy\n",
      "hosts.js":
        'process.env.HOSTS = require("fs").readFileSync("hosts.yaml", "utf8").trim().slice(2); require("./main.js");',
    });
    expect(listed.run(["deploy", "--no-build", "-q"])).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("is suggested together with the hosts if the program mentions it but has no such host", () => {
    const made = marked(`const list = "lsit"; ${withHosts("lisa", "eve")}`);
    const { stderr } = made.run(["lsit", "--no-build"]);
    expect(stderr).toMatchInlineSnapshot(`
      "synth: running node marking.js
      error[host-unknown]: no host named "lsit"
        why:   hosts: lisa, eve
        fix:   did you mean \`synth list\`? To build a host named "lsit", run \`synth synth lsit\`
        docs:  https://cdknix.example/errors/host-unknown
      "
    `);
  });

  it("can be built with the command synth", () => {
    expect(rejected("lsit")).toContain("`synth synth lsit`");
    const made = marked('process.env.HOSTS = "ls" + "it"; require("./main.js");');
    expect(made.run(["synth", "lsit", "--no-build", "-q"])).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("is not confused with a new host that the program computes", () => {
    const made = marked('process.env.HOSTS = [1, 2].map((n) => "desk-" + n).join(" "); require("./main.js");');
    expect(made.run(["desk-2", "--no-build", "-q"])).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});

describe("a command of another tool", () => {
  it("is answered with its equivalent before the program runs", () => {
    expect(rejected("deploy")).toMatchInlineSnapshot(`
      "error[command-unknown]: no command named "deploy"
        why:   cdknix builds images, and does not deploy them
        fix:   write the ISO to a USB drive with \`synth flash HOST DEVICE\`, boot it with \`synth vm HOST\`, or upload it with Terraform. To build a host named "deploy", run \`synth synth deploy\`
        docs:  https://cdknix.example/errors/command-unknown
      "
    `);
    expect(rejected("gc")).toMatchInlineSnapshot(`
      "error[command-unknown]: no command named "gc"
        why:   Nix keeps the build results in its store
        fix:   remove the result links that you do not need, then run \`nix-collect-garbage\`. To build a host named "gc", run \`synth synth gc\`
        docs:  https://cdknix.example/errors/command-unknown
      "
    `);
    expect(rejected("bootstrap")).toMatchInlineSnapshot(`
      "error[command-unknown]: no command named "bootstrap"
        why:   cdknix builds locally or on remote builders, and keeps no state in the cloud
        fix:   check this machine with \`synth doctor\`. To build a host named "bootstrap", run \`synth synth bootstrap\`
        docs:  https://cdknix.example/errors/command-unknown
      "
    `);
    expect(rejected("Update")).toContain("synth lock --update");
  });

  it("is answered if it is misspelled", () => {
    expect(rejected("depoly")).toMatchInlineSnapshot(`
      "error[command-unknown]: no command named "depoly"
        why:   it resembles deploy: cdknix builds images, and does not deploy them
        fix:   write the ISO to a USB drive with \`synth flash HOST DEVICE\`, boot it with \`synth vm HOST\`, or upload it with Terraform. To build a host named "depoly", run \`synth synth depoly\`
        docs:  https://cdknix.example/errors/command-unknown
      "
    `);
    expect(rejected("destory")).toContain("it resembles destroy: cdknix deploys nothing");
    expect(rejected("rebiuld")).toContain("it resembles rebuild");
    // A command of cdknix that is as near comes first.
    expect(rejected("lits")).toContain("did you mean `synth list`?");
  });

  it("is answered even with an option of that tool", () => {
    const deploy = rejected("deploy");
    expect(rejected("deploy", "--all")).toBe(deploy);
    expect(rejected("deploy", "--require-approval", "never")).toBe(deploy);
    expect(rejected("deploy", "--hotswap")).toBe(deploy);
    expect(rejected("destroy", "--all")).toBe(rejected("destroy"));
    expect(rejected("gc", "--dry")).toBe(rejected("gc"));
    expect(rejected("context", "--reset", "1")).toBe(rejected("context"));
    expect(rejected("depoly", "--all")).toBe(rejected("depoly"));
    expect(rejected("lsit", "--jsno")).toBe(rejected("lsit"));
  });

  it("is not answered if it is a host, whose option is wrong", () => {
    expect(rejected("lilith", "--hotswap")).toContain("error[flag-unknown]: unknown option --hotswap");
    const made = marked(withHosts("x").replace('"x"', '["deploy"].join()'));
    expect(made.run(["deploy", "--all"]).stderr).toContain("error[flag-unknown]: unknown option --all");
  });

  it("is answered with its reason if the program mentions it and has no such host", () => {
    const made = marked(`const list = "deploy"; ${withHosts("lisa", "eve")}`);
    expect(made.run(["deploy", "--no-build"]).stderr).toMatchInlineSnapshot(`
      "synth: running node marking.js
      error[host-unknown]: no host named "deploy"
        why:   hosts: lisa, eve; cdknix builds images, and does not deploy them
        fix:   write the ISO to a USB drive with \`synth flash HOST DEVICE\`, boot it with \`synth vm HOST\`, or upload it with Terraform. To build a host named "deploy", run \`synth synth deploy\`
        docs:  https://cdknix.example/errors/host-unknown
      "
    `);
  });

  it("is answered without a project, too", () => {
    const empty: Run = runInEmpty("deploy");
    expect(empty).toMatchObject({ code: 1, stdout: "" });
    expect(empty.stderr).toContain('no command named "deploy"');
  });

  it.each(Object.keys(foreignWords))("%s is not a command here, and its answer names existing ones", (word) => {
    expect(tryFindCommand(root, word)).toBeUndefined();
    const { fix } = foreignWord(word) ?? { fix: "" };
    expectCommandsExist(fix);
  });

  it.each(Object.entries(foreignFlags))("%s is not an option here, and its answer names existing ones", (flag, fix) => {
    expect(root.options.map(({ long }) => long)).not.toContain(flag);
    expectCommandsExist(fix);
  });
});

describe("a command of another tool in a new project", () => {
  const texts = (template: ProjectTemplate, runner: Runner): Record<string, string> =>
    Object.fromEntries(projectFilesSync({ template, runner, name: "installer", cdknix: "^0.1.0" }));

  it.each(projectTemplates.flatMap((template) => runners.map((runner) => ({ template, runner }))))(
    "is answered before the program runs: $template, $runner",
    ({ template, runner }) => {
      const { directory } = project(texts(template, runner));
      const failureOf = (word: string): string | undefined =>
        firstWordFailure(root, [word], { color: true, build: true }, directory)?.code;
      const words = [...Object.keys(foreignWords), "depoly", "lsit"];
      expect(words.filter((word) => failureOf(word) !== "command-unknown")).toEqual([]);
    },
  );

  it("may be a host if a host, a class of the project, or the context has this name", () => {
    const failureIn = (files: Record<string, string>): string | undefined =>
      firstWordFailure(root, ["boot"], { color: true, build: true }, project(files).directory)?.code;
    const app = '"app": "node main.js"';
    const boot = (code: string): string | undefined => failureIn({ "cdk.json": `{ ${app} }`, "host.ts": code });
    expect(boot('new BootConfig(this, "boot", {});')).toBe("command-unknown");
    expect(boot('new nixos.BootConfig(\n  this.iso,\n  "boot",\n);')).toBe("command-unknown");
    expect(boot('new Host(flake, "boot");')).toBeUndefined();
    expect(boot('new Desk(flake, "boot");')).toBeUndefined();
    expect(
      boot('new BootConfig(this, "boot"); for (const host of ["boot", "x"]) new Host(flake, host);'),
    ).toBeUndefined();
    expect(failureIn({ "cdk.json": `{ ${app} }`, "host.test.ts": 'new Host(flake, "boot");' })).toBe("command-unknown");
    expect(failureIn({ "cdk.json": `{ ${app}, "profiles": { "boot": {} } }` })).toBe("command-unknown");
    expect(failureIn({ "cdk.json": `{ ${app}, "context": { "hosts": ["boot"] } }` })).toBeUndefined();
    expect(failureIn({ "cdk.json": '{ "app": "HOSTS=\'a boot\' node main.js" }' })).toBeUndefined();
    expect(failureIn({ "cdk.json": '{ "app": "node boot.js" }' })).toBe("command-unknown");
  });
});

function runInEmpty(...args: readonly string[]): Run {
  return project({ "cdk.json": "{}" }).run(args);
}

/** Checks each command line of cdknix in backticks, and each option. */
function expectCommandsExist(fix: string): void {
  for (const [, line = ""] of fix.matchAll(/`(synth[^`]*|--[^`]*)`/g)) {
    const [first = "", ...rest] = line.split(" ");
    const words = first === "synth" ? rest : [first, ...rest];
    const [word = ""] = words;
    const command = /^[a-z]/.test(word) ? tryFindCommand(root, word) : root;
    expect(command).toBeDefined();
    const known = [...(command?.options ?? []), ...root.options].map(({ long }) => long);
    for (const flag of words.filter((each) => each.startsWith("--"))) expect(known).toContain(flag);
  }
}
