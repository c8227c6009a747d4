import { availableParallelism } from "node:os";

/**
 * Peak memory of the evaluation of one host, in bytes, with a margin. Measured: 1.12 GB on NixOS 24.05 with Nix 2.8, and
 * 1.01 GB on nixos-unstable with Nix 2.26; 60 MB on the offline base.
 */
export const evaluationBytes = { nixpkgs: 1.2e9, offlineBase: 1e8 };

/** Resources of a machine for evaluations. */
export interface EvaluationResources {
  /** Processor cores that this process may use. */
  readonly cores: number;
  /** Memory that is free or can be freed, in bytes. */
  readonly bytes: number;
}

/**
 * The number of hosts to evaluate at once: one on each core, as far as memory allows; at least one. Several hosts in one
 * process would not save time on NixOS, because each evaluates its own package set: docs/benchmarks.md has the figures.
 * @param bytesEach peak memory of one evaluation.
 */
export function evaluationLimit(bytesEach: number, { cores, bytes } = machineResources()): number {
  return Math.max(1, Math.min(cores, Math.floor(bytes / bytesEach)));
}

function machineResources(): EvaluationResources {
  // Counts caches as available, and respects the limits of a container.
  return { cores: availableParallelism(), bytes: process.availableMemory() };
}
