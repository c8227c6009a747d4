import type * as textIssuesModule from "../lib/constructs/collect/options/text-issues";
import type * as callProblemModule from "../lib/nix/values/call-problem";
import type * as scalarModule from "../lib/nix/values/scalar";
import type * as synthesizeModule from "../lib/pipeline/synthesize/synthesize";
import { load } from "./unbundled";
import { App, Flake, FlakePackage, Host, IsoImage, nix, NixosModule, Nixpkgs, pkgs } from "cdknix";
import { median } from "./median";

// Measures the cost of the checks of text: the same program with them and without, in turns. Prints a Markdown table.
const textIssues = load("constructs/collect/options/text-issues") as {
  textIssues: typeof textIssuesModule.textIssues;
};
const callProblem = load("nix/values/call-problem") as {
  callProblem: typeof callProblemModule.callProblem;
};
const scalar = load("nix/values/scalar") as {
  interpolationInText: typeof scalarModule.interpolationInText;
};
const { synthesize } = load("pipeline/synthesize/synthesize") as typeof synthesizeModule;
const rounds = Number(process.env.BENCH_ROUNDS ?? "15");
const hosts = 500;

/** Each module sets options with packages, files, and text, as in people's configurations. */
function construct(): App {
  const app = new App();
  const flake = new Flake(app, "flake", { nixpkgs: Nixpkgs.release("24.05") });
  for (let index = 0; index < hosts; index++) {
    const name = `host-${String(index)}`;
    const host = new Host(flake, name, { system: "x86_64-linux" });
    new IsoImage(host, "image");
    new FlakePackage(flake, `tool-${name}`, {
      expression: pkgs.writeShellApplication({ name, runtimeInputs: [pkgs.git, pkgs.jq], text: "git status | jq" }),
    });
    new NixosModule(host, "own", {
      config: {
        boot: { kernelPackages: pkgs.linuxPackages_latest, kernelParams: ["quiet", "splash"] },
        console: { font: nix.str`${pkgs.terminus_font}/share/consolefonts/ter-v18n.psf.gz`, keyMap: "us" },
        environment: { systemPackages: [pkgs.git, pkgs.jq, pkgs.vim], etc: { motd: { text: "Welcome\n" } } },
        services: { openssh: { enable: true }, udev: { packages: [pkgs["libu2f-host"]] } },
        systemd: { services: { tool: { path: [pkgs.git], script: "git status\n", wantedBy: ["multi-user.target"] } } },
        users: { users: { me: { isNormalUser: true, shell: pkgs.zsh, extraGroups: ["wheel"] } } },
      },
    });
  }
  return app;
}

/** Measures CPU time, which other programs on the machine affect the least. */
function measure(): number {
  const app = construct();
  const start = process.cpuUsage();
  synthesize(app, { revision: "abc1234", projectDirectory: __dirname, checkOptions: false });
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

const checks = { ...textIssues, ...callProblem, ...scalar };
const without: typeof checks = {
  textIssues: () => ({ issues: [], concern: () => false }),
  callProblem: () => undefined,
  interpolationInText: () => undefined,
};
const results = { with: [] as number[], without: [] as number[] };
for (let round = 0; round <= rounds; round++) {
  for (const kind of ["without", "with"] as const) {
    const used = kind === "with" ? checks : without;
    textIssues.textIssues = used.textIssues;
    callProblem.callProblem = used.callProblem;
    scalar.interpolationInText = used.interpolationInText;
    const measured = measure();
    // The first round is for the compiler of V8, and reads the options.
    if (round > 0) results[kind].push(measured);
  }
}

const [base, withChecks] = [median(results.without), median(results.with)];
console.log(
  `Median of ${String(rounds)} rounds, Node ${process.version}; ${String(hosts)} hosts with a module and a package each.\n`,
);
console.log(
  "| | without checks, CPU ms | with checks, CPU ms | per module and package, µs |\n| --- | ---: | ---: | ---: |",
);
const each = ((withChecks - base) * 1000) / hosts;
console.log(`| synthesis | ${base.toFixed(1)} | ${withChecks.toFixed(1)} | ${each.toFixed(1)} |`);
