import type { NixTool } from "../../platform/nix/tool";
import type { Reporter } from "../reporter";
import type { SynthRequest } from "../request";
import type { Target } from "../targets";

/** What building has to know besides the request. */
export interface BuildContext {
  /** Nix, found when it is needed. */
  readonly tool: () => Promise<NixTool>;
  readonly request: SynthRequest;
  readonly targets: readonly Target[];
  readonly reporter: Reporter;
}
