import { Host } from "../../constructs";
import { notAHost } from "../errors";
import { FlakeAssertions } from "./flake-assertions";
import type { HostAssertions } from "./host-assertions";
import { HostProgram } from "./host-program";

/**
 * Returns the assertions for a host.
 * @param host a result of `FlakeAssertions.host`, or a `Host` of the program
 * @throws {@link ExpectationError} for anything else
 */
export function assertionsOf(host: HostAssertions | Host): HostProgram {
  const found = Host.isHost(host) ? FlakeAssertions.fromApp(host.node.root).hostOf(host) : host;
  if (!HostProgram.isHostProgram(found)) throw notAHost();
  return found;
}
