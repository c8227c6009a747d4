import type { FailureKind } from "../effects";

const exitCodes: Readonly<Record<FailureKind, number>> = {
  usage: 1,
  unexpected: 1,
  boot: 1,
  program: 2,
  evaluation: 3,
  build: 4,
  machine: 5,
};

/** The documented exit code of a failure. */
export function exitCodeOf(kind: FailureKind): number {
  return exitCodes[kind];
}
