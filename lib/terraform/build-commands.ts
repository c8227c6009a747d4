import { shellQuoted } from "../platform/process/run-process";

/** What the commands of a build are made of. Paths are relative to the project directory. */
export interface BuildCommand {
  /** Host, as the command line knows it. */
  readonly host: string;
  /** Output directory that holds its tree. */
  readonly output: string;
  readonly treeHash: string;
  /** Link to what is built, which keeps it from the garbage collector. */
  readonly link: string;
  /** File that receives what is known of the ISO. */
  readonly results: string;
}

/** Builds the tree that was planned with, and nothing else; the results are there when it has succeeded. */
export function buildCommand({ host, output, treeHash, link, results }: BuildCommand): string {
  const args = [host, "--app", output, "--tree-hash", treeHash, "--out-link", link, "--json"];
  const draft = `${results}.new`;
  const build = ["synth", ...args].map(shellQuoted).join(" ");
  // Finds the command where npx does, and unlike npx never installs anything.
  const run = `npm exec -c ${shellQuoted(build)}`;
  return escaped(`${run} > ${shellQuoted(draft)} && mv ${shellQuoted(draft)} ${shellQuoted(results)}`);
}

/** Removes what a build left, but for what is in the Nix store. */
export function removeCommand(...files: readonly string[]): string {
  return escaped(["rm", "-f", ...files].map(shellQuoted).join(" "));
}

/** Texts of Terraform are templates. */
function escaped(text: string): string {
  return text.replaceAll("${", "$${").replaceAll("%{", "%%{");
}
