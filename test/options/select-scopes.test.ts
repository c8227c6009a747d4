import * as E from "fp-ts/Either";
import { nearestName, optionTree, selectScopes } from "../../lib/options";
import { declarations } from "./support";

const tree = optionTree(
  declarations({ "services.nginx.enable": "boolean", "services.openssh.enable": "boolean", "boot.timeout": "string" }),
);

describe("scopes", () => {
  it("that do not exist are reported with the nearest name", () => {
    expect(selectScopes(tree, ["services.ngnix", "boot", "service.x", "zzz"])).toEqual(
      E.left([
        { scope: "services.ngnix", meant: "services.nginx" },
        { scope: "service.x", meant: "services" },
        { scope: "zzz", meant: undefined },
      ]),
    );
  });

  it("include everything by default", () => {
    expect(selectScopes(tree, [])).toEqual(E.right(tree));
  });
});

describe("the nearest name", () => {
  it("has few letters added, removed, changed, or swapped, ignoring case", () => {
    const known = ["enable", "package", "timeZone", "allowedTCPPorts"];
    expect(nearestName("enabel", known)).toBe("enable");
    expect(nearestName("packages", known)).toBe("package");
    expect(nearestName("timezone", known)).toBe("timeZone");
    expect(nearestName("allowedTcpPort", known)).toBe("allowedTCPPorts");
    expect(nearestName("x", known)).toBeUndefined();
  });
});
