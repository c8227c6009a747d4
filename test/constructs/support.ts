import { App, Flake, Host, HostClass, Nixpkgs, type Release } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";

/** A program of one flake, one class and one host. */
export interface Program {
  readonly app: App;
  readonly flake: Flake;
  readonly iso: HostClass;
  readonly host: Host;
}

/** A program for a release, with nothing in its class yet. */
export function program(release: Release = "24.05"): Program {
  const app = new App();
  const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release(release) });
  const iso = new HostClass(flake, "iso");
  return { app, flake, iso, host: new Host(flake, "lilith", { class: iso, system: "x86_64-linux" }) };
}

/** Text of the one module file that `make` makes in the class, for a release. */
export function moduleText(
  make: (iso: HostClass) => { readonly node: { readonly id: string } },
  release?: Release,
): string {
  const { app, iso } = program(release);
  const { id } = make(iso).node;
  return FlakeAssertions.fromApp(app).file(`dotfiles/modules/iso/${id}.nix`);
}

/** What is reported about a program, without the lines of the program: snapshots here would move them. */
export function reportOf(app: App): string {
  return FlakeAssertions.fromApp(app)
    .report.replace(/\n {2}at: .*/g, "")
    .replace(/\(test\/\S+:\d+\)/g, "(here)");
}

/** What is reported about what `make` makes in the class; the warning that there is no image left out. */
export function reported(make: (iso: HostClass) => unknown, release?: Release): string {
  const { app, iso } = program(release);
  make(iso);
  return reportOf(app)
    .split("\n\n")
    .filter((text) => !text.includes("no-image"))
    .join("\n\n");
}

/** A key that OpenSSH takes; nobody has its other half. */
export const publicKey =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example";
