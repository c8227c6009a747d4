import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import * as path from "node:path";

/** Result of a Terraform run; stdout and stderr are combined. */
export interface TerraformRun {
  readonly code: number | null;
  readonly text: string;
}

/** A stack in its directory, which is Terraform's working directory. */
export interface TerraformDirectory {
  /** Runs a command; throws with its output if it ends with another exit code than expected. Default: 0. */
  readonly run: (args: readonly string[], code?: number) => TerraformRun;
  /** The outputs of the stack. */
  readonly outputs: () => Readonly<Record<string, unknown>>;
}

/** Terraform, or OpenTofu, on this machine. */
const terraformProgram = ["terraform", "tofu"].find((name) => isOnPath(name));

/**
 * A group of tests that requires Terraform. No package registry provides Terraform, but the machine that accepts changes has
 * it. Its absence fails there; elsewhere a test says that nothing was tested.
 */
export function withTerraform(title: string, tests: () => void): void {
  if (terraformProgram !== undefined) {
    describe(title, tests);
    return;
  }
  it(`NOT TESTED, there is no terraform or tofu here: ${title}`, () => {
    process.stderr.write(`NOT TESTED: ${title}: install Terraform or OpenTofu for it\n`);
    if (process.env.CDKNIX_TESTED_IN_CI !== undefined)
      throw new Error("CI has Terraform: terraform is not on its PATH any more");
  });
}

/** A directory with a stack. */
export function terraformIn(directory: string): TerraformDirectory {
  const run = (args: readonly string[], code = 0): TerraformRun => {
    const { status, stdout, stderr } = spawnSync(terraformProgram ?? "terraform", args, {
      cwd: directory,
      encoding: "utf8",
      env: { ...process.env, CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: "/dev/null", TF_IN_AUTOMATION: "1" },
    });
    const text = stdout + stderr;
    if (status !== code) throw new Error(`terraform ${args.join(" ")} ended with ${String(status)}:\n${text}`);
    return { code: status, text };
  };
  return {
    run,
    outputs: () => {
      const read = JSON.parse(run(["output", "-json"]).text) as Record<string, { readonly value: unknown }>;
      return Object.fromEntries(Object.entries(read).map(([name, { value }]) => [name, value]));
    },
  };
}

function isOnPath(name: string): boolean {
  return (process.env.PATH ?? "").split(path.delimiter).some((directory) => {
    try {
      accessSync(path.join(directory, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
