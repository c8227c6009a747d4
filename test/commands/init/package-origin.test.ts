import { mkdirSync, symlinkSync } from "node:fs";
import * as path from "node:path";
import { packageOriginSync, type PackageOrigin } from "../../../lib/commands/init/package-origin";
import { put, scratch } from "../../platform/files/scratch";

// Installations as package managers leave them: test/package/origin.nix.test.ts makes real ones of npm and npx.
const registry = "https://registry.example/cdknix/-/cdknix-0.1.0.tgz";
let directory: string;

beforeEach(() => {
  directory = scratch();
  put(directory, { "packs/cdknix.tgz": "", "checkout/package.json": "{}" });
});

/** The origin of a package that is installed at a path, for a project next to the one that installed it. */
function originOf(files: Readonly<Record<string, unknown>>, root = "user/node_modules/cdknix"): PackageOrigin {
  put(directory, Object.fromEntries(Object.entries(files).map(([name, content]) => [name, JSON.stringify(content)])));
  mkdirSync(path.join(directory, root), { recursive: true });
  return packageOriginSync(path.join(directory, root), path.join(directory, "new/project"));
}

function lockWith(resolved: string): unknown {
  return { packages: { "node_modules/cdknix": { version: "0.1.0", resolved } } };
}

const tarball = { kind: "known", specifier: "file:../../packs/cdknix.tgz" };
const lockFile = "user/node_modules/.package-lock.json";

describe("the origin of the package", () => {
  it.each(["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"])(
    "is the tarball that the installing project names in %s",
    (key) => {
      expect(originOf({ "user/package.json": { [key]: { cdknix: "file:../packs/cdknix.tgz" } } })).toEqual(tarball);
    },
  );

  it.each(["^0.1.0", "0.1.0", "latest", "*", "", "npm:cdknix@^0.1.0", "catalog:"])(
    "is the registry if the installing project requires %j",
    (specifier) => {
      expect(originOf({ "user/package.json": { dependencies: { cdknix: specifier } } })).toEqual({ kind: "registry" });
    },
  );

  it.each([
    "github:example/cdknix#main",
    "example/cdknix",
    "git+ssh://git@example.org/cdknix.git#v0.1.0",
    "https://example.org/cdknix-0.1.0.tgz",
  ])("is the address %s as the installing project has it", (specifier) => {
    expect(originOf({ "user/package.json": { dependencies: { cdknix: specifier } } })).toEqual({
      kind: "known",
      specifier,
    });
  });

  it.each([
    ["file:../packs/cdknix.tgz", tarball],
    [registry, { kind: "registry" }],
    [
      "git+ssh://git@example.org/cdknix.git#c0ffee",
      { kind: "known", specifier: "git+ssh://git@example.org/cdknix.git#c0ffee" },
    ],
  ])("is the address %s that npm recorded for a dependency of a dependency", (resolved, origin) => {
    expect(originOf({ "user/package.json": { dependencies: { other: "1" } }, [lockFile]: lockWith(resolved) })).toEqual(
      origin,
    );
  });

  it("is that of the project to which pnpm linked it", () => {
    const root = "user/node_modules/.pnpm/cdknix@file+..+packs+cdknix.tgz/node_modules/cdknix";
    const specifier = `file:${path.join(directory, "packs/cdknix.tgz")}`;
    expect(originOf({ "user/package.json": { dependencies: { cdknix: specifier } } }, root)).toEqual(tarball);
  });

  it("is the directory outside of any node_modules, also for a project below a link", () => {
    expect(originOf({}, "checkout")).toEqual({ kind: "known", specifier: "file:../../checkout" });
    mkdirSync(path.join(directory, "far/away"), { recursive: true });
    symlinkSync(path.join(directory, "far/away"), path.join(directory, "near"));
    expect(packageOriginSync(path.join(directory, "checkout"), path.join(directory, "near/project"))).toEqual({
      kind: "known",
      specifier: "file:../../../checkout",
    });
  });

  it("is gone if the tarball was deleted", () => {
    const file = path.join(directory, "packs/deleted.tgz");
    expect(originOf({ "user/package.json": { dependencies: { cdknix: `file:${file}` } } })).toEqual({
      kind: "gone",
      file,
    });
  });

  it.each([
    ["nothing", {}],
    ["other packages only", { "user/package.json": { dependencies: { other: "1" } }, [lockFile]: { packages: {} } }],
    ["files of another form", { "user/package.json": { dependencies: 1 }, [lockFile]: [] }],
  ])("is unknown if %s is recorded", (_, files) => {
    expect(originOf(files)).toEqual({ kind: "unknown" });
  });
});
