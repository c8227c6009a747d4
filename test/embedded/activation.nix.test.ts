import { closeSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { run } from "../build/run";
import { freshDirectory } from "../build/run-directory";
import { OfflineBase } from "./evaluate";

let base: OfflineBase;
let root: string;

beforeAll(async () => {
  base = await OfflineBase.make();
});

beforeEach(() => {
  root = freshDirectory("root");
});

const machine = (settings: string): string => `lib.mkMerge [
  {
    fileSystems."/" = { device = "/dev/vda2"; fsType = "ext4"; };
    fileSystems."/boot" = { device = "/dev/vda1"; fsType = "vfat"; };
    boot.loader.systemd-boot.enable = true;
  }
  (${settings})
]`;
const normal = (...names: readonly string[]): string =>
  `{ users.users = lib.genAttrs [ ${names.map((name) => `"${name}"`).join(" ")} ] (_: { isNormalUser = true; }); }`;
const service = (...names: readonly string[]): string =>
  names
    .map((name) => `{ users.users.${name} = { isSystemUser = true; group = "${name}"; }; users.groups.${name} = { }; }`)
    .join(" ");
const all = (...settings: readonly string[]): string => `lib.mkMerge [ ${settings.join(" ")} ]`;

/** Activates a system in the root with nixos-enter, as an installation does; returns what it printed. */
async function activate(settings: string): Promise<string> {
  const system = await base.buildOfMachine("25.05", machine(settings), "c.system.build.toplevel");
  expect(system).toMatch(/^\/nix\/store\/\S+$/);
  mkdirSync(path.join(root, "nix/store"), { recursive: true });
  const enter = path.join(base.baseFor("25.05"), "tools/nixos-enter.sh");
  const script =
    'mount --bind /nix/store "$1/nix/store" && NIXOS_ENTER_UNSHARED=1 exec bash -euo pipefail "$2" --root "$1" --system "$3" -- true 2>&1';
  const { exitCode, stdout } = await run(["unshare", "--mount", "sh", "-c", script, "sh", root, enter, system], {
    cwd: "/",
  });
  expect(exitCode).toBe(0);
  return stdout;
}

const text = (file: string): string => readFileSync(path.join(root, file), "utf8");
const idOf = (file: string, name: string): number | undefined => {
  const entry = text(file)
    .split("\n")
    .find((line) => line.startsWith(`${name}:`));
  return entry === undefined ? undefined : Number(entry.split(":")[2]);
};
const owner = (directory: string): number => statSync(path.join(root, directory)).uid;

describe("the activation of a machine", () => {
  it("keeps the IDs of users and groups, as NixOS does", async () => {
    expect(await activate(all(normal("mary", "nora"), service("metrics", "web")))).toBe("");
    // System users and groups start with 999; the group wheel has 998.
    const first = { mary: 1000, nora: 1001, metrics: 999, web: 998 };
    const ids = (file: string, names: readonly string[]): unknown =>
      Object.fromEntries(names.map((name) => [name, idOf(file, name)]));
    expect(ids("etc/passwd", Object.keys(first))).toEqual(first);
    expect(ids("etc/group", ["metrics", "web", "wheel"])).toEqual({ metrics: 999, web: 997, wheel: 998 });
    expect(text("etc/passwd")).toMatch(/^mary:x:1000:100:/m);
    expect(text("etc/passwd")).toMatch(/^web:x:998:997:/m);
    expect([owner("home/mary"), owner("home/nora")]).toEqual([1000, 1001]);
    const state = JSON.parse(text("var/lib/nixos/uid-map")) as Readonly<Record<string, number>>;
    expect(state).toMatchObject({ ...first, root: 0, nobody: 65534 });

    // New users that sort first; others are removed.
    expect(await activate(all(normal("alice", "nora"), service("audit", "web")))).toBe("");
    expect(ids("etc/passwd", ["alice", "mary", "nora", "audit", "metrics", "web"])).toEqual({
      alice: 1002,
      mary: undefined,
      nora: 1001,
      audit: 997,
      metrics: undefined,
      web: 998,
    });
    expect(ids("etc/group", ["audit", "web"])).toEqual({ audit: 996, web: 997 });
    expect(owner("home/alice")).toBe(1002);

    // A user that comes back gets its former ID. The configuration sets IDs of new users only.
    const warning = await activate(
      all(
        normal("alice", "mary", "nora"),
        service("web"),
        "{ users.users.nora.uid = 5000; users.users.zoe = { uid = 1003; isNormalUser = true; }; }",
      ),
    );
    expect(warning).toContain("warning: not applying UID change of user 'nora' (1001 -> 5000) in /etc/passwd");
    expect(ids("etc/passwd", ["alice", "mary", "nora", "zoe"])).toEqual({
      alice: 1002,
      mary: 1000,
      nora: 1001,
      zoe: 1003,
    });
  });

  it("writes passwords to a new file, which nobody else has open", async () => {
    mkdirSync(path.join(root, "etc"));
    const leftOver = path.join(root, "etc/shadow.new");
    writeFileSync(leftOver, "left over", { mode: 0o644 });
    const reader = openSync(leftOver, "r");
    expect(await activate(normal("mary"))).toBe("");
    expect(readFileSync(reader, "utf8")).toBe("left over");
    closeSync(reader);
    const { mode, uid, gid } = statSync(path.join(root, "etc/shadow"));
    expect([mode & 0o777, uid, gid]).toEqual([0o640, 0, 42]);
    expect(text("etc/shadow")).toMatch(/^mary:!:/m);
  });

  it("fails if a command fails, and runs the others", async () => {
    const printed = await activate(`{
      system.activationScripts = {
        a-breaks = "false; (exit 3)";
        b-works = "[ -e /nothing ] && echo never; if ! false; then touch /works; fi; false || true";
      };
    }`);
    expect(printed).toBe(
      "Activation script snippet 'a-breaks' failed (3)\nnixos-enter: the activation script failed\n",
    );
    expect(text("works")).toBe("");
  });
});
