import type { ModuleModel, Severity } from "../../model";
import type { HostDefinitions } from "./host-definitions";

/** A setting that NixOS ignores or rejects, or that breaks the image, found in the modules of a host. */
export interface Finding {
  /** The module with the setting. */
  readonly module: ModuleModel;
  /** The problem, as one sentence without a period. */
  readonly message: string;
  /** The offending value, as Nix source. */
  readonly value?: string;
  /** How NixOS treats it. */
  readonly reason: string;
  /** How to fix it. */
  readonly fix: string;
  /** Severity of this finding. Default: that of the lint. */
  readonly severity?: Lint["severity"];
}

/**
 * A rule about the combined definitions of a host's modules, wherever they come from. A lint reports only what it can
 * see: it assumes that a value that only Nix can evaluate is right.
 */
export interface Lint {
  /** Stable name in kebab-case; docs/lints has a page of this name. */
  readonly code: string;
  /** `error` if the release does not support the setting at all, or if it always breaks the image. */
  readonly severity: Extract<Severity, "error" | "warning">;
  /** Options that it checks, or prefixes of options. */
  readonly options: readonly string[];
  /** Codes of errors that constructs report for the same problem; the lint then stays silent. */
  readonly sameAs?: readonly string[];
  /** Returns the findings for a host. */
  readonly check: (host: HostDefinitions) => readonly Finding[];
}
