import { existsSync, readFileSync, realpathSync } from "node:fs";
import * as path from "node:path";
import { z } from "zod";

/** Where an installed package came from, as far as its installation records it. */
export type PackageOrigin =
  /** A version specifier for package.json that installs the same package. */
  | { readonly kind: "known"; readonly specifier: string }
  /** A version in a registry. */
  | { readonly kind: "registry" }
  /** A file or directory that does not exist any more. */
  | { readonly kind: "gone"; readonly file: string }
  /** Nothing on disk says so, as for global installations of npm. */
  | { readonly kind: "unknown" };

const record = z.record(z.string(), z.string()).optional();
const packageSchema = z.object({
  dependencies: record,
  devDependencies: record,
  optionalDependencies: record,
  peerDependencies: record,
});
const lockSchema = z.object({ packages: z.record(z.string(), z.object({ resolved: z.string().optional() })) });

/**
 * Finds out where a package came from: a checkout or link, or the source that npm, npx, pnpm, or yarn recorded.
 * @param root real path of the package's directory
 * @param project directory that file specifiers are relative to; may not exist yet
 */
export function packageOriginSync(root: string, project: string): PackageOrigin {
  const owners = ownersOf(root);
  if (owners.length === 0) return { kind: "known", specifier: fileSpecifier(root, project) };
  for (const owner of owners) {
    const specifier = requestedBy(owner, path.basename(root)) ?? lockedBy(owner, root);
    if (specifier !== undefined) return originOf(specifier, owner, project);
  }
  return { kind: "unknown" };
}

/** The specifier of a file or directory, relative to a project as npm writes it. */
export function fileSpecifier(file: string, project: string): string {
  const relative = path.relative(realPath(project), realPath(file));
  return `file:${relative.split(path.sep).join("/")}`;
}

/** The path in a specifier of a file or directory; undefined for other specifiers. */
export function pathOfSpecifier(specifier: string): string | undefined {
  const [, file] = /^(?:file|link|portal):(.+)$/s.exec(specifier) ?? [];
  if (file !== undefined) return file;
  const isPath = /^(?:\.{0,2}[\\/]|[a-z]:[\\/])/i.test(specifier);
  return isPath || /^[^:]*\.(?:tgz|tar\.gz)$/i.test(specifier) ? specifier : undefined;
}

/** The directories whose `node_modules` contain a package, the nearest first. */
function ownersOf(root: string): readonly string[] {
  const parts = root.split(path.sep);
  const found = [...parts.keys()].filter((index) => parts[index] === "node_modules");
  return found.reverse().map((index) => parts.slice(0, index).join(path.sep) || path.sep);
}

/** The specifier in the package.json of the project that installed a package, or of the cache of npx. */
function requestedBy(owner: string, name: string): string | undefined {
  const content = read(path.join(owner, "package.json"), packageSchema);
  if (content === undefined) return undefined;
  const { dependencies, devDependencies, optionalDependencies, peerDependencies } = content;
  const lists = [dependencies, devDependencies, optionalDependencies, peerDependencies];
  return lists.map((list) => list?.[name]).find((specifier) => specifier !== undefined);
}

/** The source in npm's record of what is in `node_modules`, which also has the dependencies of dependencies. */
function lockedBy(owner: string, root: string): string | undefined {
  const lock = read(path.join(owner, "node_modules", ".package-lock.json"), lockSchema);
  return lock?.packages[path.relative(owner, root).split(path.sep).join("/")]?.resolved;
}

function originOf(specifier: string, owner: string, project: string): PackageOrigin {
  const file = pathOfSpecifier(specifier);
  if (file !== undefined) {
    const absolute = path.resolve(owner, file);
    return existsSync(absolute)
      ? { kind: "known", specifier: fileSpecifier(absolute, project) }
      : { kind: "gone", file: absolute };
  }
  return isOfRegistry(specifier) ? { kind: "registry" } : { kind: "known", specifier };
}

/** Whether a specifier is a version, range, tag, or alias, or the address of a package in a registry. */
function isOfRegistry(specifier: string): boolean {
  if (/^(?:npm|catalog|workspace):/.test(specifier)) return true;
  // Every registry has its packages at NAME/-/NAME-VERSION.tgz.
  return /^https?:.*\/-\/[^/]+\.tgz$/.test(specifier) || !/[:/]/.test(specifier);
}

function read<T>(file: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // Absent, or not what npm writes: it says nothing.
    return undefined;
  }
}

/** Resolves the links in the part of a path that exists. */
function realPath(file: string): string {
  const absolute = path.resolve(file);
  if (existsSync(absolute) || path.dirname(absolute) === absolute) return realpathSync(absolute);
  return path.join(realPath(path.dirname(absolute)), path.basename(absolute));
}
