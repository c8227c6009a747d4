import type { NixEvent } from "../../../../lib/platform/nix/log/log-event";
import { watchMachines } from "../../../../lib/platform/nix/remote/watch-machines";

// As Nix 2.8 tells of builds on other machines.
const drv = "/nix/store/02b3xrg7zr8xl7jq992l60mnvsbyhw6v-a.drv";
const other = "/nix/store/x3wjrvhnipvpxmw60is092f1hnqld9m8-b.drv";

function started(id: string, derivation: string, machine: string): NixEvent {
  return { kind: "start", id, activity: { type: "build", derivation, machine }, text: "" };
}

function said(text: string): NixEvent {
  return { kind: "message", text };
}

function lost(...events: readonly NixEvent[]): readonly string[] {
  const watched = watchMachines({});
  for (const event of events) watched.listeners.onEvent?.(event);
  return watched.lost();
}

const failed = (derivation: string): NixEvent => said(`error: builder for '${derivation}' failed with exit code 1`);

describe("a machine", () => {
  it("is lost when the connection breaks and its build fails, whether or not it said that it builds", () => {
    const end = [said("error: unexpected end-of-file"), failed(drv)];
    expect(lost(started("1", drv, "ssh-ng://a"), started("2", drv, ""), ...end)).toEqual(["ssh-ng://a"]);
    expect(lost(started("1", drv, "ssh://a"), ...end)).toEqual(["ssh://a"]);
    const closed: NixEvent = { kind: "log", id: "1", line: "Connection to a closed by remote host." };
    expect(lost(started("1", drv, "ssh://a"), closed, failed(drv))).toEqual(["ssh://a"]);
  });

  it("is not lost when the build fails by itself, or here, or while another machine is", () => {
    const byItself = said(`error: build of '${drv}' on 'ssh://a' failed: builder for '${drv}' failed with exit code 3`);
    expect(lost(started("1", drv, "ssh://a"), byItself, failed(drv))).toEqual([]);
    expect(lost(started("1", drv, ""), said("error: unexpected end-of-file"), failed(drv))).toEqual([]);
    const both = [
      started("1", drv, "ssh://a"),
      started("2", other, "ssh://b"),
      byItself,
      said("error: unexpected end-of-file"),
    ];
    expect(lost(...both, failed(drv), failed(other))).toEqual(["ssh://b"]);
    const spoke: NixEvent = { kind: "log", id: "1", line: "test: unexpected end-of-file" };
    expect(lost(started("1", drv, "ssh://a"), spoke, failed(drv))).toEqual([]);
  });
});
