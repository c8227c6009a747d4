import * as TE from "fp-ts/TaskEither";
import { pipe } from "fp-ts/function";
import type { HostKind } from "../../model";
import { isoNameOf } from "../../pipeline/evaluate/flake-sources";
import { runUserProgram, withStaging } from "../../pipeline/program";
import type { Reporter } from "../../pipeline/reporter";
import type { ProgramSettings, SynthRequest } from "../../pipeline/request";
import type { Step } from "../../pipeline/step";
import { allTargets } from "../../pipeline/targets";

/** A host as `synth list` shows it. */
export interface ListedHost {
  readonly host: string;
  readonly kind: HostKind;
  /** Null if it has none. */
  readonly class: string | null;
  readonly system: string;
  readonly release: string;
  /** File name of its ISO; null for a machine. */
  readonly iso: string | null;
}

/** Lists the hosts of a program. Does not change the output, and does not wait for a run that is writing it. */
export function listHosts(
  settings: ProgramSettings & Pick<SynthRequest, "profile">,
  reporter: Reporter,
): Step<readonly ListedHost[]> {
  return withStaging(settings, (staging) =>
    pipe(
      runUserProgram(settings, staging, reporter),
      TE.map(({ manifest }) =>
        allTargets(manifest).map((target) => ({
          host: target.name,
          kind: target.host.kind,
          class: target.host.class,
          system: target.host.system,
          release: target.host.release,
          iso: isoNameOf(target, settings.profile),
        })),
      ),
    ),
  );
}
