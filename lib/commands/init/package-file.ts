/** The parts of a project's package.json that `synth init` changes. */
export interface PackageContent {
  name?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

const packageFile = "package.json";

/** Changes the package.json among the files of a project. */
export function editPackage(files: Map<string, string>, edit: (content: PackageContent) => void): void {
  const content = JSON.parse(files.get(packageFile) ?? "{}") as PackageContent;
  edit(content);
  files.set(packageFile, `${JSON.stringify(content, undefined, 2)}\n`);
}

/** Applies a JSON merge patch (RFC 7396) to the package.json among the files of a project. */
export function patchPackage(files: Map<string, string>, patch: string): void {
  editPackage(files, (content) => {
    Object.assign(content, merged(content, JSON.parse(patch)));
    for (const key of ["dependencies", "devDependencies"] as const) {
      const dependencies = content[key];
      // As npm writes them.
      if (dependencies !== undefined) content[key] = Object.fromEntries(Object.entries(dependencies).sort());
    }
  });
}

function merged(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, key);
    else result[key] = merged(result[key], value);
  }
  return result;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
