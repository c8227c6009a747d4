import { shellQuoted } from "../platform/process/run-process";

/** The parts of a build command. Paths are relative to the project directory. */
export interface BuildCommand {
  /** Host name on the command line. */
  readonly host: string;
  /** Output directory with its tree. */
  readonly output: string;
  readonly treeHash: string;
  /** Link to the build result, which protects it from garbage collection. */
  readonly link: string;
  /** File for the JSON output of the build. */
  readonly results: string;
}

/** Builds exactly the tree that was planned; the results file appears if the build succeeds. */
export function buildCommand({ host, output, treeHash, link, results }: BuildCommand): string {
  const args = [host, "--app", output, "--tree-hash", treeHash, "--out-link", link, "--json"];
  const draft = `${results}.new`;
  const build = ["synth", ...args].map(shellQuoted).join(" ");
  // npm exec finds the command where npx does, but never installs anything.
  const run = `npm exec -c ${shellQuoted(build)}`;
  return escaped(`${run} > ${shellQuoted(draft)} && mv ${shellQuoted(draft)} ${shellQuoted(results)}`);
}

/** Removes the files of a build, except those in the Nix store. */
export function removeCommand(...files: readonly string[]): string {
  return escaped(["rm", "-f", ...files].map(shellQuoted).join(" "));
}

/** Escapes a string for Terraform, whose strings are templates. */
function escaped(text: string): string {
  return text.replaceAll("${", "$${").replaceAll("%{", "%%{");
}
