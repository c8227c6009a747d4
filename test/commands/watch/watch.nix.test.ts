import { readFileSync } from "node:fs";
import { project } from "../../cli/project";
import { put } from "../../platform/files/scratch";
import { watching } from "./watching";

describe("synth watch", () => {
  it("builds with --build, prints the ISO of each build, and survives a failed build", async () => {
    const { directory } = project();
    const config = (args: string): string =>
      `{ "app": "HOSTS=a ARGS='${args}' node main.js", "nixpkgs": "./nixpkgs", "nix": { "options": { "sandbox": false, "substituters": "" } } }`;
    put(directory, { "cdk.json": config("") });
    const { until, results, interrupt } = watching(directory, ["--build"]);
    await until("building a");
    put(directory, { "cdk.json": config('script = \\"echo no luck >&2; exit 1\\";') });
    expect(await until("error[")).toContain("no luck");
    put(directory, { "cdk.json": config('script = \\"mkdir -p $out/iso; echo second > $out/iso/a.iso\\";') });
    await until("building a");
    const isos = results().trimEnd().split("\n");
    expect(isos.map((iso) => readFileSync(iso, "utf8"))).toEqual(["a\n", "second\n"]);
    expect(await interrupt()).toBe(130);
  }, 120_000);
});
