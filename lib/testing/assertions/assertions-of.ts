import { Host } from "../../constructs";
import { notAHost } from "../errors";
import { FlakeAssertions } from "./flake-assertions";
import type { HostAssertions } from "./host-assertions";
import { HostProgram } from "./host-program";

/**
 * What a program says about a host.
 * @param host what `FlakeAssertions.host` gave, or a `Host` of the program
 * @throws {@link ExpectationError} for anything else
 */
export function assertionsOf(host: HostAssertions | Host): HostProgram {
  const found = Host.isHost(host) ? FlakeAssertions.fromApp(host.node.root).hostOf(host) : host;
  if (!HostProgram.isHostProgram(found)) throw notAHost();
  return found;
}
