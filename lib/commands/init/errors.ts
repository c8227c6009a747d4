import { lstatSync } from "node:fs";
import * as path from "node:path";
import type { Issue } from "../../model";
import { Failure } from "../../platform/failure";
import { installFix } from "../../platform/install-command";
import { firstTypeStrippingNode } from "../../platform/type-stripping";
import { placeholderAuthor } from "./first-commit";

const shownNames = 5;

/** Suggests a directory next to the given one that does not exist. The working directory gets one inside. */
function newDirectoryFix(directory: string): string {
  const wanted = path.relative(process.cwd(), directory) || "my-installer";
  const names = [wanted, ...Array.from({ length: 98 }, (_, index) => `${wanted}-${String(index + 2)}`)];
  const free = names.find((name) => lstatSync(name, { throwIfNoEntry: false }) === undefined) ?? "my-installer";
  return `choose a new directory: synth init ${free.startsWith("-") ? `./${free}` : free}`;
}

/** The directory for a new project is not empty. */
export function directoryNotEmpty(directory: string, names: readonly string[]): Failure {
  const left = names.length - shownNames;
  const shown = [...names].sort().slice(0, shownNames).join(", ");
  return new Failure({
    kind: "usage",
    code: "directory-not-empty",
    message: `${directory} is not empty`,
    reason: `a new project must not mix with existing files: ${shown}${left > 0 ? ` and ${String(left)} more` : ""}`,
    fix: newDirectoryFix(directory),
  });
}

/** The path for a new project is a file or a link. */
export function notADirectory(directory: string): Failure {
  return new Failure({
    kind: "usage",
    code: "not-a-directory",
    message: `${directory} exists and is not a directory`,
    fix: newDirectoryFix(directory),
  });
}

/** A parent of the path for a new project is a file. */
export function belowAFile(directory: string): Failure {
  return new Failure({
    kind: "usage",
    code: "not-a-directory",
    message: `cannot create ${directory}: one of its parents is not a directory`,
    fix: newDirectoryFix(path.resolve(path.basename(directory))),
  });
}

/** npm does not understand the value of `--cdknix`, or finds no package there. */
export function specifierInvalid(specifier: string, reason: string): Failure {
  return new Failure({
    kind: "usage",
    code: "specifier-invalid",
    message: `--cdknix: ${JSON.stringify(specifier)} is not a package that npm can install`,
    reason,
    fix: "pass a version such as ^0.1.0, a tarball or directory such as file:../cdknix-0.1.0.tgz, or omit --cdknix",
  });
}

/** The option for the package of Terraform stacks, with a template that has none. */
export function terraformWithoutStacks(template: string): Failure {
  return new Failure({
    kind: "usage",
    code: "terraform-without-stacks",
    message: `--terraform has no effect on the template ${template}`,
    reason: "only the template terraform has stacks",
    fix: "remove --terraform, or pass --template terraform",
  });
}

type Notice = Omit<Issue, "constructPath">;

/**
 * The new project has a copy of the running cdknix, because `npm install` would not find that anywhere else.
 * @param gone the file or directory that cdknix was installed from, if it does not exist any more
 */
export function originCopied(file: string, versions: string, gone?: string): Notice {
  return {
    severity: "info",
    code: "origin-copied",
    message: `the project installs cdknix from ${file}, a copy of this installation`,
    reason:
      gone === undefined
        ? `this installation does not record where it came from, and npm finds no cdknix ${versions} in its registry`
        : `cdknix was installed from ${gone}, which no longer exists`,
    fix: `nothing needs to be done; to use the npm registry later, run npm install cdknix@${versions}, and remove the copy`,
  };
}

/** The new project requires a version from the npm registry, although the running cdknix may not be from there. */
export function originUnknown(versions: string, gone?: string): Notice {
  return {
    severity: "warning",
    code: "origin-unknown",
    message: `package.json requires cdknix ${versions} from the npm registry`,
    reason:
      gone === undefined
        ? "this installation does not record where it came from, and npm cannot pack it"
        : `cdknix was installed from ${gone}, which no longer exists, and npm cannot pack this installation`,
    fix: "if `npm install` does not find this version, set `cdknix` in package.json to a tarball or directory, such as file:../cdknix-0.1.0.tgz",
  };
}

/** This Node.js cannot run the program of a project with the runner `node`. */
export function nodeTooOld(version: string): Notice {
  return {
    severity: "warning",
    code: "node-too-old",
    message: `Node.js ${version} cannot run this project`,
    reason: `Node.js runs TypeScript files from version ${firstTypeStrippingNode}`,
    fix: "install a newer Node.js, or create the project with --runner tsx",
  };
}

const commitCommands = "git init && git add --all && git commit --message 'Initial commit'";

/** Git is not installed, so the project has no repository. */
export function gitMissing(): Notice {
  return {
    severity: "warning",
    code: "git-missing",
    message: "no git repository created: git is not installed",
    reason: 'without a commit, the revision in the names of images is "dirty"',
    fix: `${installFix("git")}, then run in the project: ${commitCommands}`,
  };
}

/** Git failed; the project itself is complete. */
export function commitFailed(command: string, stderr: string): Notice {
  return {
    severity: "warning",
    code: "git-failed",
    message: `the project is not committed: ${command} failed`,
    ...(stderr === "" ? {} : { reason: stderr.replaceAll(/\s*\n\s*/g, "; ") }),
    fix: `run in the project: ${commitCommands}`,
  };
}

/** Git knows no user for the first commit. */
export function authorUnknown(): Notice {
  return {
    severity: "info",
    code: "author-unknown",
    message: `the first commit has the author ${placeholderAuthor.name} <${placeholderAuthor.email}>`,
    reason: "git has no user.name and user.email",
    fix: "set them with `git config --global`, then run: git commit --amend --reset-author --no-edit",
  };
}
