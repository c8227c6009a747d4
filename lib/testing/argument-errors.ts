import { Host } from "../constructs";
import { formatValue } from "../constructs/core/properties/format-value";
import { labeled, ExpectationError } from "./errors";

/** The argument of `FlakeAssertions.fromApp` is not an app. */
export function notAnApp(value: unknown): ExpectationError {
  const message = labeled("the argument of FlakeAssertions.fromApp is not an App", {
    value: formatValue(value),
    fix: "pass the App of the program: export it, or return it from a function",
  });
  return new ExpectationError(message, true);
}

/** The argument of `host` is not a name. */
export function hostNotNamed(value: unknown): ExpectationError {
  const isHost = Host.isHost(value);
  const message = labeled("the argument of host() is not the name of a host", {
    value: isHost ? `the Host ${value.node.path}` : formatValue(value),
    fix: isHost ? "use hostOf(…) for a construct" : 'pass a name such as "lilith", or use hostOf(…) for a construct',
  });
  return new ExpectationError(message, true);
}

/** The argument of `hostOf` is not a construct. */
export function notAHostConstruct(value: unknown): ExpectationError {
  const message = labeled("the argument of hostOf() is not a Host", {
    value: formatValue(value),
    fix: typeof value === "string" ? `use host(${JSON.stringify(value)}) for a name` : "pass a Host of the program",
  });
  return new ExpectationError(message, true);
}
