import * as path from "node:path";
import { copyProject } from "../../build/project-copy";
import { synth } from "../../build/run";
import { freshDirectory } from "../../build/run-directory";
import { programNames } from "../../../scripts/site/program-names";

// The Nix commands before a build: lock, evaluate, plan. Nothing is built, so this works with every Nix version.
let project = "";

beforeAll(async () => {
  project = await copyProject(path.join(freshDirectory("examples"), "project"));
});

describe.each(programNames("examples"))("examples/%s on the offline base", (example) => {
  const run = async (...args: readonly string[]): ReturnType<typeof synth> =>
    synth(project, "--app", `npx ts-node examples/${example}/main.ts`, ...args);

  it("is locked and evaluated reproducibly, and prints what would be built", async () => {
    interface Listed {
      readonly host: string;
      readonly system: string;
      readonly kind: "image" | "machine";
    }
    const listed = JSON.parse((await run("list", "--json")).stdout) as readonly Listed[];
    // The packages of the offline base are for one system.
    const hosts = listed.filter(({ system }) => system === "x86_64-linux");
    expect(hosts).not.toEqual([]);
    const names = hosts.map(({ host }) => host);
    const plan = async (): ReturnType<typeof synth> => run(...names, "--dry-run", "--json");
    const first = await plan();
    expect(JSON.parse(first.stdout)).toEqual(
      hosts.map(({ host, kind }) => ({
        ...{ host, kind, iso: null, size: null, sha256: null, checksum: null, sbom: null, storePath: null },
        drvPath: expect.stringMatching(/^\/nix\/store\/[a-z0-9]{32}-.*\.drv$/) as string,
      })),
    );
    expect(first.stderr).toMatch(/will be (?:built|fetched)|^done/m);
    expect((await plan()).stdout).toBe(first.stdout);
  });
});
