import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { median } from "./median";

// Measures the cost of typed options: tsc on one program, without and with the types of all options. Prints a Markdown
// table.
const repository = path.resolve(__dirname, "..");
const dump = path.join(repository, "test/options/options-24.05.json.gz");
const rounds = Number(process.env.BENCH_ROUNDS ?? "3");

const program = `
import { App, Flake, Host, NixosModule, Nixpkgs, config, nix, pkgs } from "cdknix";
const flake = new Flake(new App(), "f", { nixpkgs: Nixpkgs.release("24.05") });
const host = new Host(flake, "h", { system: "x86_64-linux" });
${Array.from(
  { length: 50 },
  (_, index) => `new NixosModule(host, "m${String(index)}", { config: {
  boot: nix.when(config.x, { loader: { timeout: nix.force(${String(index)}) }, kernelParams: ["quiet"] }),
  services: {
    nginx: { enable: true, virtualHosts: { "h${String(index)}": { locations: { "/": { proxyPass: "http://a" } } } } },
    openssh: { enable: nix.default(true), settings: { PermitRootLogin: "no" } },
    postgresql: { enable: true, package: pkgs.postgresql },
  },
  environment: { systemPackages: [pkgs.git], etc: { "e${String(index)}": { text: "x" } } },
  users: { users: { "u${String(index)}": { isNormalUser: true, extraGroups: ["wheel"] } } },
  systemd: { services: { "s${String(index)}": { wantedBy: ["multi-user.target"], script: "true" } } },
} });`,
).join("\n")}
`;

const directory = mkdtempSync(path.join(tmpdir(), "cdknix-bench-types-"));
const names = [
  "Files",
  "Types",
  "Instantiations",
  "Memory used",
  "Parse time",
  "Bind time",
  "Check time",
  "Total time",
  "CPU seconds",
];

function compile(): ReadonlyMap<string, number> {
  const tsc = path.join(repository, "node_modules/typescript/bin/tsc");
  // Other programs on the machine affect CPU time the least.
  const timed = ["-c", 'TIMEFORMAT="CPU seconds: %U %S"; time "$@"', "bash", process.execPath, tsc];
  const run = spawnSync("bash", [...timed, "--extendedDiagnostics"], { cwd: directory, encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stdout);
  const figures = [...run.stdout.matchAll(/^([A-Z][\w ]+):\s+([\d.]+)/gm)];
  const [, user = "0", system = "0"] = /CPU seconds: ([\d.]+) ([\d.]+)/.exec(run.stderr) ?? [];
  return new Map([
    ...figures.map(([, name = "", figure]) => [name, Number(figure)] as const),
    ["CPU seconds", Number((Number(user) + Number(system)).toFixed(2))],
  ]);
}

try {
  mkdirSync(path.join(directory, "node_modules"));
  symlinkSync(repository, path.join(directory, "node_modules/cdknix"));
  for (const name of ["constructs", "@types"]) {
    symlinkSync(path.join(repository, "node_modules", name), path.join(directory, "node_modules", name));
  }
  const compilerOptions = {
    target: "es2022",
    module: "node16",
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
  };
  writeFileSync(
    path.join(directory, "tsconfig.json"),
    JSON.stringify({ compilerOptions, include: ["main.ts", "imports"] }),
  );
  writeFileSync(path.join(directory, "main.ts"), program);
  const without = Array.from({ length: rounds }, compile);
  const started = performance.now();
  const bin = path.join(repository, "bin/cdknix.js");
  const run = spawnSync(process.execPath, [bin, "import", "--from", dump], { cwd: directory, encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
  const importSeconds = (performance.now() - started) / 1000;
  const withTypes = Array.from({ length: rounds }, compile);
  console.log("| tsc | without | with all options |\n| --- | ---: | ---: |");
  for (const name of names) {
    const of = (runs: readonly ReadonlyMap<string, number>[]): string =>
      String(median(runs.map((figures) => figures.get(name) ?? 0)));
    console.log(`| ${name} | ${of(without)} | ${of(withTypes)} |`);
  }
  console.log(`\nsynth import --from: ${importSeconds.toFixed(1)} s`);
} finally {
  rmSync(directory, { recursive: true });
}
