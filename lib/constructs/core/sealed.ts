import type { IConstruct } from "constructs";
import { ProgramError } from "../../model";

const sealed = Symbol.for("cdknix.sealed");

/**
 * Ends a program after its synthesis, so that nothing that follows is ignored.
 * @param locked the constructs that accept no others any more: the root, or the flakes in an app that also has others
 */
export function seal(root: IConstruct, locked: readonly IConstruct[]): void {
  Object.defineProperty(root, sealed, { value: true, configurable: true });
  for (const { node } of locked) node.lock();
}

/** Whether the program of a root is synthesized. */
export function isSealed(root: IConstruct): boolean {
  return sealed in root;
}

/**
 * Checks that a program is not synthesized yet.
 * @param change the change that would be ignored
 * @throws ProgramError if it is
 */
export function checkNotSealed(construct: IConstruct, change: string): void {
  if (!isSealed(construct.node.root)) return;
  throw new ProgramError({ ...afterSynthesis, message: `${change} after app.synth()` });
}

/** The error for changes after the synthesis. */
const afterSynthesis = {
  code: "after-synthesis",
  reason: "app.synth() has already written the flake, so this would have no effect",
  fix: "move app.synth() to the end of the program",
};
