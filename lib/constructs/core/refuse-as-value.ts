import type { IConstruct } from "constructs";
import { refusalMark, type Refusal } from "../../nix";

/**
 * Lets constructs of a class explain themselves when a program uses one as the value of an option.
 * @param fix the advice: the value to use instead of the construct
 */
export function refuseAsValue<C extends IConstruct>(prototype: C, fix: (construct: C) => string): void {
  Object.defineProperty(prototype, refusalMark, {
    get(this: C): Refusal {
      return { reason: `a ${this.constructor.name} is a construct, not a Nix value`, fix: fix(this) };
    },
  });
}
