import { operatingSystem } from "../../../platform/operating-system";
import type { Machine } from "../../../platform/nix/remote/machine";
import type { Examined, Finding } from "../finding";

/** A machine that builds, this one or a remote one. */
interface Builder {
  readonly systems: readonly string[];
  readonly features: readonly string[];
}

/** Checks that each system of the hosts has a builder, and one that accepts large builds. */
export function examineSystems(examined: Examined, machines: readonly Machine[]): Finding {
  const { systems } = examined;
  if (systems.length === 0) {
    return {
      check: "systems",
      status: "ok",
      message: "skipped: no hosts are synthesized yet",
    };
  }
  const builders = buildersOf(examined, machines);
  const covered = systems.filter((system) => builders.some((builder) => builder.systems.includes(system)));
  if (covered.length < systems.length) return missing(systems, covered);
  return roomFor(systems, builders, examined.onOfflineBase);
}

function missing(systems: readonly string[], covered: readonly string[]): Finding {
  const names = systems.filter((system) => !covered.includes(system));
  return {
    check: "systems",
    status: covered.length === 0 ? "error" : "warning",
    message: `no available builder for ${names.join(", ")}, which hosts of the program need`,
    reason: "a derivation is built only on a machine of its system, or on one that lists the system as supported",
    fix: builderFix(names),
  };
}

/** On macOS, a builder in a virtual machine comes with nixpkgs, and Linux programs cannot be emulated. */
function builderFix(systems: readonly string[]): string {
  const builder = `add a builder, such as --builders 'ssh-ng://root@builder ${systems.join(",")}'`;
  return operatingSystem().family === "macos"
    ? `run a Linux builder in a virtual machine (see the how-to guide "Build on macOS"), or ${builder}`
    : `${builder}, or emulate the processor with extra-platforms in nix.conf`;
}

function roomFor(systems: readonly string[], builders: readonly Builder[], onOfflineBase: boolean): Finding {
  const ok: Finding = { check: "systems", status: "ok", message: `builders available for ${systems.join(", ")}` };
  const small = systems.filter(
    (system) =>
      !builders.some((builder) => builder.systems.includes(system) && builder.features.includes("big-parallel")),
  );
  if (small.length === 0 || onOfflineBase) return ok;
  return {
    ...ok,
    status: "warning",
    message: `no builder for ${small.join(", ")} has the feature big-parallel`,
    reason: "kernels and other large packages that no cache has are built only on builders with this feature",
    fix: "add big-parallel as the sixth field of the builder, or to system-features in nix.conf",
  };
}

/** Machines with mandatory features are excluded, because ISO builds require no features. */
function buildersOf({ config, settings }: Examined, machines: readonly Machine[]): readonly Builder[] {
  const words = (name: string): readonly string[] => (config.get(name) ?? "").split(" ").filter(Boolean);
  const own = words("system");
  const others = machines
    .filter(({ mandatoryFeatures }) => mandatoryFeatures.length === 0)
    .map(({ systems, features }): Builder => ({ systems: systems ?? own, features }));
  const jobs = settings.options?.["max-jobs"] ?? config.get("max-jobs");
  if (jobs === "0") return others;
  const platforms = settings.options?.["extra-platforms"]?.split(" ") ?? words("extra-platforms");
  return [{ systems: [...own, ...platforms], features: words("system-features") }, ...others];
}
