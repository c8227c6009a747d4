import * as path from "node:path";
import { copyProject } from "../build/project-copy";
import { freshDirectory } from "../build/run-directory";
import { debian13, type Debian } from "./debian";

// The packages of Debian 13 have no files outside of /usr, and its Nix is newer.
const root = path.resolve(__dirname, "../..");
let debian: Debian | undefined;
let project = "";

beforeAll(async () => {
  debian = await debian13();
  project = await copyProject(path.join(freshDirectory("debian-13"), "project"));
});

describe("the offline base on Debian 13", () => {
  it("builds the example's ISO", () => {
    const command = `cd ${project} && node bin/cdknix.js --profile dev`;
    const ended = debian?.runAsMachine(["bash", "-c", command], [root, project]);
    expect(ended?.status).toBe(0);
    expect(ended?.stdout).toMatch(/^\/nix\/store\/[^/]+\/iso\/lilith-24\.05-[^/]+\.iso\n$/);
  });
});
