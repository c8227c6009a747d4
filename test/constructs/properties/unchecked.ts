import * as cdknix from "cdknix";
import { App, Flake, Host, Nixpkgs } from "cdknix";
import type { Construct } from "constructs";
import { reportOf } from "../support";

// No compiler checks these programs: the constructs accept anything, as in JavaScript.
type Unchecked = new (scope: Construct, id: string, props?: unknown) => Construct;
const unchecked = cdknix as unknown as Readonly<Record<string, Unchecked>>;

/** The errors of one construct on a host, without source lines. */
export function reported(name: string, props: unknown): string {
  const app = new App();
  const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("25.05"), lockFile: "dotfiles.lock" });
  const host = new Host(flake, "h", { system: "x86_64-linux" });
  const scope = name === "Host" || name === "HostClass" ? flake : name === "Flake" ? app : host;
  new unchecked[name]!(scope, "tested", props);
  return reportOf(app)
    .split("\n\n")
    .filter((text) => !text.startsWith("warning[no-image]"))
    .map((text) => text.replace(/\n {2}docs: .*/, ""))
    .join("\n\n");
}
