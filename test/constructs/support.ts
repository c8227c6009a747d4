import { App, Flake, Host, HostClass, nix, NixosModule, Nixpkgs, type Release } from "cdknix";
import type { Construct } from "constructs";
import { FlakeAssertions } from "cdknix/testing";

/** A program with one flake, one class, and one host. */
export interface Program {
  readonly app: App;
  readonly flake: Flake;
  readonly iso: HostClass;
  readonly host: Host;
}

/** A program for a release, with an empty class. */
export function program(release: Release = "24.05"): Program {
  const app = new App();
  const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release(release) });
  const iso = new HostClass(flake, "iso");
  return { app, flake, iso, host: new Host(flake, "lilith", { class: iso, system: "x86_64-linux" }) };
}

/** Imports a module that may declare any option, so that made-up names are not reported. */
export function allowAnyOption(scope: Construct): void {
  new NixosModule(scope, "any-option", { imports: [nix.raw("{ ... }: { }")] });
}

/** The text of the only module file that `make` creates in the class, for a release. */
export function moduleText(
  make: (iso: HostClass) => { readonly node: { readonly id: string } },
  release?: Release,
): string {
  const { app, iso } = program(release);
  const { id } = make(iso).node;
  return FlakeAssertions.fromApp(app).file(`dotfiles/modules/iso/${id}.nix`);
}

/** The issues of a program, without source lines, which inline snapshots would shift. */
export function reportOf(app: App): string {
  return FlakeAssertions.fromApp(app)
    .report.replace(/\n {2}at: .*/g, "")
    .replace(/\(test\/\S+:\d+\)/g, "(here)");
}

/** The issues of the constructs that `make` creates in the class, without the warning about the missing image. */
export function reported(make: (iso: HostClass) => unknown, release?: Release): string {
  const { app, iso } = program(release);
  make(iso);
  return reportOf(app)
    .split("\n\n")
    .filter((text) => !text.includes("no-image"))
    .join("\n\n");
}

/** A valid OpenSSH key; its private key does not exist. */
export const publicKey =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example";
