import { library, project } from "../../cli/project";

describe("synth lock without the network", () => {
  it("does not propose the offline base, which locks nothing", () => {
    const { run } = project({
      "cdk.json": '{ "app": "node main.js" }',
      "main.js": `
        const c = require(${JSON.stringify(library)});
        const app = new c.App();
        new c.Host(new c.Flake(app, "rescue", { nixpkgs: c.Nixpkgs.release("24.05") }), "stick", { system: "x86_64-linux" });
        app.synth();`,
    });
    const closed = { https_proxy: "http://127.0.0.1:9", HTTPS_PROXY: "", NIX_CONFIG: "download-attempts = 1" };
    const { code, stderr } = run(["lock"], closed);
    expect(code).toBe(5);
    expect(stderr).toContain("error[network-missing]");
    expect(stderr).toContain(
      "fix:   connect this machine to the network; `synth doctor` checks the hosts of the inputs\n",
    );
    expect(stderr).not.toContain("embedded");
  });
});
