import * as path from "node:path";
import { App, Flake, Host, IsoImage, Nixpkgs } from "cdknix";
import { childEnvironment } from "../../lib/model";
import { look, scratch } from "../platform/files/scratch";

describe("the output of a program that the command line runs", () => {
  let project: string;

  beforeEach(() => {
    project = scratch();
    jest.spyOn(process, "cwd").mockReturnValue(project);
  });

  afterEach(() => {
    jest.restoreAllMocks();
    for (const name of Object.values(childEnvironment)) Reflect.deleteProperty(process.env, name);
  });

  const appOf = (outdir = "cdk.out", id = "images"): App => {
    const app = new App({ outdir });
    const host = new Host(new Flake(app, id, { nixpkgs: Nixpkgs.release("24.05") }), "rescue", {
      system: "x86_64-linux",
    });
    new IsoImage(host, "image");
    return app;
  };

  const reportWith = (outdir: string, output: string): string => {
    const app = appOf(outdir);
    process.env[childEnvironment.outputDirectory] = path.join(project, `${output}.staging-1`, "tree");
    process.env[childEnvironment.report] = path.join(project, "report.json");
    app.synth();
    return JSON.stringify(look(project)["report.json"]);
  };

  it("is reported if outdir has no effect", () => {
    expect(reportWith("out", "cdk.out")).toContain("outdir-ignored");
  });

  it("may be outdir, or that of an option", () => {
    expect(reportWith("cdk.out", "cdk.out")).not.toContain("outdir-ignored");
    expect(reportWith("out", "elsewhere")).not.toContain("outdir-ignored");
  });

  it("cannot take two apps", () => {
    process.env[childEnvironment.outputDirectory] = path.join(project, "cdk.out.staging-1", "tree");
    const app = appOf();
    app.synth();
    app.synth();
    expect(() => appOf().synth()).toThrow("the program synthesizes two apps");
  });

  it.each(["manifest.json", "tree.json"])("has no flake named %s", (id) => {
    expect(() => appOf("cdk.out", id).synth()).toThrow("cannot be that of a flake");
  });
});
