import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { installationOutcomes } from "../../../lib/model";
import { DiskSelector, OfflineInstaller } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { installers, layoutOn } from "./installer";

const directory = path.join(__dirname, "../../../lib/constructs/offline-installer/scripts");
const scripts = new Map(
  readdirSync(directory).map((file) => [file, readFileSync(path.join(directory, file), "utf8")] as const),
);

describe("the program that installs", () => {
  it("ends with the words that other programs read", () => {
    const words = [...scripts.values()].flatMap((text) =>
      [...text.matchAll(/^\s*(?:\S+\) )?outcome (?:"([^"$]+)"|(\w+))/gm)].map(
        ([, quoted, plain]) => quoted ?? plain ?? "",
      ),
    );
    expect([...new Set(words)].sort()).toEqual([...installationOutcomes].sort());
  });

  it("consists of all of its files", () => {
    const given = installers();
    const target = given.machine("web-1", layoutOn(DiskSelector.only()));
    new OfflineInstaller(given.stick, "installer", { targets: [target] });
    const text = FlakeAssertions.fromApp(given.app).file("fleet/packages/offline-installer/default.nix");
    const used = [...text.matchAll(/\.\/([\w-]+\.sh)/g)].map(([, file]) => file);
    expect(used.sort()).toEqual([...scripts.keys()].sort());
  });

  it("never forbids substituters or the network", () => {
    for (const text of scripts.values()) {
      expect(text).not.toMatch(/substituters|--offline/);
      expect(text.split("\n").length).toBeLessThanOrEqual(300);
    }
  });
});
