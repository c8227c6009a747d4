import * as path from "node:path";

/**
 * Paths of the files that cdknix keeps next to an output directory. All begin with the output's name, so that one line in
 * `.gitignore` (`/cdk.out*`) covers them, and leftovers of a killed run are recognizable.
 */
export interface OutputPaths {
  /** The output directory itself, absolute. */
  readonly output: string;
  /** Directory of the run lock. */
  readonly lock: string;
  /** Prefix of the working directory of one run; a random suffix makes it unique. */
  readonly stagingPrefix: string;
  /** The previous tree during replacement, on systems that cannot exchange two directories atomically. */
  readonly previous: string;
  /** Directory of the offline base's resolved packages. */
  readonly offlineBase: string;
  /** File with the results of the last build. */
  readonly results: string;
  /** Directory of Nix's answers to tests. */
  readonly evaluated: string;
  /** Directory of the outputs of images that tests build, by host. */
  readonly tested: string;
  /** Directory of the files of virtual machines, by host. */
  readonly machines: string;
  /** Directory of the flakes that apply profiles to those in the output. */
  readonly profiles: string;
  /** Directory of the latest builds by host: a link to each ISO, and its checksum. */
  readonly images: string;
}

/**
 * Name for files of a host, `HOST`, `FLAKE.HOST`, or `HOST@PROFILE`. Names of hosts and profiles contain neither `.` nor `@`, so
 * that no two have the same.
 * @param host with its flake before a slash if its own name is ambiguous
 */
export function hostFileName(host: string, profile?: string): string {
  return [host.replaceAll("/", "."), ...(profile === undefined ? [] : [profile])].join("@");
}

/** The paths that belong to an output directory. */
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

/** The output directory of a path in a staging directory; undefined for other paths. */
export function outputOfStaging(directory: string): string | undefined {
  return /^(.+)\.staging-[^/]+(?:\/|$)/.exec(path.resolve(directory))?.[1];
}

const stagingInfix = ".staging-";
