import * as TE from "fp-ts/TaskEither";
import { isFailure, unexpectedFailure, type Failure } from "../platform/failure";

/** A step of the pipeline: it may take its time and may fail, in a way that is told to a person. */
export type Step<A> = TE.TaskEither<Failure, A>;

/** An effect as a step: what it throws becomes the failure. */
export function step<A>(effect: () => A | Promise<A>): Step<A> {
  return TE.tryCatch(
    async () => await effect(),
    (error) => (isFailure(error) ? error : unexpectedFailure(error)),
  );
}
