import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { library, project } from "../../cli/project";
import { findings, type Finding } from "./findings";

/** A web server with a binary cache below `/cache`, in a process of its own, because the tests wait for commands. */
const serverProgram = `
const server = require("node:http").createServer((request, response) => {
  response.statusCode = request.url === "/cache/nix-cache-info" ? 200 : 404;
  response.end("StoreDir: /nix/store\\n");
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;

let server: ChildProcess | undefined;
let address = "";
/** Nothing listens there. */
const closed = "127.0.0.1:9";

beforeAll(async () => {
  server = spawn(process.execPath, ["-e", serverProgram], { stdio: ["ignore", "pipe", "inherit"] });
  const [port] = (await once(server.stdout!, "data")) as [Buffer];
  address = `127.0.0.1:${port.toString().trim()}`;
});

afterAll(() => server?.kill());

/** What the doctor finds about the network for a project with one locked input and one binary cache. */
function network(input: string, cache: string, args: readonly string[] = []): readonly Finding[] {
  const { run } = project({
    "cdk.json": JSON.stringify({ app: "node main.js", nix: { substituters: [cache] } }),
    "flake.lock": JSON.stringify({
      version: 7,
      root: "root",
      nodes: {
        root: { inputs: { nixpkgs: "nixpkgs" } },
        nixpkgs: { locked: { type: "tarball", url: input, narHash: "sha256-0" } },
      },
    }),
  });
  const found = JSON.parse(run(["doctor", "--json", ...args]).stdout) as Finding[];
  return found.filter(({ check }) => check === "network");
}

/** The same for a project that is synthesized, but not locked, with an input besides nixpkgs. */
function beforeLocking(input: string, args: readonly string[]): readonly Finding[] {
  const { run } = project({
    "cdk.json": '{ "app": "node main.js", "nix": { "substituters": [] } }',
    "main.js": `
      const c = require(${JSON.stringify(library)});
      const app = new c.App();
      const inputs = { mine: { url: ${JSON.stringify(input)}, flake: false } };
      const flake = new c.Flake(app, "rescue", { nixpkgs: c.Nixpkgs.release("24.05"), inputs });
      new c.IsoImage(new c.Host(flake, "stick", { system: "x86_64-linux" }), "image");
      app.synth();`,
  });
  expect(run(["--no-build", "--quiet"])).toMatchObject({ code: 0 });
  const found = JSON.parse(run(["doctor", "--json", ...args]).stdout) as Finding[];
  return found.filter(({ check }) => check === "network");
}

describe("synth doctor, for the network", () => {
  it("accepts hosts that answer, and a binary cache in a folder", () => {
    expect(network(`http://${address}/nixpkgs.tar.gz`, `http://${address}/cache`)).toEqual([
      { check: "network", status: "ok", message: `reachable: ${address}, ${address}` },
    ]);
  });

  it("reports hosts of inputs as errors and binary caches as warnings, each with a fix", () => {
    expect(network(`http://${closed}/nixpkgs.tar.gz`, `http://${closed}/cache`)).toMatchInlineSnapshot(`
     [
       {
         "check": "network",
         "fix": "connect this machine to the network, set https_proxy, or build on the offline base with --nixpkgs embedded",
         "message": "cannot reach 127.0.0.1:9 (Couldn't connect to server)",
         "reason": "Nix fetches nixpkgs and the other inputs of the flake from there",
         "status": "error",
       },
       {
         "check": "network",
         "fix": "connect this machine to the network, set https_proxy, or remove the cache from nix.conf and cdk.json",
         "message": "cannot reach 127.0.0.1:9 (Couldn't connect to server)",
         "reason": "without its binary caches, Nix builds everything from source",
         "status": "warning",
       },
     ]
    `);
  });

  it("checks only the hosts of other inputs on the offline base, and says that it does not check those of apt", () => {
    const apt = /^not checked: apt's mirrors \(to check, run (?:sudo )?apt-get update\)$/;
    const [found] = network(`http://${closed}/nixpkgs.tar.gz`, `http://${closed}/cache`, ["--nixpkgs", "embedded"]);
    expect(found).toEqual({ check: "network", status: "ok", message: expect.stringMatching(apt) as string });
    const [other] = beforeLocking(`http://${closed}/x.tar.gz`, ["--nixpkgs", "embedded"]);
    expect(other).toMatchObject({
      status: "error",
      message: expect.stringMatching(/^cannot reach 127\.0\.0\.1:9 /) as string,
      fix: "connect this machine to the network, or set https_proxy",
    });
  });

  it("checks the hosts of all inputs of the generated flake that are not locked yet", () => {
    const [found] = beforeLocking(`http://${address}/x.tar.gz`, ["--nixpkgs", `http://${address}/nixpkgs.tar.gz`]);
    expect(found).toEqual({ check: "network", status: "ok", message: `reachable: ${address}` });
    const [unreachable] = beforeLocking(`http://${closed}/x.tar.gz`, ["--nixpkgs", `http://${address}/nixpkgs.tar.gz`]);
    expect(unreachable?.message).toMatch(/^cannot reach 127\.0\.0\.1:9 \(/);
  });

  it("checks the registry for a nixpkgs that is only a name", () => {
    const { run } = project({ "cdk.json": '{ "app": "node main.js", "nix": { "substituters": [] } }' });
    const offline = {
      https_proxy: `http://${closed}`,
      HTTPS_PROXY: "",
      NIX_CONFIG: "flake-registry = https://registry.example.org/flake-registry.json",
    };
    const { message } = findings(
      run(["doctor", "--json", "--nixpkgs", "nixpkgs/nixos-25.05"], offline).stdout,
    ).network!;
    expect(message).toMatch(
      /^cannot reach registry\.example\.org \(.*\), api\.github\.com \(.*\), github\.com \(.*\)$/,
    );
  });

  it("checks the hosts of nixpkgs before the first synthesis, when no input is locked yet", () => {
    const { run } = project({
      "cdk.json": JSON.stringify({ app: "node main.js", nix: { substituters: [`http://${address}/cache`] } }),
    });
    // A proxy that refuses connections: the result does not depend on the network of the machine that tests.
    const { code, stdout } = run(["doctor", "--json"], { https_proxy: `http://${closed}`, HTTPS_PROXY: "" });
    expect(code).toBe(5);
    expect(findings(stdout).network).toMatchObject({
      status: "error",
      message: expect.stringMatching(/^cannot reach api\.github\.com \(.*\), github\.com \(.*\)$/) as string,
    });
  });
});
