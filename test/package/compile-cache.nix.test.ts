import { existsSync, readdirSync } from "node:fs";
import * as path from "node:path";
import { bin, project, runIn, type Run } from "../cli/project";
import { scratch } from "../platform/files/scratch";
import { typeStrippingNode } from "./packed";

const { directory } = project();
let node = "";

beforeAll(async () => {
  node = await typeStrippingNode();
});

/** Runs synth with a Node that has a compile cache; the program prints which one it uses. */
function synth(cache: string, env: Readonly<Record<string, string>> = {}): Run {
  const app = "node -p process.env.NODE_COMPILE_CACHE && node main.js";
  return runIn(directory, [path.join(node, "node"), bin, "--no-build", "--app", app], {
    PATH: [node, process.env.PATH].join(path.delimiter),
    XDG_CACHE_HOME: cache,
    ...env,
  });
}

describe("the compile cache of Node", () => {
  it("is in the cache directory of the user, for synth and for the program", () => {
    const cache = scratch();
    const { code, stderr } = synth(cache);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toContain(path.join(cache, "cdknix/node"));
    expect(readdirSync(path.join(cache, "cdknix/node"), { recursive: true }).length).toBeGreaterThan(10);
  });

  it("is not used if the environment disables it", () => {
    const cache = scratch();
    const { code, stderr } = synth(cache, { NODE_DISABLE_COMPILE_CACHE: "1" });
    expect({ code, hasCache: existsSync(path.join(cache, "cdknix/node")) }).toEqual({ code: 0, hasCache: false });
    expect(stderr).toContain("undefined");
  });
});
