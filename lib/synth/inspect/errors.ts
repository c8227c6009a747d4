import { Failure } from "../../effects";

/** There is no ISO of a host to look into. */
export function imageNotBuilt(host: string): Failure {
  return new Failure({
    kind: "usage",
    code: "image-not-built",
    message: `there is no ISO of ${host} to look into`,
    reason: "what is looked into is what was built last, and none was, or it is no longer in the store",
    fix: `build it: synth ${host}`,
  });
}

/** The output has changed since the ISO was built of it. */
export function imageOutdated(host: string, output: string): Failure {
  return new Failure({
    kind: "usage",
    code: "image-outdated",
    message: `the ISO of ${host} was built of something else than what is in ${output} now`,
    reason: "what is in the ISO is told by what it was built of, and that is no longer there",
    fix: `build it again: synth ${host}`,
  });
}

/** The host's image is not made by NixOS, or by what stands in for it. */
export function hostNotInspected(host: string, installable: string): Failure {
  return new Failure({
    kind: "program",
    code: "host-not-inspected",
    message: `nobody can tell what the ISO of ${host} is made of`,
    reason: `it is ${installable}, which is not part of a NixOS system's config.system.build`,
  });
}
