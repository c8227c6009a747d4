import * as path from "node:path";
import type { Issue } from "../../model";
import { packageRoot } from "../../platform/package-root";
import { canStripTypes } from "../../platform/type-stripping";
import { checkSpecifier } from "./check-specifier";
import {
  authorUnknown,
  commitFailed,
  gitMissing,
  nodeTooOld,
  originCopied,
  originUnknown,
  terraformWithoutStacks,
} from "./errors";
import { commitProjectSync, type FirstCommit } from "./first-commit";
import { isPublishedSync, packSync, type PackedPackage } from "./package-copy";
import { fileSpecifier, packageOriginSync, pathOfSpecifier } from "./package-origin";
import { compatibleVersions, projectFilesSync } from "./project-template";
import type { ProjectTemplate, TerraformPackageName } from "./project-template";
import type { Runner } from "./runner";
import { writeProjectSync } from "./write-project";

/** The choices for a new project. */
export interface ProjectRequest {
  /** Absolute path of an empty or new directory. */
  readonly directory: string;
  readonly template: ProjectTemplate;
  readonly runner: Runner;
  /** The package for Terraform stacks. Default: cdktn, in the template that has stacks. */
  readonly terraform?: TerraformPackageName | undefined;
  /** The npm specifier of cdknix; files are relative to the working directory. Default: where this cdknix came from. */
  readonly cdknix?: string | undefined;
  /** Whether to create a git repository. */
  readonly git: boolean;
}

type Notice = Omit<Issue, "constructPath">;

/** A new project. */
export interface CreatedProject {
  readonly directory: string;
  /** Paths in the project, sorted. */
  readonly files: readonly string[];
  /** Notes for the user; none of them prevents the project from being used. */
  readonly notices: readonly Notice[];
  /** Undefined if no repository was requested. */
  readonly commit: FirstCommit["kind"] | undefined;
}

/**
 * Creates a new project with a first commit.
 * @throws a failure if its files cannot be written; then nothing is left behind.
 */
export function createProject(request: ProjectRequest): CreatedProject {
  const { directory, template, runner, terraform } = request;
  if (terraform !== undefined && template !== "terraform") throw terraformWithoutStacks(template);
  const { specifier, copy, notice } = specifierOf(request);
  const project = { template, runner, name: packageName(directory), cdknix: specifier };
  const files = projectFilesSync({ ...project, ...(terraform === undefined ? {} : { terraform }) });
  const written = new Map<string, string | Buffer>(files);
  if (copy !== undefined) written.set(copy.name, copy.content);
  writeProjectSync(directory, written);
  const commit = request.git ? commitProjectSync(directory) : undefined;
  const { node } = process.versions;
  const notices = [
    notice,
    runner === "node" && !canStripTypes(node) ? nodeTooOld(node) : undefined,
    commit === undefined ? undefined : noticeOf(commit),
  ].filter((found) => found !== undefined);
  return {
    directory,
    files: [...written.keys()].sort(),
    notices,
    commit: commit?.kind,
  };
}

interface Specifier {
  readonly specifier: string;
  /** The package that the specifier names, as a file of the project. */
  readonly copy?: PackedPackage | undefined;
  readonly notice?: Notice;
}

function specifierOf({ cdknix, directory }: ProjectRequest): Specifier {
  if (cdknix !== undefined) {
    checkSpecifier(cdknix);
    const file = pathOfSpecifier(cdknix);
    return { specifier: file === undefined ? cdknix : fileSpecifier(path.resolve(file), directory) };
  }
  const origin = packageOriginSync(packageRoot, directory);
  if (origin.kind === "known") return { specifier: origin.specifier };
  const specifier = compatibleVersions();
  if (origin.kind === "registry") return { specifier };
  const gone = origin.kind === "gone" ? origin.file : undefined;
  if (gone === undefined && isPublishedSync("cdknix", specifier)) return { specifier };
  const copy = packSync(packageRoot);
  if (copy === undefined) return { specifier, notice: originUnknown(specifier, gone) };
  return { specifier: `file:${copy.name}`, copy, notice: originCopied(copy.name, specifier, gone) };
}

function noticeOf(commit: FirstCommit): Notice | undefined {
  switch (commit.kind) {
    case "git-missing":
      return gitMissing();
    case "failed":
      return commitFailed(commit.command, commit.stderr);
    case "committed":
      return commit.isAnonymous ? authorUnknown() : undefined;
    case "in-repository":
      return undefined;
  }
}

/** A valid npm package name: no capitals, few special characters. */
function packageName(directory: string): string {
  const name = path
    .basename(directory)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return name === "" ? "installer" : name;
}
