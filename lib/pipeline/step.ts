import * as TE from "fp-ts/TaskEither";
import { isFailure, unexpectedFailure, type Failure } from "../platform/failure";

/** A step of the pipeline: asynchronous, and may fail with a {@link Failure}. */
export type Step<A> = TE.TaskEither<Failure, A>;

/** Converts an effect to a step: an exception becomes the failure. */
export function step<A>(effect: () => A | Promise<A>): Step<A> {
  return TE.tryCatch(
    async () => await effect(),
    (error) => (isFailure(error) ? error : unexpectedFailure(error)),
  );
}
