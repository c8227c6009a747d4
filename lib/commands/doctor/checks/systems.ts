import type { Machine } from "../../../platform/nix/remote/machine";
import type { Examined, Finding } from "../finding";

/** Something that builds. */
interface Builder {
  readonly systems: readonly string[];
  readonly features: readonly string[];
}

/** Whether the systems of the program's hosts have a machine that builds for them, and takes large builds. */
export function examineSystems(examined: Examined, machines: readonly Machine[]): Finding {
  const { systems } = examined;
  if (systems.length === 0) {
    return { check: "systems", status: "ok", message: "no host was synthesized yet: nothing to compare builders with" };
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
    message: `nothing that answers builds for ${names.join(", ")}, which hosts of the program have`,
    reason: "a derivation is built on its own system, here or by a builder that names it",
    fix: `name a builder, such as --builders 'ssh-ng://root@builder ${names.join(",")}', or emulate the processor: Nix's extra-platforms`,
  };
}

function roomFor(systems: readonly string[], builders: readonly Builder[], onOfflineBase: boolean): Finding {
  const ok: Finding = { check: "systems", status: "ok", message: `there are builders for ${systems.join(", ")}` };
  const small = systems.filter(
    (system) =>
      !builders.some((builder) => builder.systems.includes(system) && builder.features.includes("big-parallel")),
  );
  if (small.length === 0 || onOfflineBase) return ok;
  return {
    ...ok,
    status: "warning",
    message: `no builder for ${small.join(", ")} has the feature big-parallel`,
    reason: "kernels and other large packages of nixpkgs, where no cache has them, are built only where it is",
    fix: "give the builder big-parallel as its sixth word, or system-features in nix.conf",
  };
}

/** A machine with features that a build must ask for is left out: an ISO asks for none. */
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
