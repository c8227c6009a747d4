import { App, Flake, Host, HostClass, Nixpkgs, NixosModule } from "cdknix";
import { settingsOf } from "../workload";

/** Writes modules of one host class as a flake. */
export function run(count: number, outdir: string): void {
  const app = new App({ outdir, revision: "0000000" });
  const flake = new Flake(app, "bench", { nixpkgs: Nixpkgs.release("25.05") });
  const hostClass = new HostClass(flake, "all");
  new Host(flake, "host", { class: hostClass, system: "x86_64-linux" });
  for (let index = 0; index < count; index++) {
    new NixosModule(hostClass, `module-${String(index)}`, { config: settingsOf(index) });
  }
  app.synth();
}
