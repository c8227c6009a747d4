import { readFileSync, symlinkSync } from "node:fs";
import * as path from "node:path";
import { library, project } from "../../cli/project";
import { put, scratch } from "../../platform/files/scratch";
import { watching } from "./watching";

describe("synth watch", () => {
  it("generates the flake again when the program or cdk.json changes, survives an error, and exits with 130", async () => {
    const { directory } = project();
    const program = readFileSync(path.join(directory, "main.js"), "utf8");
    const { until, results, interrupt } = watching(directory);
    const text = (): string => readFileSync(path.join(directory, "cdk.out/dot/text"), "utf8");
    await until("3 added");
    put(directory, { "main.js": "throw new Error('oh dear')" });
    await until("error[program-threw]: oh dear");
    expect(text()).toBe("x");
    put(directory, { "main.js": program.replace('?? "x"', '?? "new"') });
    await until("main.js changed");
    expect(text()).toBe("new");
    put(directory, { "cdk.json": '{ "app": "TEXT=configured node main.js" }' });
    await until("cdk.json changed");
    expect(text()).toBe("configured");
    expect(results()).toBe("");
    expect(await interrupt()).toBe(130);
  }, 60_000);

  it("watches the files that cdk.json includes and does not exclude", async () => {
    const { directory } = project({
      "cdk.json": '{ "app": "node main.js", "watch": { "include": ["src/**", "main.js"], "exclude": ["src/*.md"] } }',
      "src/used": "",
      "other/file": "",
    });
    const { until, interrupt } = watching(directory);
    await until("3 added");
    // Changes close together are reported together, so a change that is not watched would be reported with the next one.
    put(directory, { "other/file": "changed", "src/notes.md": "changed", "src/used": "changed" });
    expect(await until("changed")).toMatch(/^synth: src\/used changed$/m);
    expect(await interrupt()).toBe(130);
  }, 60_000);

  it("watches the files that the program copies, also where it watches nothing else", async () => {
    const other = scratch();
    put(other, { outside: "" });
    const { directory } = project({
      "main.js": `const { App, Flake, Host, nix, NixosModule, Nixpkgs } = require(${JSON.stringify(library)});
        const app = new App();
        const flake = new Flake(app, "dot", { nixpkgs: Nixpkgs.release("25.05") });
        const value = [nix.file("./.config/motd"), nix.directory("./.config/d"), nix.file("${other}/outside", { allowOutside: true })];
        new NixosModule(new Host(flake, "a", { system: "x86_64-linux" }), "m", { config: { value } });
        app.synth();`,
      ".config/motd": "one",
      ".config/d/a": "",
      ".config/other": "",
    });
    const { until, interrupt } = watching(directory);
    await until(" added");
    // The new files are watched shortly after the run.
    await new Promise((go) => setTimeout(go, 1000));
    put(other, { outside: "two" });
    put(directory, { ".config/motd": "two", ".config/other": "two", ".config/d/b": "" });
    expect(await until("changed")).toMatch(/^synth: \.\.\/\S+\/outside, \.config\/d\/b, \.config\/motd changed$/m);
    expect(readFileSync(path.join(directory, "cdk.out/dot/files/config/motd"), "utf8")).toBe("two");
    expect(await interrupt()).toBe(130);
  }, 60_000);

  it("runs once for a change of a file that the program copies by a symbolic link, and not for the link", async () => {
    const { directory } = project({
      "main.js": `const { App, Flake, Host, nix, NixosModule, Nixpkgs } = require(${JSON.stringify(library)});
        const app = new App();
        const flake = new Flake(app, "dot", { nixpkgs: Nixpkgs.release("25.05") });
        const value = [nix.file("./motd"), nix.directory("./linked")];
        new NixosModule(new Host(flake, "a", { system: "x86_64-linux" }), "m", { config: { value } });
        app.synth();`,
      "real/motd": "one",
    });
    symlinkSync("real/motd", path.join(directory, "motd"));
    symlinkSync("real", path.join(directory, "linked"));
    const { until, rest, interrupt } = watching(directory);
    const first = await until(" added");
    await new Promise((go) => setTimeout(go, 1500));
    put(directory, { "real/motd": "two" });
    const second = await until(" changed");
    await new Promise((go) => setTimeout(go, 1500));
    expect(await interrupt()).toBe(130);
    const runs = `${first}${second}${rest()}`.match(/running node/g);
    expect(runs).toHaveLength(2);
  }, 60_000);

  it("does not watch its own output, or the default output of earlier runs", async () => {
    const { directory } = project();
    const { until, interrupt } = watching(directory, ["--output", "other"]);
    await until("3 added");
    const program = readFileSync(path.join(directory, "main.js"), "utf8");
    put(directory, { "cdk.out.images/a/a.iso": "", "other.images/a/a.iso": "", "main.js": `${program}\n` });
    expect(await until("changed")).toMatch(/^synth: main\.js changed$/m);
    expect(await interrupt()).toBe(130);
  }, 60_000);
});
