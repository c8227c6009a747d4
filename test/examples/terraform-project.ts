import { cpSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { repository } from "./examples";

/** Copies the example into a separate project, so that its output is in the paths that it contains. */
export function terraformProject(): string {
  const project = mkdtempSync(path.join(tmpdir(), "cdknix-terraform-"));
  for (const name of ["cdk.json", "tsconfig.json", "examples/terraform/main.ts", "examples/terraform/lib"]) {
    cpSync(path.join(repository, name), path.join(project, name), { recursive: true });
  }
  symlinkSync(path.join(repository, "node_modules"), path.join(project, "node_modules"));
  return project;
}
