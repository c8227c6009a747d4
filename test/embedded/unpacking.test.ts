import { readFileSync } from "node:fs";
import * as path from "node:path";
import { look } from "../platform/files/scratch";

const embedded = path.resolve(__dirname, "../../embedded");

describe("the builders of the offline base", () => {
  it("unpack Debian packages only with the function that checks them", () => {
    const sources = Object.entries(look(embedded)).filter(([name]) => /\.(sh|nix|pl)$/.test(name));
    const unpacking = sources
      .filter(([, text]) => /dpkg-deb\s+-|dpkg\s+-|\bar\s+[px]/.test(text))
      .map(([name]) => name);
    expect(unpacking).toEqual(["build/start.sh"]);
    expect(readFileSync(path.join(embedded, "build/start.sh"), "utf8")).toContain("deb_files() {");
  });
});
