import * as path from "node:path";
import { App, Flake, Host, HostClass, IsoImage, NixosModule, Nixpkgs, type NixValue } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { synthesize } from "../../../lib/pipeline/synthesize/synthesize";
import { writeTreeSync } from "../../../lib/project/output/write-tree";
import { look, scratch } from "../../platform/files/scratch";

/** A program with one module in a class. */
export function program(make: (iso: HostClass) => unknown): App {
  const app = new App();
  const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("25.05") });
  const iso = new HostClass(flake, "iso");
  new IsoImage(iso, "image");
  new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });
  make(iso);
  return app;
}

/** A program whose module "extra" has a value. */
export function withValue(value: NixValue): App {
  return program((iso) => new NixosModule(iso, "extra", { config: { system: { build: { value } } } }));
}

/** The value in the generated module "extra". */
export function written(directory: string, value: NixValue): string {
  const flake = FlakeAssertions.fromApp(withValue(value), { projectDirectory: directory });
  flake.hasNoIssues();
  const text = flake.file("dotfiles/modules/iso/extra.nix");
  return /value = (.*);/.exec(text)?.[1] ?? text;
}

/** The issues of a program, without lines of this file and addresses of pages. */
export function reportOf(directory: string, app: App): string {
  return FlakeAssertions.fromApp(app, { projectDirectory: directory })
    .report.replace(/\n {2}(?:at|docs): .*/g, "")
    .replaceAll(directory, "<project>");
}

export const report = (directory: string, value: NixValue): string => reportOf(directory, withValue(value));

/** The reasons in a report. */
export const why = (text: string): readonly string[] =>
  [...text.matchAll(/^ {2}why: {3}(.*)$/gm)].map(([, reason = ""]) => reason);

/** Writes the tree of a program to a directory. */
export function writeProgram(directory: string, app: App): string {
  const result = synthesize(app, { projectDirectory: directory, revision: "abc1234" });
  if (result._tag === "Left") throw new Error(JSON.stringify(result.left));
  const tree = scratch();
  writeTreeSync(tree, result.right.tree);
  return path.join(tree, "dotfiles");
}

/** What a program copies below `files/`. */
export function copied(directory: string, app: App): Record<string, string> {
  return look(path.join(writeProgram(directory, app), "files"));
}
