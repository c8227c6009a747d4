import * as path from "node:path";

/**
 * Names of what cdknix keeps beside an output directory. All begin with the output's own name, so that one line in
 * `.gitignore` (`/cdk.out*`) covers them, and leftovers of a killed run can be told from the user's files.
 */
export interface OutputPaths {
  /** The output directory itself, absolute. */
  readonly output: string;
  /** Directory of the run lock. */
  readonly lock: string;
  /** Prefix of the working directory of one run, which a random suffix makes unique. */
  readonly stagingPrefix: string;
  /** Where the previous tree waits while the new one takes its place, where the two cannot be exchanged in one step. */
  readonly previous: string;
  /** Directory of the offline base's resolved packages. */
  readonly offlineBase: string;
  /** File with the results of the last build. */
  readonly results: string;
  /** Directory of what Nix answered to tests. */
  readonly evaluated: string;
  /** Directory of the outputs of images that tests build, by host. */
  readonly tested: string;
  /** Directory of what is kept of virtual machines, by host. */
  readonly machines: string;
  /** Directory of the flakes that lay profiles over those of the output. */
  readonly profiles: string;
  /** Directory of what was built last, by host: a link to each ISO, and its checksum. */
  readonly images: string;
}

/** What files and directories of a host are called, with a profile or without one; several flakes may have its name. */
export function hostFileName(host: string, profile?: string): string {
  return [host.replaceAll("/", "-"), ...(profile === undefined ? [] : [profile])].join("-");
}

/** The names that belong to an output directory. */
export function outputPaths(output: string): OutputPaths {
  const absolute = path.resolve(output);
  return {
    output: absolute,
    lock: `${absolute}.lock`,
    stagingPrefix: `${absolute}${stagingInfix}`,
    previous: `${absolute}.previous`,
    offlineBase: `${absolute}.offline-base`,
    results: `${absolute}.results.json`,
    evaluated: `${absolute}.evaluated`,
    tested: `${absolute}.test`,
    machines: `${absolute}.vm`,
    profiles: `${absolute}.profiles`,
    images: `${absolute}.images`,
  };
}

/** The output directory that a directory below a staging directory is meant for; undefined when it is none. */
export function outputOfStaging(directory: string): string | undefined {
  return /^(.+)\.staging-[^/]+(?:\/|$)/.exec(path.resolve(directory))?.[1];
}

const stagingInfix = ".staging-";
