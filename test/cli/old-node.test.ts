import * as path from "node:path";
import { bin, project, runIn, type Run } from "./project";

/** Prints the version of cdknix in a Node that reports another version. */
function versionWith(node: string): Run {
  const versions = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${node}" } });`;
  const { directory } = project({ "node.js": versions });
  return runIn(directory, [process.execPath, "--require", path.join(directory, "node.js"), bin, "--version"]);
}

describe("a version of Node.js", () => {
  it.each(["12.22.12", "18.20.4", "20.17.0"])("%s is too old", (node) => {
    expect(versionWith(node)).toEqual({
      code: 5,
      stdout: "",
      stderr: `error[node-too-old]: Node.js ${node} cannot run cdknix
  why:   cdknix needs Node.js 20.18 or later
  fix:   install a supported version from https://nodejs.org/download
  docs:  https://cdknix.example/errors/node-too-old
`,
    });
  });

  it.each(["20.18.0", "22.0.0"])("%s runs cdknix", (node) => {
    expect(versionWith(node)).toEqual({ code: 0, stdout: "0.1.0\n", stderr: "" });
  });
});
