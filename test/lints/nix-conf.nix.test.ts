import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import type { Evidence } from "./evidence";
import { flakeSettings, flakesOn, readNixConf } from "./nix-conf";

const version = /\d+\.\d+\S*/.exec(execFileSync("nix", ["--version"], { encoding: "utf8" }))?.[0] ?? "";
const isOld = /^2\.(?:\d|1\d)\./.test(version);
const evidence = JSON.parse(readFileSync(path.join(__dirname, "evidence/24.05.json"), "utf8")) as Evidence;

describe.each(flakeSettings)("a nix.conf with %s", (setting) => {
  const [name = "", value = ""] = setting.split(" = ");
  const words = new RegExp(`^error: Ignoring setting '${name.replace("lockfile", "lock-?file")}' because `);

  it("fails NixOS's check without flakes and is ignored, unless Nix is too old to have the rule", () => {
    const read = readNixConf(version, setting);
    expect(read.refusal).toEqual(isOld ? [] : [expect.stringMatching(words)]);
    expect(read.value === value).toBe(isOld);
  });

  it("passes the check with flakes enabled, before or after, and takes effect", () => {
    expect(readNixConf(version, setting, [flakesOn])).toEqual({ refusal: [], value });
    expect(readNixConf(version, setting, [flakesOn.replace("ex", "extra-ex")])).toEqual({ refusal: [], value });
  });

  it("matches the recording of this machine's Nix, if there is one", () => {
    const recorded = evidence.nixConf[version];
    expect(recorded?.[setting] ?? readNixConf(version, setting)).toEqual(readNixConf(version, setting));
  });
});

it("old and new Nix were recorded", () => {
  expect(Object.keys(evidence.nixConf)).toEqual([expect.stringMatching(/^2\.(?:2[6-9]|[3-9]\d)\./), expect.stringMatching(/^2\.8\./)]); // prettier-ignore
});
