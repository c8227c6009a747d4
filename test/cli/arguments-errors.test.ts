import { project } from "./project";

const { run } = project();

function rejected(...args: readonly string[]): string {
  const { code, stdout, stderr } = run(args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  return stderr;
}

describe("an error in the arguments has the form of all errors, with the usage", () => {
  it("for an unknown option, with the nearest one", () => {
    expect(rejected("--bulid")).toMatchInlineSnapshot(`
      "error[flag-unknown]: unknown option --bulid
        why:   usage: cdknix [options] [command] [hosts...]
        fix:   did you mean --no-build?
        docs:  https://cdknix.example/errors/flag-unknown
      "
    `);
    expect(rejected("list", "--josn")).toMatchInlineSnapshot(`
      "error[flag-unknown]: unknown option --josn
        why:   usage: cdknix list|ls [options]
        fix:   did you mean --json?
        docs:  https://cdknix.example/errors/flag-unknown
      "
    `);
    expect(rejected("doctor", "--outptu=x")).toContain("did you mean --output?");
    expect(rejected("--entirely-different")).toMatchInlineSnapshot(`
      "error[flag-unknown]: unknown option --entirely-different
        why:   usage: cdknix [options] [command] [hosts...]
        fix:   run \`cdknix --help\`
        docs:  https://cdknix.example/errors/flag-unknown
      "
    `);
    expect(rejected("-x")).toMatchInlineSnapshot(`
      "error[flag-unknown]: unknown option -x
        why:   usage: cdknix [options] [command] [hosts...]
        fix:   run \`cdknix --help\`
        docs:  https://cdknix.example/errors/flag-unknown
      "
    `);
  });

  it("for an option of another command", () => {
    expect(rejected("list", "--built")).toMatchInlineSnapshot(`
      "error[flag-unknown]: unknown option --built
        why:   usage: cdknix list|ls [options]
        fix:   \`--built\` is an option of \`cdknix diff\`
        docs:  https://cdknix.example/errors/flag-unknown
      "
    `);
  });

  it("for an option of another tool", () => {
    expect(rejected("--all")).toMatchInlineSnapshot(`
      "error[flag-unknown]: unknown option --all
        why:   usage: cdknix [options] [command] [hosts...]
        fix:   remove it: without host names, a command applies to all hosts
        docs:  https://cdknix.example/errors/flag-unknown
      "
    `);
    expect(rejected("list", "--show-trace")).toContain("use `--verbose`");
  });

  it("for an option without its value", () => {
    expect(rejected("-o")).toMatchInlineSnapshot(`
      "error[flag-value-missing]: option --output needs a value
        why:   usage: cdknix [options] [command] [hosts...]
        fix:   write \`--output DIRECTORY\`
        docs:  https://cdknix.example/errors/flag-value-missing
      "
    `);
  });

  it("for a common option of a command without its value", () => {
    expect(rejected("diff", "--context")).toMatchInlineSnapshot(`
     "error[flag-value-missing]: option --context needs a value
       why:   usage: cdknix diff [options] [hosts...]
       fix:   write \`--context KEY=VALUE\`
       docs:  https://cdknix.example/errors/flag-value-missing
     "
    `);
  });

  it("for a value of an option that takes none", () => {
    expect(rejected("--ci=foo")).toMatchInlineSnapshot(`
      "error[flag-value-invalid]: option --ci takes no value: "foo"
        why:   usage: cdknix [options] [command] [hosts...]
        fix:   write \`--ci\`
        docs:  https://cdknix.example/errors/flag-value-invalid
      "
    `);
    expect(rejected("list", "--no-color=1")).toContain('option --no-color takes no value: "1"');
    expect(rejected("list", "--dry-run=1")).toContain("unknown option --dry-run");
  });

  it("for an invalid value, with the nearest choice", () => {
    expect(rejected("flash", "--kind", "fxed")).toMatchInlineSnapshot(`
      "error[flag-value-invalid]: invalid value for --kind: "fxed"
        why:   allowed choices are removable, fixed, partition, file; usage: cdknix flash [options] [host] [device]
        fix:   did you mean --kind fixed?
        docs:  https://cdknix.example/errors/flag-value-invalid
      "
    `);
    expect(rejected("vm", "a", "--memory", "lots")).toMatchInlineSnapshot(`
      "error[flag-value-invalid]: invalid value for --memory: "lots"
        why:   expected a number, at least 64; usage: cdknix vm [options] <host>
        fix:   run \`cdknix vm --help\`
        docs:  https://cdknix.example/errors/flag-value-invalid
      "
    `);
    expect(rejected("--nix-option", "cores")).toMatchInlineSnapshot(`
      "error[flag-value-invalid]: invalid value for --nix-option: "cores"
        why:   expected a name and a value; usage: cdknix [options] [command] [hosts...]
        fix:   run \`cdknix --help\`
        docs:  https://cdknix.example/errors/flag-value-invalid
      "
    `);
    expect(rejected("completion", "bsh")).toMatchInlineSnapshot(`
      "error[argument-invalid]: invalid value for <shell>: "bsh"
        why:   allowed choices are bash, zsh, fish; usage: cdknix completion [options] <shell>
        fix:   did you mean bash?
        docs:  https://cdknix.example/errors/argument-invalid
      "
    `);
  });

  it("for options that exclude each other", () => {
    expect(rejected("--copy-to", "x", "--no-build")).toMatchInlineSnapshot(`
      "error[flags-conflict]: --copy-to cannot be used with --no-build
        why:   usage: cdknix [options] [command] [hosts...]
        fix:   remove --copy-to or --no-build
        docs:  https://cdknix.example/errors/flags-conflict
      "
    `);
  });

  it("for missing arguments", () => {
    expect(rejected("explain")).toMatchInlineSnapshot(`
      "error[argument-missing]: missing argument <host>
        why:   usage: cdknix explain [options] <host> <option>
        fix:   run \`cdknix explain --help\`
        docs:  https://cdknix.example/errors/argument-missing
      "
    `);
    expect(rejected("explain", "a")).toMatchInlineSnapshot(`
      "error[argument-missing]: missing argument <option>: an option such as boot.kernelParams, or a set of options such as boot
        why:   usage: cdknix explain [options] <host> <option>
        fix:   run \`cdknix explain --help\`
        docs:  https://cdknix.example/errors/argument-missing
      "
    `);
  });

  it("for too many arguments", () => {
    expect(rejected("list", "a")).toMatchInlineSnapshot(`
      "error[arguments-excess]: unexpected argument: "a"
        why:   usage: cdknix list|ls [options]
        fix:   remove it, or run \`cdknix list --help\`
        docs:  https://cdknix.example/errors/arguments-excess
      "
    `);
    expect(rejected("explain", "a", "boot", "c", "d")).toMatchInlineSnapshot(`
      "error[arguments-excess]: unexpected arguments: "c", "d"
        why:   usage: cdknix explain [options] <host> <option>
        fix:   remove them, or run \`cdknix explain --help\`
        docs:  https://cdknix.example/errors/arguments-excess
      "
    `);
  });
});
