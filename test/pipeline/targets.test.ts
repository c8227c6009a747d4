import * as E from "fp-ts/Either";
import type { Manifest } from "../../lib/model";
import { allTargets, imagesOnly, selectTargets } from "../../lib/pipeline/targets";
import { formatFailure } from "../../lib/platform/failure";

function manifest(flakes: Readonly<Record<string, Readonly<Record<string, string | null>>>>): Manifest {
  const made = Object.entries(flakes).map(([name, hosts]) => {
    const described = Object.entries(hosts).map(([host, isoName]) => [
      host,
      {
        kind: isoName === null ? "machine" : "image",
        class: null,
        system: "x86_64-linux",
        release: "24.05",
        installable: host,
        isoName,
      },
    ]);
    const flake = { directory: name, release: "24.05", lockFile: "flake.lock", files: {} };
    return [name, { ...flake, hosts: Object.fromEntries(described) as Manifest["flakes"][string]["hosts"] }];
  });
  return { version: 1, flakes: Object.fromEntries(made) as Manifest["flakes"] };
}

function select(made: Manifest, ...names: string[]): readonly string[] | string {
  return selectExcept(made, [], names);
}

function selectExcept(
  made: Manifest,
  excluded: readonly string[],
  names: readonly string[] = [],
): readonly string[] | string {
  const selected = selectTargets(made, names, excluded);
  return E.isLeft(selected) ? formatFailure(selected.left) : selected.right.map(({ name }) => name);
}

describe("selectTargets", () => {
  const two = manifest({ one: { a: "a.iso", b: null, c: "c.iso" }, two: { a: "a.iso" } });

  it("selects every host by default, images and machines", () => {
    expect(select(two)).toEqual(["one/a", "b", "c", "two/a"]);
  });

  it("selects named hosts once, in program order", () => {
    expect(select(two, "two/a", "c", "c")).toEqual(["c", "two/a"]);
  });

  it("selects the hosts that match a glob", () => {
    expect(select(two, "*")).toEqual(["one/a", "b", "c", "two/a"]);
    expect(select(two, "one/*")).toEqual(["one/a"]);
    expect(select(two, "{a,b}", "c")).toEqual(["one/a", "b", "c", "two/a"]);
    const fleet = manifest({ one: { "web-1": "1.iso", "web-2": "2.iso", db: "3.iso" } });
    expect(select(fleet, "web-?")).toEqual(["web-1", "web-2"]);
    expect(select(fleet, "[dw]*")).toEqual(["web-1", "web-2", "db"]);
  });

  it("omits excluded hosts, by name and by glob", () => {
    const fleet = manifest({ one: { "web-1": "1.iso", "web-2": "2.iso", db: "3.iso", none: null } });
    expect(selectExcept(fleet, ["web-*"])).toEqual(["db", "none"]);
    expect(selectExcept(fleet, ["web-1", "d?"])).toEqual(["web-2", "none"]);
    expect(selectExcept(fleet, ["web-1", "none"], ["web-*"])).toEqual(["web-2"]);
    expect(selectExcept(fleet, ["nothing-*"])).toEqual(["web-1", "web-2", "db", "none"]);
    expect(selectExcept(two, ["two/*"])).toEqual(["one/a", "b", "c"]);
  });

  it("rejects an excluded name that is no host, and the exclusion of all hosts", () => {
    expect(selectExcept(two, ["d"])).toMatchInlineSnapshot(`
     "error[host-unknown]: no host named "d"
       why:   hosts: one/a, b, c, two/a
       fix:   pass names of hosts, or a glob, to --exclude
       docs:  https://cdknix.example/errors/host-unknown"
    `);
    expect(selectExcept(two, ["c", "*"], ["c", "one/a"])).toContain("each matches --exclude c or --exclude *\n");
    expect(selectExcept(two, ["c"], ["c"])).toMatchInlineSnapshot(`
     "error[all-hosts-excluded]: --exclude omits every host
       why:   hosts to build: c; it matches --exclude c
       fix:   change the value of --exclude, or name other hosts
       docs:  https://cdknix.example/errors/all-hosts-excluded"
    `);
  });

  it("rejects a glob that matches nothing", () => {
    expect(select(two, "d*")).toMatchInlineSnapshot(`
     "error[hosts-unmatched]: no host matches "d*"
       why:   hosts: one/a, b, c, two/a
       fix:   change the glob, or omit it to build all hosts
       docs:  https://cdknix.example/errors/hosts-unmatched"
    `);
  });

  it("lists the known hosts if a name is unknown, and requires FLAKE/HOST if it is ambiguous", () => {
    expect(select(two, "a")).toMatchInlineSnapshot(`
     "error[host-unknown]: no host named "a"
       why:   hosts: one/a, b, c, two/a
       fix:   use one of these names, or omit the names to build all hosts
       docs:  https://cdknix.example/errors/host-unknown"
    `);
  });

  it("reports that there is nothing to build", () => {
    expect(select(manifest({}))).toMatchInlineSnapshot(`
     "error[nothing-to-build]: the program has no host
       why:   cdknix builds the ISO of each host with an IsoImage, and the system of each other host
       fix:   add a Host, or use --no-build to generate the flake only
       docs:  https://cdknix.example/errors/nothing-to-build"
    `);
    expect(select(manifest({}), "x")).toMatchInlineSnapshot(`
     "error[host-unknown]: no host named "x"
       why:   the program has no hosts
       fix:   use one of these names, or omit the names to build all hosts
       docs:  https://cdknix.example/errors/host-unknown"
    `);
  });
});

describe("imagesOnly", () => {
  it("rejects a machine, and names the hosts with an image", () => {
    const report = (hosts: Readonly<Record<string, string | null>>): string => {
      const made = manifest({ one: hosts });
      const found = imagesOnly(made, allTargets(made));
      return E.isLeft(found) ? formatFailure(found.left) : "";
    };
    expect(report({ a: "a.iso" })).toBe("");
    expect(report({ a: "a.iso", b: null })).toMatchInlineSnapshot(`
     "error[host-without-image]: the host b is a machine, which has no ISO
       why:   neither the host nor its class has an IsoImage; hosts with one: a
       fix:   name one of these hosts, or add an IsoImage; \`synth b\` builds the system of the machine
       docs:  https://cdknix.example/errors/host-without-image"
    `);
    expect(report({ b: null })).toMatchInlineSnapshot(`
     "error[host-without-image]: the host b is a machine, which has no ISO
       why:   neither the host nor its class has an IsoImage; no host of the program has one
       fix:   add an IsoImage; \`synth b\` builds the system of the machine
       docs:  https://cdknix.example/errors/host-without-image"
    `);
  });
});
