import type { ModuleModel, Severity } from "../../model";
import type { HostDefinitions } from "./host-definitions";

/** Something that real NixOS ignores, breaks or refuses, found in the modules of a host. */
export interface Finding {
  /** The module that says it. */
  readonly module: ModuleModel;
  /** What is wrong, as one sentence without a full stop. */
  readonly message: string;
  /** The offending value, as Nix text. */
  readonly value?: string;
  /** What NixOS does with it. */
  readonly reason: string;
  /** What to do about it. */
  readonly fix: string;
}

/**
 * A rule about what all modules of a host define together, whoever wrote them. It speaks of what it can see: a value that
 * only Nix can know is taken to be right.
 */
export interface Lint {
  /** Stable name in kebab-case; docs/lints has a page of this name. */
  readonly code: string;
  /** `error` for what the release cannot do at all. */
  readonly severity: Extract<Severity, "error" | "warning">;
  /** Options that it looks at, or prefixes of which it wants all that is below. */
  readonly options: readonly string[];
  /** Codes of errors by which constructs say the same about themselves; the lint then stays silent. */
  readonly saidAs?: readonly string[];
  /** What is wrong on a host. */
  readonly check: (host: HostDefinitions) => readonly Finding[];
}
