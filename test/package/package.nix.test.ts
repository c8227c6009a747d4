import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { run } from "../build/run";
import { look, put } from "../platform/files/scratch";
import {
  dependenciesOf,
  projectVariants,
  templateProjects,
  typeStrippingNode,
  type Packed,
  type TemplateProjects,
} from "./packed";

interface PackageJson {
  readonly exports: Readonly<Record<string, string | { readonly default: string; readonly types: string }>>;
  readonly scripts: Readonly<Record<string, string>>;
}

const { exports: exported } = readJson("package.json");
const entries = Object.keys(exported)
  .filter((name) => name !== "./package.json")
  .map((name) => path.posix.join("cdknix", name));
/** The files that the entry points name, without the leading `./`. */
const exportedFiles = (condition: "default" | "types"): string[] =>
  Object.values(exported).flatMap((entry) => (typeof entry === "string" ? [] : [entry[condition].slice(2)]));
let projects: TemplateProjects;
let packed: Packed;

beforeAll(async () => {
  projects = await templateProjects();
  ({ packed } = projects);
});

afterAll(() => {
  projects.returnModules();
});

describe("the package", () => {
  it("contains only the bundle, its Nix files and scripts, the option tables, the offline base, templates, and lint pages", async () => {
    const isBundle = (file: string): boolean => file.startsWith("dist/");
    const data = (await filesIn("lib")).filter((file) => /\.(?:nix|sh|txt)$/.test(file));
    const expected = [
      ...["CHANGELOG.md", "LICENSE", "README.md", "cdk.schema.json", "package.json"],
      ...[...(await filesIn("bin", "embedded", "templates")), ...data],
    ];
    expect(packed.files.filter((file) => !isBundle(file)).sort()).toEqual(expected.sort());
    const bundle = packed.files.filter(isBundle);
    const scripts = bundle.filter((file) => file.endsWith(".js"));
    const internal = ["cli/main", "project/program/child-exception", "project/program/child-preload"];
    expect(scripts.filter((file) => !file.startsWith("dist/lib/chunks/")).sort()).toEqual(
      [...exportedFiles("default"), ...internal.map((name) => `dist/lib/${name}.js`)].sort(),
    );
    const declarations = bundle.filter((file) => file.endsWith(".d.ts"));
    expect(declarations).toEqual(expect.arrayContaining(exportedFiles("types")));
    for (const file of declarations) expect(existsSync(file.replace("dist/", "").replace(/d\.ts$/, "ts"))).toBe(true);
    const others = bundle.filter((file) => !scripts.includes(file) && !declarations.includes(file));
    const mapped = scripts.filter((file) => !file.endsWith("/rolldown-runtime.js")).map((file) => `${file}.map`);
    expect(others.sort()).toEqual(["dist/lib/licenses.txt", ...mapped].sort());
  });

  it("contains the licenses of the packages in the bundle", () => {
    const licenses = readFileSync(path.join(projects.starter, "node_modules/cdknix/dist/lib/licenses.txt"), "utf8");
    for (const name of ["commander", "fp-ts", "picocolors", "uuid", "zod"]) {
      expect(licenses).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+$`, "m"));
    }
  });

  it("is small", () => {
    const kilobytes = (bytes: number): number => Math.ceil(bytes / 1000);
    const { size, unpackedSize, files } = packed;
    process.stdout.write(
      `packed: ${String(kilobytes(size))} kB, unpacked: ${String(kilobytes(unpackedSize))} kB, ${String(files.length)} files\n`,
    );
    // The current size plus ten percent: larger growth must be reviewed. The option tables take a quarter: 294 kB packed, and
    // 1,234 kB unpacked, because decompressing them would take as long in every run as reading them. The rules that find
    // secrets take 53 kB unpacked.
    expect(kilobytes(size)).toBeLessThan(1204);
    expect(kilobytes(unpackedSize)).toBeLessThan(4718);
  });

  it("is installed without a warning, because it has no script that npm runs on installation", () => {
    expect(projects.installed).not.toContain("cdknix");
    const { scripts } = readJson(path.join(projects.starter, "node_modules/cdknix/package.json"));
    expect(Object.keys(scripts).filter((name) => /^(?:pre|post)?(?:install|prepare)$/.test(name))).toEqual([]);
  });

  it("passes publint and arethetypeswrong", async () => {
    await run(["npx", "publint", "run", "--strict", packed.tarball], { cwd: "." });
    await run(["npx", "attw", "--profile", "node16", packed.tarball], { cwd: "." });
  });
});

describe.each(entries)("%s", (entry) => {
  it("exports the same names for import and require", async () => {
    const cwd = projects.home;
    const required = await run([process.execPath, "-p", namesOf(entry)], { cwd });
    expect(required.stdout.trim()).not.toBe("");
    // A static import: Node rejects a name that it does not detect in the file without running it.
    put(cwd, { "names.mjs": `import { ${required.stdout.trim()} } from "${entry}";\nconsole.log("imported");\n` });
    const imported = await run([process.execPath, "names.mjs"], { cwd });
    expect(imported.stdout).toBe("imported\n");
  });
});

describe("the types", () => {
  it.each([
    ["node16", "node16", ["cts", "mts"]],
    ["bundler", "esnext", ["ts"]],
  ])("resolve with %s resolution, and are not any", async (moduleResolution, module, extensions) => {
    const cwd = projects.home;
    const files: Record<string, string> = {};
    for (const [index, entry] of entries.entries()) {
      const { stdout } = await run([process.execPath, "-p", namesOf(entry)], { cwd });
      const text = [
        `import * as all from "${entry}";`,
        `import { ${stdout.trim()} } from "${entry}";`,
        "type IsAny<T> = 0 extends 1 & T ? true : false;",
        "export const typed: IsAny<typeof all> = false;",
        `export const uses = [${stdout.trim()}];\n`,
      ].join("\n");
      for (const extension of extensions) files[`types-${String(index)}.${extension}`] = text;
    }
    put(cwd, files);
    // Check the declarations too.
    const args = ["--module", module, "--moduleResolution", moduleResolution, "--skipLibCheck", "false"];
    const names = Object.keys(files);
    await run(["npx", "tsc", "--noEmit", "--strict", "--target", "es2022", "--types", "node", ...args, ...names], {
      cwd,
    });
  });
});

describe.each(projectVariants)("a project $title", ({ title, template, runner }) => {
  let cwd = "";
  let env: Readonly<Record<string, string>> = {};

  beforeAll(async () => {
    cwd = projects.directoryOf(title);
    const [needed, installed] = [cwd, projects.home].map((directory) => dependenciesOf(directory));
    const all = { ...installed!.dependencies, ...installed!.devDependencies };
    const { cdknix, ...others } = { ...needed!.dependencies, ...needed!.devDependencies };
    expect(all).toMatchObject(others);
    expect(path.resolve(cwd, cdknix!.replace("file:", ""))).toBe(packed.tarball);
    if (runner === "node") env = { PATH: [await typeStrippingNode(), process.env.PATH].join(path.delimiter) };
    projects.lendModules(title);
  });

  it("passes its own test and build", async () => {
    await run(["npm", "test", "--", "--ci"], { cwd, env });
    await run(["npm", "run", "build"], { cwd, env });
  });

  it("synthesizes without changes, and with the lines of the program", async () => {
    const { stderr } = await run(["npx", "synth", "--no-build"], { cwd, env });
    const stacks = template === "terraform" ? "synth: cdktf\\.out: 2 written\\n" : "";
    const app = { "ts-node": "npx ts-node main\\.ts", tsx: "npx tsx main\\.ts", node: "node main\\.ts" }[runner];
    expect(stderr).toMatch(new RegExp(`^synth: running ${app}\\n${stacks}synth: cdk\\.out: \\d+ added$`));
    const lines = creatingLines(cwd);
    expect(lines.length).toBeGreaterThan(4);
    expect(lines.filter((line) => !/\bnew [A-Z]/.test(line))).toEqual([]);
  });

  if (title === `${template}-ts-node`) {
    it("evaluates on the offline base, with the revision of the first commit", async () => {
      // Not the build plan, which is empty if the same image was built before.
      const { stdout } = await run(["npx", "synth", "--nixpkgs", "embedded", "--dry-run", "--json"], { cwd, env });
      const revision = await revisionOf(cwd);
      expect(stdout).toMatch(new RegExp(`"drvPath": ".*-26\\.05-${revision}-x86_64\\.iso\\.drv"`, "m"));
    });
  } else {
    it("writes the same flake as with ts-node, with the revision of its own first commit", async () => {
      const own = await revisionOf(cwd);
      const other = projects.directoryOf(`${template}-ts-node`);
      const otherRevision = await revisionOf(other);
      const expected = flakeIn(other).map(([name, text]) => [name, text.replaceAll(otherRevision, own)]);
      expect(flakeIn(cwd)).toEqual(expected);
    });
  }
});

describe("a project with the template terraform", () => {
  it("writes a stack that builds with the installed command line", async () => {
    const cwd = projects.directoryOf("terraform-ts-node");
    projects.lendModules("terraform-ts-node");
    await run(["npx", "synth", "--no-build"], { cwd });
    expect(readFileSync(path.join(cwd, "cdktf.out/stacks/images/cdk.tf.json"), "utf8")).toContain(
      "npm exec -c 'synth ",
    );
    await run(["npm", "exec", "-c", "synth --version"], { cwd });
  });
});

/** The shortened revision of a project. */
async function revisionOf(cwd: string): Promise<string> {
  return (await run(["git", "rev-parse", "HEAD"], { cwd })).stdout.slice(0, 7);
}

/** The files of the flake that a project has written. The manifest has lines of the program, which a compiler may change. */
function flakeIn(project: string): readonly (readonly [string, string])[] {
  const files = Object.entries(look(path.join(project, "cdk.out")));
  const isOfFlake = (name: string): boolean => name !== "manifest.json" && path.basename(name) !== "flake.lock";
  return files.filter(([name]) => isOfFlake(name)).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The lines of the program that create the constructs of its files, according to the manifest. */
function creatingLines(project: string): readonly string[] {
  const manifest = readFileSync(path.join(project, "cdk.out/manifest.json"), "utf8");
  return [...manifest.matchAll(/"source": "(.+):(\d+)"/g)].map(([, file, line]) => {
    return readFileSync(path.join(project, file!), "utf8").split("\n")[Number(line) - 1]!;
  });
}

/** A program that prints the exports of an entry for require. */
function namesOf(entry: string): string {
  return `Object.keys(require(${JSON.stringify(entry)})).sort().join(", ")`;
}

/** Files of this work tree except ignored ones. */
async function filesIn(...folders: readonly string[]): Promise<readonly string[]> {
  const listed = await run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", ...folders], {
    cwd: ".",
  });
  return listed.stdout
    .trim()
    .split("\n")
    .filter((file) => existsSync(file));
}

function readJson(file: string): PackageJson {
  return JSON.parse(readFileSync(file, "utf8")) as PackageJson;
}
