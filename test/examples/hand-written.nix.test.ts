import * as path from "node:path";
import { findNix } from "../../lib/platform/nix/tool";
import { OfflineBase } from "../embedded/evaluate";
import { put, scratch } from "../platform/files/scratch";
import { derivationsOf, flakes, type Derivations } from "./hand-written";
import { diskoInput, homeManagerInput } from "./hand-written-inputs";

// test/examples/evaluated-hand-written.json records the same comparison on real NixOS with the real inputs.
describe("the hosts of examples/hand-written on the offline base", () => {
  let all: Readonly<Record<string, Readonly<Record<string, string>>>>;
  let inputs: Readonly<Record<string, string>>;
  const evaluate = async (files: Readonly<Record<string, string>>): Promise<Derivations> =>
    derivationsOf(await findNix({ offline: true }), files, scratch(), inputs);
  let before: Derivations;

  beforeAll(async () => {
    const directory = scratch();
    put(directory, { "disko/flake.nix": diskoInput, "home-manager/flake.nix": homeManagerInput });
    const nixpkgs = (await OfflineBase.make()).baseFor("24.05");
    const standIn = (name: string): string => `path:${path.join(directory, name)}`;
    inputs = { nixpkgs: `path:${nixpkgs}`, disko: standIn("disko"), "home-manager": standIn("home-manager") };
    all = flakes();
    before = await evaluate(all.before!);
  });

  it.each(["step-1", "step-2"])("have the same derivations as before after %s", async (step) => {
    expect(before).toEqual({
      desk: expect.stringMatching(/^\/nix\/store\/\w{32}-nixos-system-desk-.*\.drv$/) as string,
      rescue: expect.stringMatching(/^\/nix\/store\/\w{32}-rescue-24\.05-dirty-x86_64\.iso\.drv$/) as string,
    });
    expect(await evaluate(all[step]!)).toEqual(before);
  });

  // Without this, the comparison could not fail.
  it.each([
    ["hosts/desk/disks.nix", "512M", "1G", "desk"],
    ["home/tmux.conf", "on", "off", "desk"],
    ["modules/boot.nix", "timeout = 3", "timeout = 5", "desk"],
    ["packages/backup-home/backup-home.sh", "--archive", "--recursive", "rescue"],
  ] as const)("have other derivations if %s is different", async (file, from, to, host) => {
    const text = all.before?.[file] ?? "";
    const changed = await evaluate({ ...all.before, [file]: text.replace(from, to) });
    expect(text).toContain(from);
    expect(changed[host]).not.toBe(before[host]);
  });
});
