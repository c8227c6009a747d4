import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { Debian } from "./debian";
import { firstCommandOfReadme } from "./first-command";

// A new user's first command, on a Debian 12 with Node 20 and nothing else.
const repository = path.resolve(__dirname, "../..");
const work = mkdtempSync(path.join(tmpdir(), "cdknix-clean-debian-"));
const root = path.join(work, "root");
const home = "/root/cdknix";
let debian: Debian | undefined;

const sha256 = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");
const clone = (source: string, target: string): void => {
  execFileSync("git", ["clone", "--quiet", `file://${source}`, target], { stdio: "inherit" });
};

beforeAll(() => {
  debian = Debian.make(root, "bookworm");
  clone(repository, path.join(root, home));
});

afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

describe("a clean Debian 12 with Node 20", () => {
  it("has no Nix, no git, and no npm packages at first", () => {
    for (const program of ["nix", "git", "qemu-system-x86_64"]) {
      expect(debian?.run(["which", program]).status).toBe(1);
    }
    expect(() => statSync(path.join(root, home, "node_modules"))).toThrow("ENOENT");
  });

  it("builds the example's ISO with the first command in the README, identical to this machine's", () => {
    const command = firstCommandOfReadme();
    const result = debian!.run(["bash", "-c", `cd ${home} && ${command}`]);
    expect(result.status).toBe(0);
    const iso = result.stdout.trimEnd().split("\n").at(-1) ?? "";
    expect(iso).toMatch(/^\/nix\/store\/.*\/iso\/lilith-24\.05-[0-9a-f]{7}-x86_64\.iso$/);

    const elsewhere = path.join(work, "elsewhere");
    clone(path.join(root, home), elsewhere);
    // With the same package lists: Debian may have published an update since this machine fetched its own.
    const lists = "var/lib/apt/lists";
    const build = `mount --bind "$1/${lists}" /${lists} && exec bash scripts/example.sh`;
    const here = execFileSync("unshare", ["--mount", "sh", "-c", build, "sh", root], {
      cwd: elsewhere,
      encoding: "utf8",
    }).trimEnd();
    expect(path.basename(here)).toBe(path.basename(iso));
    expect(sha256(path.join(root, iso))).toBe(sha256(here));
  });
});
