import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { withoutLauncher } from "../../../lib/project/program/launcher";
import { project } from "../../cli/project";
import { scratch } from "../../platform/files/scratch";

/** A workspace with an installed program, and one of its packages. */
function workspace(): string {
  const root = scratch();
  install(root, "ts-node", "");
  const directory = path.join(root, "packages/images");
  mkdirSync(directory, { recursive: true });
  const scripts = { main: "", tsx: "" };
  writeFileSync(path.join(directory, "package.json"), JSON.stringify({ scripts }));
  install(directory, "tsx", "");
  return directory;
}

function install(root: string, name: string, script: string): void {
  const file = path.join(root, "node_modules/.bin", name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, script);
  chmodSync(file, 0o755);
}

describe("a program of the project is started without its package manager", () => {
  const directory = workspace();

  it.each([
    "npx ts-node -P tsconfig.json main.ts",
    "npx --no-install ts-node -P tsconfig.json main.ts",
    "npx --yes -- ts-node -P tsconfig.json main.ts",
    " npx  -q ts-node -P tsconfig.json main.ts",
    "npm exec -- ts-node -P tsconfig.json main.ts",
    "npm exec --no -- ts-node -P tsconfig.json main.ts",
    "npm x -- ts-node -P tsconfig.json main.ts",
    "yarn ts-node -P tsconfig.json main.ts",
    "yarn run ts-node -P tsconfig.json main.ts",
    "yarn exec ts-node -P tsconfig.json main.ts",
    "pnpm exec ts-node -P tsconfig.json main.ts",
    "bunx ts-node -P tsconfig.json main.ts",
    "bun x ts-node -P tsconfig.json main.ts",
  ])("%s", (command) => {
    expect(withoutLauncher(command, directory)).toBe("ts-node -P tsconfig.json main.ts");
  });

  it("with the rest of the shell's command", () => {
    expect(withoutLauncher("npx tsx && npx ts-node main.ts", directory)).toBe("tsx && npx ts-node main.ts");
    expect(withoutLauncher("npx tsx", directory)).toBe("tsx");
  });

  it("also if package.json cannot be read, except with yarn", () => {
    const broken = workspace();
    writeFileSync(path.join(broken, "package.json"), "{");
    expect(withoutLauncher("npx tsx", broken)).toBe("tsx");
    expect(withoutLauncher("yarn tsx", broken)).toBe("yarn tsx");
  });
});

describe("anything else runs as written", () => {
  const directory = workspace();

  it.each([
    "ts-node main.ts",
    "npx jiti main.ts",
    "npx ts-node@10 main.ts",
    "npx --package ts-node ts-node main.ts",
    "npx -p typescript ts-node main.ts",
    "npx -c 'ts-node main.ts'",
    "npx ./ts-node main.ts",
    "npm exec ts-node main.ts",
    "npm run ts-node",
    "pnpm dlx ts-node main.ts",
    "pnpm ts-node main.ts",
    "yarn dlx ts-node main.ts",
    "yarn main",
    "yarn tsx main.ts",
    "bunx --bun ts-node main.ts",
    "bun ts-node main.ts",
    "npx",
    "FOO=1 npx ts-node main.ts",
    "npxts-node main.ts",
  ])("%s", (command) => {
    expect(withoutLauncher(command, directory)).toBe(command);
  });
});

it("the command line starts the program itself, and names the command that was written", () => {
  const made = project();
  install(made.directory, "failing", '#!/bin/sh\necho "started with $1, by ${npm_execpath:-no npm}" >&2\nexit 3\n');
  const { code, stderr } = made.run(["--no-build", "--app", "npx --no-install failing main.ts"], {
    npm_execpath: "",
  });
  expect(code).toBe(2);
  expect(stderr).toContain("synth: running npx --no-install failing main.ts\nstarted with main.ts, by no npm\n");
});
