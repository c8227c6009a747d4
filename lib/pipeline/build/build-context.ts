import type { NixTool } from "../../platform/nix/tool";
import type { Reporter } from "../reporter";
import type { SynthRequest } from "../request";
import type { Target } from "../targets";

/** Context of a build. */
export interface BuildContext {
  /** Finds Nix when it is first needed. */
  readonly tool: () => Promise<NixTool>;
  readonly request: SynthRequest;
  readonly targets: readonly Target[];
  readonly reporter: Reporter;
}
