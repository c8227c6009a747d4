import { installationResult } from "../../lib/model";

describe("the last line of an installer", () => {
  it.each([
    ["install-web-1: installed", { host: "web-1", outcome: "installed", details: "" }],
    [
      "[   12.3] cdknix-install[612]: install-web-1: refused: no disk has the serial number WD-1",
      { host: "web-1", outcome: "refused", details: "no disk has the serial number WD-1" },
    ],
    [
      "install-web-1: failed: format: exit code 1",
      { host: "web-1", outcome: "failed", details: "format: exit code 1" },
    ],
    [
      "install-web-1: already installed: remove the medium",
      { host: "web-1", outcome: "already installed", details: "remove the medium" },
    ],
    ["install: refused: no machine matches", { host: undefined, outcome: "refused", details: "no machine matches" }],
  ])("is read from %s", (line, result) => {
    expect(installationResult(line)).toEqual(result);
  });

  it.each(["install-web-1: formatting the disks", "preinstall-web-1: installed", "install-web-1: installed it", ""])(
    "is not %j",
    (line) => {
      expect(installationResult(line)).toBeUndefined();
    },
  );
});
